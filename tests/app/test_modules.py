"""Modules in the window: made, entered, edited for all or for one, left, shown in place, taken apart, kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.app.finds import finds
from studio.blocks.convolution import Conv2D
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.modules.parameters import promote
from studio.project import library
from tests.app.conftest import node_id, told


def module_of(graph: Graph, name: str) -> Any:
    block = graph.nodes[node_id(graph, name)].block
    assert isinstance(block, Instance)
    return block


def grouped(workspace: Any, *names: str) -> str:
    """The id of a module made of nodes."""
    graph = workspace.document.graph
    workspace.board.select([node_id(graph, name) for name in names])
    workspace.actions_table["module.group"].trigger()
    (made,) = workspace.board.selection
    return str(made)


@pytest.fixture
def twice(workspace: Any) -> tuple[str, str]:
    """Two instances of one module: the first convolution of LeNet-5 with its pooling, and a copy beside it."""
    first = grouped(workspace, "conv1", "pool1")
    graph, (second,) = edits.paste(workspace.document.graph, edits.copy(workspace.document.graph, [first]), (0.0, 400.0))
    workspace.document.edit_graph("Paste", graph)
    return first, second


def enter(workspace: Any, node: str) -> None:
    workspace.board.select([node])
    workspace.actions_table["module.enter"].trigger()


def test_a_module_of_nodes_costs_and_shapes_as_they_do(workspace: Any) -> None:
    before = workspace.drawing.measured
    made = grouped(workspace, "conv1", "pool1")
    after = workspace.drawing.measured
    assert (after.weights, after.multiply_adds) == (before.weights, before.multiply_adds) == (61706, before.multiply_adds)
    assert after.figures[made].shape == (14, 14, 6)
    assert workspace.document.history.undo_label == "Make a module"


def shipped(name: str) -> Module:
    return next(module for module in library.shipped() if module.name == name)


def followed(workspace: Any, field: str) -> tuple[str, str]:
    """The expression that a value of the selected node follows, and what it comes to."""
    editor = workspace.panels.properties._node._form.row(field)._follow
    return editor.expression(), editor._value.text()


def test_inside_an_instance_what_follows_a_parameter_shows_what_it_comes_to_there(workspace: Any) -> None:
    graph, inner = edits.add(workspace.document.graph, Instance(shipped("bottleneck"), {"filters": 48}), (0.0, 600.0))
    graph, plain = edits.add(graph, Instance(shipped("bottleneck")), (0.0, 900.0))
    workspace.document.edit_graph("Add", graph)
    for node, wide in ((inner, 48), (plain, 64)):
        enter(workspace, node)
        workspace.board.select([node_id(workspace.document.graph, "conv3")])
        assert followed(workspace, "filters") == ("filters * 4", f"= {4 * wide}")
        workspace.actions_table["module.leave"].trigger()
    workspace.document.edit_graph("Change", edits.change(workspace.document.graph, inner, Instance(shipped("bottleneck"), {"filters": 16})))
    enter(workspace, inner)
    workspace.board.select([node_id(workspace.document.graph, "conv3")])
    assert followed(workspace, "filters") == ("filters * 4", "= 64")


def test_inside_modules_in_each_other_the_values_are_those_that_arrive(workspace: Any) -> None:
    outer = grouped(workspace, "conv1", "pool1")
    enter(workspace, outer)
    workspace.document.edit_graph(
        "Add", edits.add(workspace.document.graph, Instance(shipped("bottleneck"), {"filters": 8}), (0.0, 600.0))[0]
    )
    inner = next(node for node in workspace.document.graph.nodes.values() if isinstance(node.block, Instance))
    workspace.setting.promote(inner.id, "filters")
    workspace.modules.leave()
    now = workspace.document.graph.nodes[outer].block
    workspace.setting.change(outer, replace(now, values={now.module.parameters[0].name: 24}))
    enter(workspace, outer)
    enter(workspace, inner.id)
    workspace.board.select([node_id(workspace.document.graph, "conv3")])
    assert followed(workspace, "filters") == ("filters * 4", "= 96")


def test_what_cannot_be_a_module_is_said(workspace: Any) -> None:
    refused = told(workspace.modules.refused)
    workspace.board.select(())
    workspace.actions_table["module.group"].trigger()
    assert refused == ["A module is made of nodes. Received: none. Select the nodes first."]


def test_one_enters_sees_shapes_and_leaves(workspace: Any) -> None:
    made = grouped(workspace, "conv1", "pool1")
    assert not workspace.place_bar.isVisibleTo(workspace)
    enter(workspace, made)
    document = workspace.document
    assert {node.name for node in document.graph.nodes.values()} == {"conv1", "pool1", "input1", "output1"}
    assert workspace.drawing.measured.figures[node_id(document.graph, "conv1")].shape == (28, 28, 6)
    assert workspace.board.stage.scene.graph is document.graph
    assert workspace.drawing.issues == ()
    assert workspace.place_bar.isVisibleTo(workspace)
    assert workspace.actions_table["module.leave"].isEnabled()
    assert not document.unsaved or document.history.undo_label == "Make a module"
    workspace.actions_table["module.leave"].trigger()
    assert document.graph is document.project.graph
    assert workspace.board.selection == {made}
    assert not workspace.actions_table["module.leave"].isEnabled()


def test_the_way_in_leads_back(workspace: Any) -> None:
    outer = grouped(workspace, "conv1", "pool1", "conv2", "pool2")
    enter(workspace, outer)
    inner = grouped(workspace, "conv2", "pool2")
    enter(workspace, inner)
    assert workspace.document.place.trail == (outer, inner)
    QTest.qWait(10)
    steps = [step for step in workspace.place_bar._way.findChildren(QPushButton) if not step.isHidden()]
    assert [step.text() for step in steps] == ["main", workspace.document.project.graph.nodes[outer].name]
    QTest.mouseClick(steps[0], Qt.MouseButton.LeftButton)
    assert workspace.document.place.trail == ()
    assert workspace.board.selection == {outer}


def test_an_edit_inside_changes_all_instances(workspace: Any, twice: tuple[str, str]) -> None:
    enter(workspace, twice[0])
    graph = workspace.document.graph
    conv = node_id(graph, "conv1")
    workspace.document.edit_graph("Change", edits.change(graph, conv, Conv2D(filters=9, kernel_size=(5, 5), activation="relu")))
    for each in twice:
        block = workspace.document.project.graph.nodes[each].block
        assert block.module.graph.nodes[conv].block.filters == 9
    workspace.actions_table["edit.undo"].trigger()
    assert workspace.document.place.trail == twice[:1]
    assert workspace.document.graph.nodes[conv].block.filters == 6


def test_an_edit_of_this_one_only_leaves_the_others(workspace: Any, twice: tuple[str, str]) -> None:
    enter(workspace, twice[0])
    workspace.place_bar.only_chosen.emit(True)
    graph = workspace.document.graph
    conv = node_id(graph, "conv1")
    workspace.document.edit_graph("Change", edits.change(graph, conv, Conv2D(filters=9, kernel_size=(5, 5))))
    first, second = (workspace.document.project.graph.nodes[each].block.module for each in twice)
    assert (first.graph.nodes[conv].block.filters, second.graph.nodes[conv].block.filters) == (9, 6)
    assert first.name != second.name


def test_what_is_set_of_the_module_of_this_one_only_leaves_the_others(workspace: Any, twice: tuple[str, str]) -> None:
    first, second = twice
    document = workspace.document
    before = document.graph.nodes[second].block.module
    enter(workspace, first)
    workspace.place_bar.only_chosen.emit(True)
    workspace.panels.properties.promote_asked.emit(node_id(document.graph, "conv1"), "filters")
    mine = document.place.instances(document.project)[-1].module
    workspace.panels.properties.module_changed.emit(replace(mine, title="Mine"), {})
    mine = document.project.graph.nodes[first].block.module
    assert ([parameter.name for parameter in mine.parameters], mine.title) == (["filters"], "Mine")
    assert mine.name != before.name
    assert document.project.graph.nodes[second].block.module == before


def test_undo_of_the_module_itself_leads_out(workspace: Any) -> None:
    enter(workspace, grouped(workspace, "conv1", "pool1"))
    workspace.actions_table["edit.undo"].trigger()
    assert workspace.document.place.trail == ()
    assert workspace.document.graph.named("conv1") is not None


def test_a_module_is_shown_in_place_and_put_back(workspace: Any) -> None:
    made = grouped(workspace, "conv1", "pool1")
    before = workspace.document.project
    workspace.actions_table["module.expand"].trigger()
    assert made not in workspace.document.graph.nodes
    assert workspace.drawing.measured.weights == 61706
    workspace.actions_table["module.collapse"].trigger()
    assert workspace.document.project.graph.nodes[made].block == before.graph.nodes[made].block


def test_a_module_is_dissolved(workspace: Any) -> None:
    grouped(workspace, "conv1", "pool1")
    workspace.actions_table["module.dissolve"].trigger()
    graph = workspace.document.graph
    assert not any(isinstance(node.block, Instance) for node in graph.nodes.values())
    assert workspace.drawing.measured.weights == 61706
    assert len(workspace.board.selection) == 2


@pytest.mark.parametrize("word", ["enter", "expand", "dissolve", "keep"])
def test_without_a_module_it_is_said_what_to_select(workspace: Any, word: str) -> None:
    refused = told(workspace.modules.refused)
    workspace.board.select([node_id(workspace.document.graph, "conv1")])
    workspace.actions_table[f"module.{word}"].trigger()
    assert refused == ["Select a module first: a node that holds other nodes. Menu Module makes one of the selected nodes."]


def test_without_a_frame_there_is_nothing_to_collapse(workspace: Any) -> None:
    refused = told(workspace.modules.refused)
    workspace.actions_table["module.collapse"].trigger()
    assert refused == ["Select a frame that shows a module, or a node in it, to put the module back."]


def test_a_module_is_kept_in_ones_own_library(workspace: Any, home: Path) -> None:
    made = grouped(workspace, "conv1", "pool1")
    workspace.actions_table["module.keep"].trigger()
    kept, faults = library.own()
    assert kept == (workspace.document.graph.nodes[made].block.module,)
    assert faults == ()


def test_the_worker_and_the_source_know_inner_nodes_by_their_way_in(workspace: Any) -> None:
    made = grouped(workspace, "conv1", "pool1")
    enter(workspace, made)
    document = workspace.document
    conv = node_id(document.graph, "conv1")
    assert document.path(conv) == f"{made}/{conv}"
    assert document.local(f"{made}/{conv}") == conv
    assert document.local(conv) is None
    assert document.path(conv) in workspace.inspection._cards()


def test_in_a_repeated_module_one_looks_at_the_first_repetition(workspace: Any) -> None:
    made = grouped(workspace, "relu1") if workspace.document.graph.named("relu1") else grouped(workspace, "dense1")
    document = workspace.document
    node = document.graph.nodes[made]
    document.edit_graph("Repeat", edits.change(document.graph, made, Instance(node.block.module, repeat=3)))
    enter(workspace, made)
    inner = next(iter(document.graph.nodes))
    assert document.path(inner) == f"{made}.1/{inner}"


def test_the_source_leads_into_the_module(workspace: Any, qtbot: QtBot) -> None:
    made = grouped(workspace, "conv1", "pool1")
    conv = node_id(workspace.document.project.graph.nodes[made].block.module.graph, "conv1")
    workspace.docks.show("source")
    qtbot.waitUntil(lambda: f"{made}/{conv}" in workspace.panels.source._lines)
    workspace.panels.source.node_chosen.emit(f"{made}/{conv}")
    assert workspace.document.place.trail == (made,)
    assert workspace.board.selection == {conv}


def test_the_source_leads_to_what_is_shown_in_its_place(workspace: Any) -> None:
    made = grouped(workspace, "conv1", "pool1")
    conv = node_id(workspace.document.project.graph.nodes[made].block.module.graph, "conv1")
    workspace.actions_table["module.expand"].trigger()
    workspace.board.select(())
    workspace.panels.source.node_chosen.emit(f"{made}/{conv}")
    assert workspace.board.selection == {f"{made}/{conv}"}


def test_inside_an_instance_with_refused_values_the_module_is_edited(workspace: Any) -> None:
    made = grouped(workspace, "conv1", "pool1")
    document = workspace.document
    module = document.graph.nodes[made].block.module
    module = promote(module, node_id(module.graph, "conv1"), "filters", "filters")
    document.edit_graph("Change", edits.change(document.graph, made, Instance(module, {"filters": -1})))
    enter(workspace, made)
    conv = node_id(document.graph, "conv1")
    workspace.panels.properties.block_changed.emit(conv, document.graph.nodes[conv].block.replace(use_bias=False))
    inner = document.project.graph.nodes[made].block.module.graph.nodes[conv].block
    assert (inner.filters, inner.use_bias) == (6, False)


def test_inside_a_module_its_ports_are_found_instead_of_ends(workspace: Any) -> None:
    def found() -> set[str]:
        return {"Input", "Output", "ModuleInput", "ModuleOutput"} & {find.title for find in finds(workspace) if find.kind == "block"}

    assert found() == {"Input", "Output"}
    enter(workspace, grouped(workspace, "conv1", "pool1"))
    assert found() == {"ModuleInput", "ModuleOutput"}
    refused = told(workspace.adding.refused)
    workspace.panels.palette.block_chosen.emit("Input")
    assert refused == ["Input is an end of the network, which stays outside of modules. Add a ModuleInput or a ModuleOutput."]
