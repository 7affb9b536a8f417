"""The list under the cursor: what it shows, and what its keys do."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from studio.app.offers import Entry, Offers
from studio.app.quick_add import SHOWN, WIDTH, Choice, QuickAdd
from studio.app.quick_rows import ENTRY, ROW, QuickRows
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.convolution import Conv2D
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.quick.trial import Start
from studio.look import DARK, LIGHT, Look
from studio.project import file, library, samples
from tests.app.conftest import node_id, told

KEY = Qt.Key


@pytest.fixture
def lenet(home: Any) -> Graph:
    return file.read(samples.open_sample("lenet5")).graph


def offers(graph: Graph, name: str, fitting: bool = False, lately: tuple[str, ...] = ()) -> Offers:
    return Offers(graph, measure(graph), Start(node_id(graph, name)), fitting, lately=lately)


@pytest.fixture
def popup(qtbot: QtBot, look: Look, lenet: Graph) -> Iterator[QuickAdd]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    made = QuickAdd(look, offers(lenet, "conv1"), window)
    made.open_at(QPoint(100, 100))
    yield made
    if isValid(made):
        made.close()


def titles(popup: QuickAdd) -> list[str]:
    return [entry.title for entry in popup.entries()]


def press(popup: QuickAdd, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(popup._field, key, held)


def write(popup: QuickAdd, text: str) -> None:
    popup._field.clear()
    QTest.keyClicks(popup._field, text)


def test_all_is_offered_and_what_usually_follows_comes_first(popup: QuickAdd) -> None:
    assert len(titles(popup)) == len(CATALOGUE)
    assert titles(popup)[:3] == ["BatchNormalization", "ReLU", "MaxPooling2D"]
    assert popup.width() == WIDTH


def test_what_would_leave_is_shown(popup: QuickAdd) -> None:
    write(popup, "conv 6 5x5 relu")
    entry = popup.current()
    assert entry is not None
    assert (entry.title, entry.caption, entry.shape) == ("Conv2D", "6 · 5×5 · valid · relu", "24 × 24 × 6")
    assert popup.words() == CATALOGUE["Conv2D"].summary()


def test_what_does_not_fit_says_why(popup: QuickAdd, lenet: Graph) -> None:
    popup.offer(offers(lenet, "dense1"))
    write(popup, "maxpool")
    assert popup.words() == (
        "MaxPooling2D needs an image (height, width, channels). Received: (120,). Put it before Flatten, or put a Reshape before it."
    )
    assert titles(popup)[0] == "MaxPooling2D"


def test_nothing_found_says_what_to_do(popup: QuickAdd) -> None:
    chosen = told(popup.chosen)
    write(popup, "qqq")
    press(popup, KEY.Key_Return)
    assert popup.missing() == "Nothing is called qqq."
    assert popup.words() == "Type fewer letters, or the values after a space: conv 6 5x5 relu. An empty field lists everything."
    assert chosen == []
    height = popup.sizeHint().height()
    write(popup, "conv")
    assert popup.missing() == ""
    assert popup.sizeHint().height() == height


def test_what_is_spelled_nearly_so_is_listed_with_the_values_that_were_typed(popup: QuickAdd) -> None:
    chosen: list[Choice] = told(popup.chosen)
    write(popup, "cnov 6 5x5 relu")
    assert popup.missing() == "Nothing is called cnov. Spelled nearly so:"
    assert titles(popup)[0] == "Conv2D"
    press(popup, KEY.Key_Return)
    assert [choice.entry.made for choice in chosen] == [Conv2D(filters=6, kernel_size=(5, 5), activation="relu")]


def test_long_nonsense_is_said_back_in_the_room_of_a_line(popup: QuickAdd) -> None:
    write(popup, "q" * 80)
    assert popup.missing() == f"Nothing is called {'q' * 20} …."


def test_another_name_finds_and_is_shown(popup: QuickAdd) -> None:
    write(popup, "fc 84")
    entry = popup.current()
    assert entry is not None
    assert (entry.title, entry.places, entry.caption) == ("Dense", (), "84 · linear")
    assert (entry.called, entry.within) == ("fc", (0, 1))


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ([KEY.Key_Down], 1),
        ([KEY.Key_Tab, KEY.Key_Tab], 2),
        ([KEY.Key_Up], 0),
        ([KEY.Key_Down, KEY.Key_Up], 0),
        ([KEY.Key_PageDown], SHOWN - 1),
        ([KEY.Key_PageDown] * 40, len(CATALOGUE) - 1),
        ([KEY.Key_PageDown, KEY.Key_PageUp], 0),
    ],
)
def test_keys_move_in_the_list(popup: QuickAdd, keys: list[Qt.Key], row: int) -> None:
    for key in keys:
        press(popup, key)
    assert popup.current() == popup.entries()[row]


@pytest.mark.parametrize(
    ("held", "wire", "stay"),
    [
        (Qt.KeyboardModifier.NoModifier, True, False),
        (Qt.KeyboardModifier.ShiftModifier, False, False),
        (Qt.KeyboardModifier.ControlModifier, True, True),
    ],
)
def test_enter_chooses(popup: QuickAdd, held: Qt.KeyboardModifier, wire: bool, stay: bool) -> None:
    chosen: list[Choice] = told(popup.chosen)
    entry = popup.current()
    press(popup, KEY.Key_Return, held)
    assert chosen == [Choice(entry, wire, stay)]
    assert popup.isVisible() == stay


def test_a_click_chooses_and_the_cursor_leads(popup: QuickAdd) -> None:
    chosen: list[Choice] = told(popup.chosen)
    third = popup._list.item(2)
    entry = popup.entries()[2]
    QTest.mouseClick(popup._list.viewport(), Qt.MouseButton.LeftButton, pos=popup._list.visualItemRect(third).center())
    assert [choice.entry for choice in chosen] == [entry]


def test_it_stays_on_the_screen(popup: QuickAdd) -> None:
    room = popup.screen().availableGeometry()
    popup.open_at(room.bottomRight())
    assert room.contains(popup.geometry())


def test_what_was_placed_lately_comes_earlier(lenet: Graph) -> None:
    plain = [entry.key for entry in offers(lenet, "conv1").entries("")]
    later = [entry.key for entry in offers(lenet, "conv1", lately=("Tanh",)).entries("")]
    assert later.index("Tanh") < plain.index("Tanh")


def test_modules_are_offered_with_their_values_and_what_would_leave(lenet: Graph) -> None:
    found = Offers(lenet, measure(lenet), Start(node_id(lenet, "conv1")), modules=library.shipped())
    entry = found.entries("res 6 x3")[0]
    assert (entry.key, entry.shape, entry.misfit) == ("module:residual", "28 × 28 × 6", "")
    assert entry.caption.startswith("6 · ")
    assert entry.caption.endswith(" · ×3")
    vector = Offers(lenet, measure(lenet), Start(node_id(lenet, "dense1")), fitting=True, modules=library.shipped())
    one_input = {f"module:{module.name}" for module in library.shipped() if len(module.inputs) == 1}
    assert len(one_input) > 5
    assert not one_input & {entry.key for entry in vector.entries("")}


def test_what_fits_is_found_quickly(lenet: Graph) -> None:
    fitting = offers(lenet, "conv1", fitting=True)
    offers(lenet, "conv1", fitting=True).entries("")  # forms are analysed at their first use
    before = time.perf_counter()
    found = fitting.entries("")
    assert time.perf_counter() - before < 1.0  # a bound for any machine; it takes about 2 ms
    assert not any(entry.misfit for entry in found)


def test_it_is_drawn_in_both_themes(popup: QuickAdd, look: Look) -> None:
    look.use(DARK)
    dark = popup.grab().toImage()
    look.use(LIGHT)
    assert popup.grab().toImage() != dark


def test_a_line_can_be_spoken(popup: QuickAdd) -> None:
    write(popup, "conv 6 5x5 relu")
    spoken = popup._list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Conv2D, 6, 5 by 5, valid, relu, gives 24 by 24 by 6"


def test_shortcuts_of_the_board_are_not_meant_while_one_types(popup: QuickAdd) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(popup._field, event)
    assert event.isAccepted()


def test_a_long_name_ends_before_the_sign_at_the_right(look: Look, qtbot: QtBot) -> None:
    def drawn(title: str) -> QImage:
        entry = Entry(title, title, (0, 1, 2), "crop", "preprocessing", None, "", "", "", misfit="It does not fit.")
        model, item, option = QStandardItemModel(), QStandardItem(), QStyleOptionViewItem()
        item.setData(entry, ENTRY)
        model.appendRow(item)
        picture = QImage(WIDTH, ROW, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(look.colour("panel"))
        option.rect = picture.rect()
        painter = QPainter(picture)
        QuickRows(look, model).paint(painter, option, model.index(0, 0))
        painter.end()
        return picture.copy(WIDTH - 40, 0, 40, ROW)

    assert drawn("ContrastLimitedAdaptiveHistogramEqualization") == drawn("Conv2D")
