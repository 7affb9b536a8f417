"""From a lesson's words to the board."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.project import samples


@pytest.fixture
def folder(home: Any) -> Path:
    return samples.open_sample("resnet50")


def names(workspace: Any) -> list[str]:
    return [workspace.document.graph.nodes[node].name for node in workspace.board.selection]


def test_a_step_selects_its_node_inside_its_module_and_lets_it_glow(workspace: Any) -> None:
    workspace.actions_table["view.next_step"].trigger()
    project, place = workspace.document.project, workspace.document.place
    assert workspace.docks.visible("lesson")
    assert (project.shown, place.names(project), names(workspace)) == ("small", ["stage1"], ["conv1"])
    assert workspace.lesson.glow.node() in workspace.board.selection
    assert not workspace.document.unsaved  # looking is no edit
    assert not workspace.document.history.can_undo
    workspace.actions_table["view.next_step"].trigger()
    assert names(workspace) == ["conv2"]
    workspace.actions_table["view.previous_step"].trigger()
    assert names(workspace) == ["conv1"]


def test_a_link_leads_into_another_drawing(workspace: Any, qtbot: QtBot) -> None:
    workspace.panels.lesson.node_asked.emit("node:without%20biases/stage2/skip_conv")
    project, place = workspace.document.project, workspace.document.place
    assert (project.shown, place.names(project), names(workspace)) == ("without biases", ["stage2"], ["skip_conv"])
    scene, view = workspace.board.stage.scene, workspace.board.goal()
    (node,) = workspace.board.selection
    assert view.seen(workspace.board.stage.size).intersects(scene.bounds(scene.rows_of([node])))


def test_pointing_shows_what_is_there_and_goes_nowhere(workspace: Any) -> None:
    before = workspace.board.selection
    workspace.panels.lesson.node_pointed.emit("node:stage1/conv1")
    assert workspace.lesson.glow.node() == ""
    workspace.panels.lesson.node_pointed.emit("node:average")
    assert workspace.document.graph.nodes[workspace.lesson.glow.node()].name == "average"
    assert (workspace.document.place.trail, workspace.board.selection) == ((), before)
    workspace.lesson.glow.grab()  # the rings are painted without a complaint
    workspace.lesson.glow.end()
    assert workspace.lesson.glow.node() == ""


def test_a_link_that_leads_nowhere_says_so(workspace: Any) -> None:
    workspace.panels.lesson.node_asked.emit("node:nowhere")
    assert any("The lesson speaks of nowhere, which is not there any more." in line for line in workspace.panels.console.shown())


def test_a_step_shows_what_comes_before_and_behind_its_node_too(workspace: Any, qtbot: QtBot) -> None:
    """ResNet's block is wider than the board at 100 %: the node would come to lie at its border."""
    workspace.panels.lesson.node_asked.emit("node:stage1/conv1")
    workspace.panels.lesson.node_asked.emit("node:stage1/conv3")
    board = workspace.board
    graph, scene, view = board.stage.scene.graph, board.stage.scene, board.goal()
    (node,) = board.selection
    beside = {wire.source for wire in graph.feeds[node]} | {wire.target for wire in graph.wires if wire.source == node}
    assert len(beside) == 2
    for each in (node, *beside):
        assert view.seen(board.stage.size).contains(scene.bounds(scene.rows_of([each]))), graph.nodes[each].name
