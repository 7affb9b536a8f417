"""What is kept of the last frame: nobody can tell it from a frame that is painted anew, and little is painted where little changed."""

import random

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from studio.canvas.gestures.connecting import Connecting
from studio.canvas.gestures.gesture import Keys
from studio.canvas.gestures.moving import Moving
from studio.canvas.painting.layer import Layer, merged
from studio.canvas.painting.painter import BoardPainter
from studio.canvas.sample import thumbnails
from studio.canvas.shown.thumbs import Thumb
from studio.canvas.shown.view import View
from studio.graph.measure import measure
from studio.graph.model import Note
from studio.look import DARK, LIGHT
from tests.canvas.conftest import node_id

ZOOMS = [0.6, 1.0, 1.9]
ROUNDING = 2
"""Of 255: Qt blends a picture that is cut in two ways, which round differently."""


@pytest.fixture
def pictured(board):
    """LeNet-5 with pictures, a comment and a frame."""
    graph = board.stage.scene.graph
    notes = {"c": Note("c", "Edges", (40.0, -120.0), (160.0, 48.0)), "f": Note("f", "Head", (-40.0, -60.0), (600.0, 300.0), kind="frame")}
    noted = graph.replace(notes=notes)
    board.show_graph(noted, measure(noted))
    board.set_thumbnails(thumbnails(noted))
    return board


