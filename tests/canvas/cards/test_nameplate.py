"""Where names of nodes find room on their cards."""

import pytest
from PySide6.QtWidgets import QApplication

from studio.blocks.convolution import Conv2D
from studio.canvas.cards.blanks import Dress
from studio.canvas.cards.cards import Cards
from studio.canvas.cards.nameplate import name_room, name_width
from studio.canvas.shown.faces import Face, face
from studio.canvas.shown.scene import CALM, WARNED
from studio.graph.figures import Figures
from studio.graph.model import Node
from studio.look import Look
from tests.networks import module

LOW = Dress(160.0, 72.0, 1.0, False, CALM, False, False)


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    Look()


def of(title: str, caption: str, beside: str = "") -> Face:
    return Face("convolution", "grid-3x3", title, caption, "28 × 28 × 6", "156", beside=beside)


def test_a_name_stands_beside_a_short_title_and_below_a_long_one() -> None:
    beside, below = name_room(LOW, of("Conv2D", "6 · 5×5"), "conv1"), name_room(LOW, of("AveragePooling2D", "2×2"), "pool1")
    assert beside
    assert below
    assert beside.top() == LOW.rooms.title.top()
    assert below.top() == LOW.rooms.caption.top()
    assert beside.right() == below.right() == LOW.rooms.title.right()


def test_a_mark_takes_its_room_from_the_name() -> None:
    calm, warned = (name_room(LOW._replace(mark=mark), of("Conv2D", "6 · 5×5"), "conv1") for mark in (CALM, WARNED))
    assert calm
    assert warned
    assert warned.right() <= calm.right() - 16


def test_values_give_way_to_the_name_of_a_module_alone() -> None:
    title, caption = "BatchNormalization", "64 · 96 · 128 · 16 · 32 · 32"
    assert name_room(LOW, of(title, caption), "inception3a") is None
    room = name_room(LOW, of(title, caption, "inception3a"), "inception3a")
    assert room
    assert room.width() == name_width("inception3a")
    assert room.left() > LOW.rooms.caption.left() + 40
    assert name_room(LOW, of(title, caption, "inception" * 3), "inception" * 3) is None


def test_a_module_carries_its_name_and_round_weights_for_where_all_have_no_room() -> None:
    shown = face(Node("n", module("inception"), "inception3a"), Figures((28, 28, 256), weights=163_696), wired=True)
    assert (shown.beside, shown.figure, shown.brief, shown.briefest) == ("inception3a", "163,696", "164 k", "164 k")


def test_weights_beside_a_long_shape_are_told_in_two_digits_rather_than_not_at_all() -> None:
    cards, dress = Cards(Look()), Dress(144.0, 155.0, 0.9, True, CALM, False, False)
    shown = face(Node("n", Conv2D(filters=128), "conv1"), Figures((28, 28, 128), weights=14_222), wired=True)
    assert (shown.figure, shown.brief, shown.briefest) == ("14,222", "14.2 k", "14 k")
    alone, first, second = (shown._replace(figure=each, brief="", briefest="") for each in ("", shown.figure, shown.brief))
    pictures = [cards.pixmap(each, dress, 1.0).toImage() for each in (shown, alone, first, second)]
    assert pictures[0] != pictures[1]
    assert pictures[1] == pictures[2] == pictures[3]
