"""Keys that are pressed on what lies over the board stay there: they are letters, not shortcuts of the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from studio.app.node_popover import NodePopover
from studio.graph.model import Note
from studio.graph.notes import add_note
from tests.app.conftest import node_id

KEY = Qt.Key
LETTERS = [KEY.Key_B, KEY.Key_M, KEY.Key_L, KEY.Key_C, KEY.Key_F, KEY.Key_R, KEY.Key_N, KEY.Key_S, KEY.Key_W]
OTHERS = [
    *(KEY.Key_Delete, KEY.Key_Backspace, KEY.Key_Plus, KEY.Key_Minus, KEY.Key_Space, KEY.Key_F2),
    *(KEY.Key_Left, KEY.Key_Up, KEY.Key_Down, KEY.Key_Home, KEY.Key_PageDown),
]


@pytest.fixture
def done(workspace: Any) -> list[str]:
    """The titles of the actions that were triggered."""
    made: list[str] = []
    for action in {action for widget in (workspace, *workspace.findChildren(QWidget)) for action in widget.actions()}:
        action.triggered.connect(lambda _checked=False, action=action: made.append(action.text()))
    return made


@pytest.fixture
def sheet(workspace: Any) -> Iterator[NodePopover]:
    made = workspace.menus.edit_in_place(node_id(workspace.document.graph, "conv1"))
    QApplication.processEvents()
    yield made
    made.close()


def fields(sheet: NodePopover) -> list[QWidget]:
    """Everything on it that the keyboard reaches."""
    return [each for each in sheet.findChildren(QWidget) if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_the_board_has_these_keys_otherwise(workspace: Any, done: list[str]) -> None:
    workspace.board.select([node_id(workspace.document.graph, "conv1")])
    workspace.board.setFocus()
    for key in LETTERS[:3]:
        QTest.keyClick(workspace.board, key)
    assert done == ["Bypass", "Mute", "Lock"]


def test_every_field_of_a_nodes_sheet_keeps_its_keys(workspace: Any, sheet: NodePopover, done: list[str]) -> None:
    nodes = workspace.document.graph.nodes.keys()
    reached = fields(sheet)
    assert len({type(field).__name__ for field in reached}) >= 4  # names, numbers, choices, switches
    for field in reached:
        for key in (*LETTERS, *OTHERS):
            field.setFocus()
            QTest.keyClick(field, key)
    QTest.keyClick(reached[-1], KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    assert workspace.document.graph.nodes.keys() == nodes
    assert {node.state for node in workspace.document.graph.nodes.values()} == {"on"}


def test_letters_of_the_quick_add_are_letters(workspace: Any, done: list[str]) -> None:
    workspace.board.setFocus()
    workspace.actions_table["edit.add"].trigger()
    done.clear()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "bmlcfrsnw")
    assert (field.text(), done) == ("bmlcfrsnw", [])
    field.window().close()


@pytest.mark.parametrize("kind", ["comment", "frame"])
def test_a_note_that_is_written_keeps_its_keys(workspace: Any, done: list[str], kind: Any) -> None:
    board, document = workspace.board, workspace.document
    graph, note = add_note(document.graph, Note("note", "", (40.0, 600.0), (240.0, 120.0), kind=kind))
    document.edit_graph("Add a note", graph)
    board.select([node_id(document.graph, "conv1")])
    board.write_note(note)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    chosen, seen = set(board.selection), board.place()
    QTest.keyClicks(field, "bmlcfrsnw Bmlcfrsnw")
    for key in OTHERS:
        QTest.keyClick(field, key)
    assert done == []
    assert (board.selection, board.place()) == (chosen, seen)
    assert QApplication.focusWidget() is field
    QTest.keyClick(field, KEY.Key_Tab)
    assert done == []
    assert document.graph.nodes.keys() == graph.nodes.keys()