def painted(painter: BoardPainter, board) -> QImage:
    ratio = board.stage.ratio
    image = QImage((QSizeF(board.size()) * ratio).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    brush = QPainter(image)
    painter.paint(brush, board.stage)
    brush.end()
    return image


def apart(first: QImage, second: QImage) -> int:
    """By how much the two differ where they differ most, of 255."""
    shades = [np.frombuffer(image.constBits(), np.uint8).astype(np.int16) for image in (first, second)]
    return int(np.abs(shades[0] - shades[1]).max())


class Frames:
    """Frames of a board by a painter that keeps, and whether they are as those of a painter that has nothing yet."""

    def __init__(self, board, zoom: float, ratio: float = 1.0) -> None:
        self.board = board
        self.painter = BoardPainter(board.stage.look)
        board.look_at(View(zoom, -30.0, -90.0))
        board.stage.ratio = ratio
        self.last = painted(self.painter, board)

    def as_anew(self) -> bool:
        self.last = painted(self.painter, self.board)
        return apart(self.last, painted(BoardPainter(self.board.stage.look), self.board)) <= ROUNDING


def moving(board, name: str) -> Moving:
    row = board.stage.scene.rows[node_id(board, name)]
    board.select({node_id(board, name)})
    return Moving(board, board.stage.screen_rect(row).center(), row)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_card_that_is_moved_is_seen_where_it_is_and_no_more_where_it_was(pictured, zoom, ratio):
    frames = Frames(pictured, zoom, ratio)
    gesture = moving(pictured, "conv1")
    assert frames.as_anew()
    for step in range(1, 6):
        gesture.moved(gesture.start + QPointF(17.0 * step, 9.0 * step), Keys.NoModifier)
        before = frames.last
        assert frames.as_anew()
        assert frames.last != before
    gesture.cancelled()
    assert frames.as_anew()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_board_that_is_panned_looks_as_if_painted_there(pictured, zoom, ratio):
    frames = Frames(pictured, zoom, ratio)
    for right, down in ((3, 2), (-40, 8), (0, 31), (-7, 0), (2000, 0), (-2000, 12), (1.5, 0.25)):
        pictured.look_at(pictured.stage.view.panned(right, down))
        assert frames.as_anew()


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_picture_that_changes_while_a_card_is_moved_does_appear(pictured, zoom):
    frames = Frames(pictured, zoom)
    gesture = moving(pictured, "conv1")
    gesture.moved(gesture.start + QPointF(20, 20), Keys.NoModifier)
    assert frames.as_anew()
    other = node_id(pictured, "pool1")
    pictured.set_thumbnails({**pictured.stage.thumbs, other: Thumb("maps", (np.ones((4, 4)),))})
    gesture.moved(gesture.start + QPointF(28, 20), Keys.NoModifier)
    assert frames.as_anew()
    place = pictured.stage.screen_rect(pictured.stage.scene.rows[other]).center()
    shown = frames.last.pixelColor(place.toPoint())
    assert shown.red() > 2 * shown.blue()  # the colour of what is positive


@pytest.mark.parametrize("zoom", ZOOMS)
def test_what_the_cursor_rests_on_is_painted_anew(pictured, zoom):
    frames = Frames(pictured, zoom)
    stage = pictured.stage
    row = stage.scene.rows[node_id(pictured, "conv1")]
    arriving = int(stage.scene.touching(np.array([row]))[0])
    for hovered, port, wire in ((row, None, -1), (row, (row, -1), -1), (-1, (row, 0), -1), (-1, None, arriving), (-1, None, -1)):
        stage.hovered, stage.hot_port, stage.hot_wire = hovered, port, wire
        before = frames.last
        assert frames.as_anew()
        assert frames.last != before


@pytest.mark.parametrize("zoom", ZOOMS)
def test_while_a_wire_is_drawn_cards_that_do_not_take_it_step_back_and_come_forward_again(pictured, zoom):
    frames = Frames(pictured, zoom)
    row = pictured.stage.scene.rows[node_id(pictured, "conv1")]
    gesture = Connecting(pictured, QPointF(300, 200), row, -1)
    rest = frames.last
    for step in range(1, 5):
        gesture.moved(QPointF(300 + 60 * step, 200), Keys.NoModifier)
        assert frames.as_anew()
        assert frames.last != rest
    gesture.cancelled()
    pictured.stage.leave()
    assert frames.as_anew()
    assert frames.last == rest


CHANGES = {
    "selection": lambda board: board.select({node_id(board, "conv2")}),
    "selected note": lambda board: board.select({"c"}),
    "theme": lambda board: board.stage.look.use(LIGHT if board.stage.look.theme is DARK else DARK),
    "cost": lambda board: board.set_cost("weights", dict.fromkeys(board.stage.scene.ids, 0.1)),
    "size": lambda board: board.resize(board.width() - 40, board.height() - 20),
    "zoom": lambda board: board.look_at(board.stage.view.zoomed(1.1, QPointF(300, 200))),
    "pictures": lambda board: board.set_thumbnails({}),
    "chosen wire": lambda board: setattr(board.stage, "chosen_wire", 1),
    "hidden wire": lambda board: setattr(board.stage, "hidden_wire", 1),
    "cut wires": lambda board: setattr(board.stage, "cut_wires", frozenset({0, 2})),
    "hovered note": lambda board: setattr(board.stage.noted, "hovered", "c"),
    "cursor on a map": lambda board: (
        board.select({node_id(board, "conv1")}),
        setattr(board.stage, "cursor", board.stage.screen_rect(1).center()),
    ),
    "drawing": lambda board: board.show_graph(board.stage.scene.graph.replace(wires=())),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen(pictured, change):
    frames = Frames(pictured, 1.0)
    before = frames.last
    CHANGES[change](pictured)
    assert frames.as_anew()
    assert frames.last != before


def test_a_note_that_is_moved_is_seen_where_it_is(pictured):
    frames = Frames(pictured, 1.0)
    pictured.select({"f"})
    gesture = Moving(pictured, QPointF(0, 0), -1)
    for step in range(1, 4):
        gesture.moved(QPointF(20 * step, 20 * step), Keys.NoModifier)
        assert frames.as_anew()


@pytest.mark.parametrize("seed", range(6))
def test_after_any_game_a_frame_is_as_one_that_is_painted_anew(pictured, seed):
    chance, frames = random.Random(seed), Frames(pictured, 0.8)
    stage = pictured.stage

    def shift() -> None:
        stage.scene.shift(np.array([chance.randrange(len(stage.scene.ids))]), chance.randrange(-30, 30), chance.randrange(-30, 30))

    def point() -> None:
        stage.hovered, stage.hot_wire = chance.choice([(chance.randrange(len(stage.scene.ids)), -1), (-1, chance.randrange(3)), (-1, -1)])

    def pan() -> None:
        pictured.look_at(stage.view.panned(chance.randrange(-60, 60), chance.randrange(-40, 40)))

    def zoom() -> None:
        pictured.look_at(View(chance.choice([0.3, 0.48, 0.6, 1.0, 1.8]), stage.view.left, stage.view.top))

    def pinch() -> None:
        stage.zooming = True
        pictured.look_at(stage.view.zoomed(chance.choice([0.9, 1.05, 1.2]), QPointF(300, 200)))

    def select() -> None:
        pictured.select(chance.sample(stage.scene.ids, 2))

    for step in range(40):
        for change in chance.sample([shift, shift, point, pan, pan, zoom, pinch, pinch, pictured.rest, select], chance.randrange(1, 3)):
            change()
        assert frames.as_anew(), f"step {step}"
    pictured.rest()
    assert frames.as_anew()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("zoom", [0.51, 0.6, 0.85, 1.0, 1.6])
def test_a_zoom_that_came_to_rest_is_as_sharp_as_if_there_had_been_none(pictured, zoom, ratio):
    pictured._zoomed.setInterval(60_000)  # however slow the machine is, it rests when it is told to
    frames = Frames(pictured, zoom, ratio)
    for factor in (1.04, 1.1, 0.93, 0.8, 1.1):
        pictured.look_at(pictured.stage.view.zoomed(factor, QPointF(420, 260)))
        assert pictured.stage.zooming
        assert frames.as_anew()
        moving = frames.last
        view = pictured.stage.view
    pictured.rest()
    assert frames.as_anew()
    assert pictured.stage.view == view
    assert frames.last != moving


class Recorded:
    """A layer that tells which parts it painted."""

    def __init__(self, board) -> None:
        self.parts: list[QRectF] = []
        self._board, self._image = board, QImage(board.size(), QImage.Format.Format_RGB32)
        self._layer = Layer(lambda _painter, stage: self.parts.append(stage.area))

    def frame(self) -> list[QRectF]:
        self.parts.clear()
        brush = QPainter(self._image)
        self._layer.show(brush, self._board.stage)
        brush.end()
        return list(self.parts)


def test_where_nothing_changed_nothing_is_painted_and_where_little_did_little_is(pictured):
    layer, whole = Recorded(pictured), QRectF(pictured.rect())
    pictured.look_at(View(0.6, -200.0, -200.0))
    assert layer.frame() == [whole]
    assert layer.frame() == []
    pictured.look_at(pictured.stage.view.panned(6, 0))
    assert layer.frame() == [QRectF(0, 0, 6, whole.height())]
    pictured.look_at(pictured.stage.view.panned(0, -4))
    assert layer.frame() == [QRectF(0, whole.height() - 4, whole.width(), 4)]
    row = pictured.stage.scene.rows[node_id(pictured, "conv1")]
    pictured.stage.scene.shift(np.array([row]), 8.0, 8.0)
    parts = layer.frame()
    assert any(part.contains(pictured.stage.screen_rect(row)) for part in parts)
    assert sum(part.width() * part.height() for part in parts) < 0.5 * whole.width() * whole.height()
    pictured.select({node_id(pictured, "conv1")})
    assert layer.frame() == [whole]


def test_a_frame_that_fails_is_painted_anew(pictured):
    painted_parts = []

    def paint(_painter, stage) -> None:
        painted_parts.append(stage.part)
        if len(painted_parts) == 1:
            raise ValueError("Nothing can be painted.")

    layer, image = Layer(paint), QImage(pictured.size(), QImage.Format.Format_RGB32)
    brush = QPainter(image)
    with pytest.raises(ValueError, match="Nothing can be painted"):
        layer.show(brush, pictured.stage)
    layer.show(brush, pictured.stage)
    brush.end()
    assert len(painted_parts) == 2
    assert pictured.stage.part is None


def test_two_places_become_one_only_where_that_has_no_more_to_paint():
    beside, apart = [QRectF(0, 0, 10, 10), QRectF(5, 0, 10, 10)], [QRectF(0, 0, 100, 2), QRectF(0, 0, 2, 100)]
    assert merged(beside) == [QRectF(0, 0, 15, 10)]
    assert merged(apart) == apart
    assert merged([QRectF(3, 3, 0, 5)]) == []
