"""The list of edits that one can walk through."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.panels.history import HistoryPanel

LABELS = ("Add Conv2D", "Set filters of conv1", "Move 3 nodes")


@pytest.fixture
def panel(look: Look, shown: Callable[..., Any]) -> HistoryPanel:
    made: HistoryPanel = shown(HistoryPanel(look), 300, 400)
    return made


def test_the_present_stands_between_what_was_done_and_undone(panel: HistoryPanel) -> None:
    panel.show_edits(LABELS, 2)
    assert panel.rows() == [
        ("As it was opened", "done"),
        ("Add Conv2D", "done"),
        ("Set filters of conv1", "present"),
        ("Move 3 nodes", "undone"),
    ]


def test_an_edit_is_gone_to_by_mouse_and_by_keys(panel: HistoryPanel, qtbot: QtBot) -> None:
    went: list[int] = []
    panel.chosen.connect(went.append)
    panel.show_edits(LABELS, 3)
    place = panel._list.visualItemRect(panel._list.item(1)).center()
    qtbot.mouseClick(panel._list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    panel.show_edits(LABELS, 1)
    qtbot.keyClick(panel._list, Qt.Key.Key_Up)
    assert went == [1, 0]


def test_an_edit_elsewhere_is_shown_without_telling(panel: HistoryPanel) -> None:
    went: list[int] = []
    panel.chosen.connect(went.append)
    panel.show_edits(LABELS, 3)
    panel.show_edits((*LABELS, "Undo me"), 4)
    assert went == []
    assert panel.rows()[-1] == ("Undo me", "present")


def test_an_untouched_project_says_what_will_be_here(panel: HistoryPanel, look: Look) -> None:
    panel.show_edits((), 0)
    assert panel._empty.isVisible()
    panel.show_edits(LABELS, 3)
    assert not panel._empty.isVisible()
    look.use(LIGHT)
    assert not panel.grab().isNull()


def test_where_earlier_steps_are_forgotten_the_first_row_says_so(panel: HistoryPanel) -> None:
    panel.show_edits(LABELS, 3)
    panel.show_edits((*LABELS[1:], "Add Dense"), 3, whole=False)
    assert panel.rows() == [
        ("Earlier steps are not kept", "done"),
        ("Set filters of conv1", "done"),
        ("Move 3 nodes", "done"),
        ("Add Dense", "present"),
    ]


@pytest.mark.parametrize("whole", [True, False])
def test_rows_are_the_same_whatever_was_shown_before(panel: HistoryPanel, look: Look, qtbot: QtBot, whole: bool) -> None:
    lists = [(), ("a",), ("a", "b"), ("b", "c"), ("a", "a", "a"), ("a", "a"), ("x", "a", "a")]
    for before, after in itertools.product(lists, repeat=2):
        for present in range(len(after) + 1):
            fresh = HistoryPanel(look)
            qtbot.addWidget(fresh)
            panel.show_edits(before, len(before), whole)
            panel.show_edits(after, present, whole)
            fresh.show_edits(after, present, whole)
            assert panel.rows() == fresh.rows()
            assert panel._list.currentRow() == present
