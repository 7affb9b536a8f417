"""Several drawings in one project: tabs over the board."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QInputDialog

from tests.app.conftest import told, with_dense


def tabs(workspace: Any) -> list[str]:
    bar = workspace.place_bar._tabs
    return [bar.tabText(place) for place in range(bar.count())]


def test_one_drawing_needs_no_tabs(workspace: Any) -> None:
    assert workspace.place_bar.isHidden()


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


def test_a_drawing_is_renamed(workspace: Any) -> None:
    def type_in() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QInputDialog)
        box.setTextValue("generator")
        box.accept()

    workspace.actions_table["project.add_graph"].trigger()
    QTimer.singleShot(0, type_in)
    workspace.actions_table["project.rename_graph"].trigger()
    assert tabs(workspace) == ["main", "generator"]
    assert workspace.document.history.undo_label == "Rename the drawing to generator"


def test_the_last_drawing_stays(workspace: Any) -> None:
    refused = told(workspace.graphs.refused)
    workspace.graphs.remove()
    assert refused == ["main is the last drawing of the project, which needs one. Start another one first."]
