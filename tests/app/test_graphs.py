"""Several drawings in one project: tabs over the board."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from studio.canvas.shown.thumbs import Thumb
from tests.app.conftest import node_id, told, with_dense


def tabs(workspace: Any) -> list[str]:
    bar = workspace.place_bar._tabs
    return [bar.tabText(place) for place in range(bar.count())]


def test_one_drawing_needs_no_tabs(workspace: Any) -> None:
    assert workspace.place_bar.isHidden()


def test_the_board_tells_which_drawing_it_shows_unless_it_is_called_like_the_project(workspace: Any) -> None:
    painter, project = workspace.board._painter, workspace.document.project
    assert (painter.title, painter.subtitle) == (project.title, f"{project.shown} graph")
    workspace.document.edit("Rename the project", project.with_title(project.shown))
    assert (painter.title, painter.subtitle) == (project.shown, "")


def test_a_drawing_is_added_shown_and_removed(workspace: Any) -> None:
    workspace.actions_table["project.add_graph"].trigger()
    assert tabs(workspace) == ["main", "main2"]
    assert not workspace.place_bar.isHidden()
    assert workspace.board.stage.scene.ids == ()
    workspace.actions_table["project.remove_graph"].trigger()
    assert tabs(workspace) == ["main"]
    assert len(workspace.board.stage.scene.ids) == len(workspace.document.graph.nodes) > 0
    workspace.actions_table["edit.undo"].trigger()
    assert tabs(workspace) == ["main", "main2"]


def test_looking_at_another_drawing_is_no_edit(workspace: Any) -> None:
    workspace.actions_table["project.add_graph"].trigger()
    workspace.document.save()
    label = workspace.document.history.undo_label
    workspace.place_bar.graph_chosen.emit("main")
    assert workspace.document.project.shown == "main"
    assert workspace.document.history.undo_label == label
    assert not workspace.document.unsaved
    workspace.actions_table["project.next_graph"].trigger()
    assert workspace.document.project.shown == "main2"
    workspace.actions_table["project.next_graph"].trigger()
    assert workspace.document.project.shown == "main"
    workspace.actions_table["project.previous_graph"].trigger()
    assert workspace.document.project.shown == "main2"


def test_undo_shows_the_drawing_that_it_changes(workspace: Any) -> None:
    workspace.document.edit_graph("Add a Dense", with_dense(workspace.document.graph))
    workspace.actions_table["project.add_graph"].trigger()
    workspace.actions_table["edit.undo"].trigger()
    assert workspace.document.project.shown == "main"
    assert workspace.document.graph.named("extra") is not None


def name_field(workspace: Any) -> QLineEdit:
    (field,) = workspace.place_bar.findChildren(QLineEdit)
    return field


def test_a_drawing_is_renamed_over_its_tab(workspace: Any) -> None:
    workspace.actions_table["project.add_graph"].trigger()
    workspace.board.setFocus()
    workspace.actions_table["project.rename_graph"].trigger()
    QTest.keyClicks(name_field(workspace), "generator")
    QTest.keyClick(name_field(workspace), Qt.Key.Key_Return)
    assert tabs(workspace) == ["main", "generator"]
    assert workspace.document.history.undo_label == "Rename the drawing to generator"
    assert name_field(workspace).isHidden()
    assert workspace.board.hasFocus()


def test_two_presses_on_a_tab_rename_it(workspace: Any) -> None:
    workspace.actions_table["project.add_graph"].trigger()
    bar = workspace.place_bar._tabs
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    assert name_field(workspace).text() == name_field(workspace).selectedText() == "main"
    QTest.keyClicks(name_field(workspace), "encoder")
    name_field(workspace).clearFocus()
    assert tabs(workspace) == ["encoder", "main2"]


def test_a_single_drawing_shows_its_tab_while_it_is_renamed(workspace: Any) -> None:
    workspace.actions_table["project.rename_graph"].trigger()
    assert not workspace.place_bar.isHidden()
    QTest.keyClicks(name_field(workspace), "generator")
    QTest.keyClick(name_field(workspace), Qt.Key.Key_Return)
    assert list(workspace.document.project.graphs) == ["generator"]
    assert workspace.place_bar.isHidden()


def test_escape_leaves_the_name_as_it_was(workspace: Any) -> None:
    workspace.actions_table["project.rename_graph"].trigger()
    QTest.keyClicks(name_field(workspace), "generator")
    QTest.keyClick(name_field(workspace), Qt.Key.Key_Escape)
    assert list(workspace.document.project.graphs) == ["main"]
    assert workspace.place_bar.isHidden()


def test_the_last_drawing_stays(workspace: Any) -> None:
    refused = told(workspace.graphs.refused)
    workspace.graphs.remove()
    assert refused == ["main is the last drawing of the project, which needs one. Start another one first."]


@pytest.fixture
def alike(workspace: Any) -> str:
    """A module in two drawings whose nodes have the same ids, main and copy, of which the first is shown; the id of its node."""
    board = workspace.board
    board.select([node_id(workspace.document.graph, name) for name in ("conv1", "pool1")])
    workspace.actions_table["module.group"].trigger()
    (made,) = board.selection
    project = workspace.document.project
    workspace.document.edit("Copy the drawing", replace(project, graphs={**project.graphs, "copy": project.graph}))
    return str(made)


def test_undo_into_another_drawing_leaves_the_module(workspace: Any, alike: str) -> None:
    document = workspace.document
    document.edit_graph("Add a Dense", with_dense(document.graph))
    document.show_graph("copy")
    document.edit_graph("Add a Dense", with_dense(document.graph))
    document.go((alike,))
    document.undo()
    assert (document.project.shown, document.place.trail) == ("copy", (alike,))
    document.undo()
    assert (document.project.shown, document.place.trail) == ("main", ())


def test_nothing_of_one_drawing_is_seen_in_another(workspace: Any, alike: str) -> None:
    document, board = workspace.document, workspace.board
    document.edit_graph("Add a Dense", with_dense(document.graph))
    board.set_thumbnails(dict.fromkeys(document.graph.nodes, Thumb("bars", ([1.0],))))
    board.select([alike])
    document.show_graph("copy")
    assert board.selection == frozenset()
    assert board.stage.thumbs == {}
    assert workspace.inspection.node is None


def test_the_same_value_in_two_drawings_is_two_steps(workspace: Any, alike: str) -> None:
    document = workspace.document
    dense, steps = node_id(document.graph, "dense1"), len(document.history.labels)
    for name in ("main", "copy"):
        document.show_graph(name)
        block = document.graph.nodes[dense].block
        for units in (1, 12):
            workspace.panels.properties.block_changed.emit(dense, block.replace(units=units))
    assert document.history.labels[steps:] == ("Change Dense", "Change Dense")


def test_what_is_being_written_stays_in_its_drawing(workspace: Any) -> None:
    document = workspace.document
    workspace.actions_table["edit.comment"].trigger()
    QTest.keyClicks(QApplication.focusWidget(), "Why?")
    workspace.actions_table["project.add_graph"].trigger()
    assert [note.text for note in document.project.graphs["main"].notes.values()] == ["Why?"]
    assert document.graph.notes == {}


def test_arrow_keys_lead_from_tab_to_tab(workspace: Any, alike: str) -> None:
    QTest.keyClick(workspace.place_bar._tabs, Qt.Key.Key_Right)
    assert workspace.document.project.shown == "copy"


def test_the_menu_of_a_tab_is_about_its_drawing(workspace: Any, alike: str) -> None:
    bar = workspace.place_bar._tabs
    bar.customContextMenuRequested.emit(bar.tabRect(1).center())
    (menu,) = workspace.place_bar.findChildren(QMenu)
    assert workspace.document.project.shown == "copy"
    assert [action.text() for action in menu.actions()] == [
        "Rename the drawing", "Remove the drawing", "New drawing in this project", "Compare drawings …"
    ]  # fmt: skip
    menu.close()
