"""While the zoom changes pictures come from one drawing of each: they lie where sharp ones lie, and at rest sharp ones are there."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.canvas.cards.drafts import Drafts
from studio.canvas.shown.thumbs import Thumb, Thumbs, places
from studio.canvas.shown.view import View
from studio.look import DARK, LIGHT, Look

SIZES = [(63.0, 36.0), (79.0, 53.0), (95.0, 70.0), (141.0, 92.0), (220.0, 150.0)]
MAPS = Thumb("maps", (np.full((8, 8), 1.0), np.full((8, 8), -1.0), np.zeros((8, 8))))
PLACE = QPointF(7, 5)


def painted(drafts: Drafts, size: tuple[float, float], thumb: Thumb, opacity: float = 1.0) -> tuple[QImage, bool]:
    image = QImage(240, 170, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    painter = QPainter(image)
    done = drafts.paint(painter, QRectF(PLACE.x(), PLACE.y(), *size), thumb, opacity)
    painter.end()
    return image, done


@pytest.mark.parametrize("size", SIZES)
def test_every_map_lies_where_the_sharp_picture_has_it(qtbot, size):
    image, done = painted(Drafts(Look()), size, MAPS)
    assert done
    tiles = [tile.translated(PLACE) for tile in places(QRectF(0, 0, *size), MAPS)]
    for tile, shade in zip(tiles, (DARK.signed[-1], DARK.signed[0], DARK.signed[3]), strict=True):
        inner = tile.adjusted(2, 2, -2, -2)
        for corner in (inner.topLeft(), inner.topRight(), inner.bottomLeft(), inner.bottomRight()):
            assert image.pixelColor(int(corner.x()), int(corner.y())).name() == shade
    whole = tiles[0].united(tiles[-1])
    assert image.pixelColor(int(whole.left()) - 1, int(whole.center().y())).name() == "#00ff00"
    assert image.pixelColor(int(whole.right()) + 1, int(whole.center().y())).name() == "#00ff00"


def test_one_drawing_serves_all_sizes_and_another_theme_or_strength_needs_another(qtbot):
    look = Look()
    drafts = Drafts(look)
    first = painted(drafts, SIZES[1], MAPS)[0]
    held = drafts._kept.held
    for size in SIZES:
        painted(drafts, size, MAPS)
    assert drafts._kept.held == held
    assert painted(drafts, SIZES[1], MAPS, 0.5)[0] != first
    look.use(LIGHT)
    assert painted(drafts, SIZES[1], MAPS)[0] != first


def test_what_would_not_only_differ_in_size_is_left_to_be_drawn(qtbot):
    drafts = Drafts(Look())
    bars, alone = Thumb("bars", (np.array([0.2, 0.8]),), 1.0, ("cat", "dog")), Thumb("maps", (np.ones((4, 4)),))
    assert not painted(drafts, SIZES[1], bars)[1]
    assert not painted(drafts, SIZES[1], alone)[1]
    assert not painted(drafts, (150.0, 40.0), Thumb("vector", (np.ones(12),)))[1]
    assert painted(drafts, SIZES[3], Thumb("vector", (np.ones(12),)))[1]


def test_what_is_painted_next_is_not_smoothed(qtbot):
    image = QImage(240, 170, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert Drafts(Look()).paint(painter, QRectF(0, 0, *SIZES[1]), Thumb("image", (np.full((8, 8, 3), 9.0),) * 3), 1.0)
    smooth = painter.testRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.end()
    assert not smooth


def test_as_strong_as_the_sharp_picture(qtbot):
    look = Look()
    image = painted(Drafts(look), SIZES[3], MAPS, 0.4)[0]
    sharp = QImage(240, 170, QImage.Format.Format_RGB32)
    sharp.fill(QColor(look.theme.card))
    painter = QPainter(sharp)
    painter.setOpacity(0.4)
    painter.drawPixmap(PLACE, Thumbs(look).pixmap(MAPS, *SIZES[3], 1.0))
    painter.end()
    centre = places(QRectF(0, 0, *SIZES[3]), MAPS)[0].center() + PLACE
    for shade in (QColor.red, QColor.green, QColor.blue):
        assert abs(shade(image.pixelColor(centre.toPoint())) - shade(sharp.pixelColor(centre.toPoint()))) <= 1


def test_one_change_alone_is_no_motion_and_a_motion_comes_to_rest(qtbot, board):
    board.rest()
    board.look_at(View(0.7))
    assert not board.stage.zooming
    board.look_at(View(0.75))
    assert board.stage.zooming
    board.look_at(View(0.75, 40.0))
    assert board.stage.zooming
    qtbot.waitUntil(lambda: not board.stage.zooming)


def test_who_cannot_be_seen_is_at_rest(board):
    for zoom in (0.7, 0.75):
        board.look_at(View(zoom))
    assert board.stage.zooming
    board.hide()
    assert not board.stage.zooming
