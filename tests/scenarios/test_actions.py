"""A person counts: LeNet-5 from an empty board to training, by the keyboard alone and by the mouse.

An action is a click, a drag, a key chord or one typed entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app.quick_add import QuickAdd
from tests.scenarios.person import LEFT, NONE, Person

pytestmark = pytest.mark.worker

LENET = (
    "input 28x28x1",
    "conv 6 5x5 same tanh",
    "maxpool",
    "conv 16 5x5 tanh",
    "maxpool",
    "flatten",
    "dense 120 tanh",
    "dense 84 tanh",
    "dense 10",
    "output",
)
SPELLED = {"maxpool": "MaxPooling2D", "flatten": "Flatten", "output": "Output"}
PLACES = [QPoint(40 + 208 * (number % 5), 130 + 240 * (number // 5)) for number in range(len(LENET))]
"""On the board: two rows of five."""
WEIGHTS = "61,706 weights"
BY_KEYBOARD, BY_MOUSE = 22, 27


class Counting(Person):
    """Counts what the hands do, which reach whatever has the keyboard or lies under the cursor."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        self.actions = 0
        self.window.new_project("By hand")
        self.does("edit.select_all")
        self.does("edit.delete")
        self.board.setFocus()
        assert not self.graph.nodes

    @property
    def popup(self) -> QuickAdd:
        """The list under the cursor."""
        found = QApplication.activePopupWidget()
        assert isinstance(found, QuickAdd)
        return found

    def chord(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._focus(), key, held)
        self.actions += 1

    def types_words(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)
        self.actions += 1

    def double_clicks(self, place: QPoint) -> None:
        QTest.mouseDClick(self.board, LEFT, NONE, place)
        self.actions += 1

    def drags_wire_from(self, name: str, place: QPoint) -> None:
        """Into empty space."""
        self._drags(self._port(name, -1), place)
        self.actions += 1

    def clicks_line(self, title: str) -> None:
        """Of the list, where it is in sight."""
        place = next(row for row, entry in enumerate(self.popup.entries()) if entry.title == title)
        lines = self.popup._list
        rect = lines.visualItemRect(lines.item(place))
        assert lines.viewport().rect().contains(rect), title
        QTest.mouseClick(lines.viewport(), LEFT, NONE, rect.center())
        self.actions += 1

    def clicks(self, button: QWidget) -> None:
        self._presses(button)
        self.actions += 1

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        found = (popup.focusWidget() if popup else None) or self.window.focusWidget()
        assert found is not None
        return found


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Counting]:
    made = Counting(qtbot)
    yield made
    made.ends()


def trains(person: Counting) -> None:
    """What was drawn is LeNet-5, and its training has begun."""
    assert person.weights == WEIGHTS
    assert person.issues == []
    person.waits_for_phase("training")
    person.presses_stop()
    person.waits_for_phase("idle")


def chained(person: Counting) -> list[str]:
    """The kinds of block in the data's way."""
    return [type(person.graph.nodes[node].block).__name__ for node in person.workspace.drawing.measured.order]


def test_lenet_by_the_keyboard_alone(person: Counting, record_property: Any) -> None:
    person.chord(Qt.Key.Key_Tab)
    for entry in LENET[:-1]:
        person.types_words(entry)
        person.chord(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.types_words(LENET[-1])
    person.chord(Qt.Key.Key_Return)
    person.chord(Qt.Key.Key_F5)
    record_property("actions by keyboard", person.actions)
    assert person.actions == BY_KEYBOARD <= 30
    assert chained(person) == [
        "Input", "Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense", "Dense", "Output",
    ]  # fmt: skip
    trains(person)


def test_lenet_by_the_mouse(person: Counting, record_property: Any) -> None:
    last = ""
    for entry, place in zip(LENET, PLACES, strict=True):
        if last:
            person.drags_wire_from(last, place)
        else:
            person.double_clicks(place)
        if entry in SPELLED:
            person.clicks_line(SPELLED[entry])
        else:
            person.types_words(entry)
            person.clicks_line(person.popup.entries()[0].title)
        (node,) = person.board.selection
        last = person.graph.nodes[node].name
    person.clicks(person.workspace.top.train)
    record_property("actions by mouse", person.actions)
    assert person.actions == BY_MOUSE
    assert len(person.wires()) == len(LENET) - 1
    trains(person)
