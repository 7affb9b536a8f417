"""The list of shortcuts, and how a person changes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from studio.app.action_table import ACTIONS, BOARD_KEYS
from studio.app.keys_dialog import KeysDialog
from studio.app.shortcuts import Shortcuts
from studio.look import Look

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shortcuts(qtbot: QtBot) -> Shortcuts:
    return Shortcuts((*ACTIONS, *BOARD_KEYS))


@pytest.fixture
def dialog(qtbot: QtBot, look: Look, shortcuts: Shortcuts) -> Iterator[KeysDialog]:
    made = KeysDialog(look, shortcuts)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def press(dialog: KeysDialog, name: str, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Chooses an action and records keys for it."""
    dialog.choose(name)
    recorder = dialog.record()
    assert recorder is not None
    QTest.keyClick(recorder, key, held)


def button(dialog: KeysDialog, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def test_every_action_is_listed_with_its_keys(dialog: KeysDialog) -> None:
    rows = dialog.rows()
    assert len(rows) == len(ACTIONS) + len(BOARD_KEYS)
    assert {("Train", "Train", "F5"), ("Board", "Rename", "F2"), ("Project", "Welcome page", "")} <= set(rows)


@pytest.mark.parametrize(("text", "found"), [("dupl", "Duplicate"), ("ctrl+d", "Duplicate"), ("bypas", "Bypass")])
def test_actions_are_found_by_letters_and_by_keys(dialog: KeysDialog, text: str, found: str) -> None:
    dialog._search.setText(text)
    assert found in {action for _, action, _ in dialog.rows()}
    assert len(dialog.rows()) < 6


def test_new_keys_are_recorded(dialog: KeysDialog, shortcuts: Shortcuts) -> None:
    press(dialog, "edit.duplicate", Qt.Key.Key_J, CONTROL)
    assert shortcuts.keys("edit.duplicate") == "Ctrl+J"
    assert ("Edit", "Duplicate", "Ctrl+J") in dialog.rows()


def test_escape_records_nothing(dialog: KeysDialog, shortcuts: Shortcuts) -> None:
    press(dialog, "edit.duplicate", Qt.Key.Key_Escape)
    assert shortcuts.keys("edit.duplicate") == "Ctrl+D"
    assert dialog.isVisible()


def test_keys_of_another_are_told_and_swapped(dialog: KeysDialog, shortcuts: Shortcuts) -> None:
    press(dialog, "edit.lock", Qt.Key.Key_D, CONTROL)
    assert dialog.words() == "Ctrl+D is taken by Duplicate. Swap gives it to Lock and gives Duplicate L."
    assert shortcuts.keys("edit.lock") == "L"
    button(dialog, "Swap").click()
    assert (shortcuts.keys("edit.lock"), shortcuts.keys("edit.duplicate")) == ("Ctrl+D", "L")


def test_an_action_without_keys_leaves_the_other_without(dialog: KeysDialog, shortcuts: Shortcuts) -> None:
    press(dialog, "project.welcome", Qt.Key.Key_S, CONTROL)
    assert dialog.words() == "Ctrl+S is taken by Save. Swap gives it to Welcome page and leaves Save without keys."
    button(dialog, "Swap").click()
    assert (shortcuts.keys("project.welcome"), shortcuts.keys("project.save")) == ("Ctrl+S", "")


def test_a_swap_that_would_take_a_letter_from_text_fields_is_refused(dialog: KeysDialog, shortcuts: Shortcuts) -> None:
    press(dialog, "edit.lock", Qt.Key.Key_S, CONTROL)
    button(dialog, "Swap").click()
    assert dialog.words() == (
        "L alone would be missing in every text field, because Save holds in the whole window. "
        "Hold Ctrl or Alt with it, or choose a function key."
    )
    assert (shortcuts.keys("edit.lock"), shortcuts.keys("project.save")) == ("L", "Ctrl+S")


def test_a_letter_for_the_whole_window_is_refused(dialog: KeysDialog, shortcuts: Shortcuts) -> None:
    press(dialog, "project.save", Qt.Key.Key_Q)
    assert dialog.words() == (
        "Q alone would be missing in every text field, because Save holds in the whole window. "
        "Hold Ctrl or Alt with it, or choose a function key."
    )
    assert shortcuts.keys("project.save") == "Ctrl+S"


def test_keys_are_removed_and_given_back(dialog: KeysDialog, shortcuts: Shortcuts) -> None:
    dialog.choose("edit.lock")
    button(dialog, "Remove").click()
    assert shortcuts.keys("edit.lock") == ""
    assert not button(dialog, "Remove").isEnabled()
    button(dialog, "Reset").click()
    assert shortcuts.keys("edit.lock") == "L"
    press(dialog, "edit.lock", Qt.Key.Key_J, CONTROL)
    press(dialog, "edit.mute", Qt.Key.Key_K)
    button(dialog, "Reset all").click()
    assert (shortcuts.keys("edit.lock"), shortcuts.keys("edit.mute")) == ("L", "M")


def test_new_keys_hold_in_menus_tips_board_and_palette(workspace: Any) -> None:
    shortcuts, table = workspace.actions_table.shortcuts, workspace.actions_table
    shortcuts.choose("edit.duplicate", "Ctrl+J")
    shortcuts.choose("board.next_wire", "X")
    shortcuts.choose("edit.add", "Ctrl+P")
    assert table["edit.duplicate"].shortcut().toString() == "Ctrl+J"
    assert table["edit.duplicate"].toolTip() == "Adds the selected nodes once more. (Ctrl+J)"
    keys = workspace.board.keyboard.keys
    assert keys["X"] == "next_wire"
    assert "W" not in keys
    assert "Ctrl+D" not in keys
    assert keys["Backspace"] == "delete"
    assert workspace.panels.palette._search._keys.text() == "Ctrl+P"


def test_the_tips_of_the_bar_on_the_board_follow_the_keys(workspace: Any) -> None:
    shortcuts, bar = workspace.actions_table.shortcuts, workspace.board.bar
    shortcuts.choose("view.zoom_out", "Ctrl+J")
    shortcuts.choose("view.fit", "Z")
    shortcuts.choose("arrange.lay_out", "")
    tips = [button.toolTip() for button in bar.findChildren(QToolButton)][:4]
    assert tips == ["Zoom out (Ctrl+J)", "Zoom in (Ctrl+=)", "Fit everything in view (Z)", "Lay out the drawing"]


def test_a_second_key_gives_way_to_a_chosen_one(workspace: Any) -> None:
    workspace.actions_table.shortcuts.choose("edit.lock", "Backspace")
    assert "Backspace" not in workspace.board.keyboard.keys


def test_the_board_does_what_the_chosen_key_says(workspace: Any) -> None:
    workspace.actions_table.shortcuts.choose("board.go_last", "X")
    board = workspace.board
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_X)
    (node,) = board.selection
    assert workspace.document.graph.nodes[node].name == "digit"
    QTest.keyClick(board, Qt.Key.Key_Home)
    QTest.keyClick(board, Qt.Key.Key_End)
    assert board.selection != {node}
