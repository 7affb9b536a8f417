"""Nothing on the board is blurred, at any scale of the screen: what is kept as pixels has the screen's own."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPixmap

from studio.canvas.cards.blanks import Dress, hairline
from studio.canvas.cards.cards import Cards
from studio.canvas.painting.minimap import Minimap
from studio.canvas.painting.painter import BoardPainter
from studio.canvas.sample import thumbnails
from studio.canvas.shown.faces import Face
from studio.canvas.shown.kept import Kept
from studio.canvas.shown.scene import CALM
from studio.canvas.shown.view import View
from studio.look import DARK, Look

SCALES = [1.0, 1.25, 1.5, 2.0]
FACE = Face("convolution", "grid-3x3", "Conv2D", "6 · 5×5", "28 × 28 × 6", "156")
DRESS = Dress(160.0, 72.0, 1.0, False, CALM, False, False)


@pytest.fixture
def kept(monkeypatch) -> list[QPixmap]:
    """Every pixmap that any painter keeps while the test runs."""
    found: list[QPixmap] = []
    get = Kept.get

    def remember(self, key, draw, form=None):
        found.append(get(self, key, draw, form))
        return found[-1]

    monkeypatch.setattr(Kept, "get", remember)
    return found


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("zoom", [0.6, 1.0, 1.6])
def test_all_that_is_kept_has_the_pixels_of_the_screen(board, kept, scale, zoom):
    board.set_thumbnails(dict(zip(board.stage.scene.ids, thumbnails(board.stage.scene.graph).values(), strict=False)))
    board.look_at(View(zoom, -20.0, -20.0))
    board.rest()
    image = QImage(int(board.width() * scale), int(board.height() * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    board.stage.ratio = scale
    painter = QPainter(image)
    kept.clear()
    BoardPainter(board.stage.look).paint(painter, board.stage)
    painter.end()
    assert len(kept) > 20
    assert {pixmap.devicePixelRatio() for pixmap in kept} == {scale}
    assert {pixmap.devicePixelRatio() for pixmap in [Minimap()._picture(board.stage)]} == {scale}


@pytest.mark.parametrize("scale", SCALES)
def test_a_hairline_covers_whole_pixels(qapp, scale):
    pixmap = Cards(Look()).pixmap(FACE, DRESS, scale)
    image, row = pixmap.toImage(), pixmap.height() // 2
    colours = [image.pixelColor(x, row).name() for x in range(image.width() // 2, image.width())]  # the other edge is the family's
    assert colours.count(DARK.line) == round(hairline(scale) * scale)
    last = len(colours) - 1 - colours[::-1].index(DARK.line)
    assert colours[last - round(scale)] == DARK.card


@pytest.mark.parametrize("scale", SCALES)
def test_cards_and_pictures_begin_on_whole_pixels(board, scale):
    board.stage.ratio = scale
    board.look_at(board.stage.view.zoomed(0.77, QPointF(13, 17)))
    for row in range(len(board.stage.scene.ids)):
        rect = board.stage.screen_rect(row)
        for edge in (rect.left(), rect.top(), rect.right(), rect.bottom()):
            assert edge * scale == pytest.approx(round(edge * scale), abs=1e-6)
