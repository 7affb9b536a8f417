"""What is set in the properties panel becomes an edit, of nodes and of modules."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLineEdit

from studio.app.node_popover import NodePopover
from studio.blocks.convolution import Conv2D
from studio.canvas.cards.states import held
from studio.graph import edits
from studio.graph.module import Instance, Parameter
from tests.app.conftest import node_id, told


@pytest.fixture
def inside(workspace: Any) -> Any:
    """The window with a module of conv1 and pool1, entered, its convolution selected."""
    board = workspace.board
    board.select([node_id(workspace.document.graph, name) for name in ("conv1", "pool1")])
    workspace.actions_table["module.group"].trigger()
    workspace.actions_table["module.enter"].trigger()
    board.select([node_id(workspace.document.graph, "conv1")])
    return workspace


def instance(workspace: Any) -> Instance:
    (found,) = (node.block for node in workspace.document.project.graph.nodes.values() if isinstance(node.block, Instance))
    return found


def test_letters_of_one_value_are_one_step(workspace: Any) -> None:
    conv = node_id(workspace.document.graph, "conv1")
    for filters in (1, 12, 128):
        workspace.panels.properties.block_changed.emit(conv, Conv2D(filters=filters, kernel_size=(5, 5)))
    assert workspace.document.history.labels == ("Change Conv2D",)
    assert workspace.document.graph.nodes[conv].block.filters == 128


def test_several_nodes_are_one_step(workspace: Any) -> None:
    ids = [node_id(workspace.document.graph, name) for name in ("conv1", "conv2")]
    workspace.board.select(ids)
    new = {node: workspace.document.graph.nodes[node].block.replace(activation="tanh") for node in ids}
    workspace.panels.properties.blocks_changed.emit(new)
    assert [workspace.document.graph.nodes[node].block.activation for node in ids] == ["tanh", "tanh"]
    assert workspace.document.history.undo_label == "Change 2 nodes"
    workspace.actions_table["edit.undo"].trigger()
    assert [workspace.document.graph.nodes[node].block.activation for node in ids] == ["relu", "relu"]


def test_a_name_that_is_taken_is_said(workspace: Any) -> None:
    refused = told(workspace.setting.refused)
    workspace.panels.properties.renamed.emit(node_id(workspace.document.graph, "conv1"), "conv2")
    assert refused == ["The name conv2 is taken by another node. Choose another, such as conv3."]


def test_a_locked_node_is_left_and_said(workspace: Any) -> None:
    refused = told(workspace.setting.refused)
    conv = node_id(workspace.document.graph, "conv1")
    workspace.board.select([conv])
    workspace.actions_table["edit.lock"].trigger()
    workspace.panels.properties.block_changed.emit(conv, Conv2D(filters=1))
    assert refused == ["conv1 is locked. Unlock it first."]


def test_a_value_inside_becomes_a_parameter(inside: Any) -> None:
    conv = node_id(inside.document.graph, "conv1")
    inside.panels.properties.promote_asked.emit(conv, "filters")
    module = instance(inside).module
    assert [(parameter.name, parameter.value, parameter.like) for parameter in module.parameters] == [("filters", 6, "Conv2D.filters")]
    inside.panels.properties.binding_changed.emit(conv, "filters", "filters * 2")
    assert inside.document.graph.nodes[conv].block.filters == 12
    inside.panels.properties.binding_changed.emit(conv, "filters", "")
    assert instance(inside).module.bindings == ()


def test_an_instance_gets_a_value_of_its_own(inside: Any) -> None:
    inside.panels.properties.promote_asked.emit(node_id(inside.document.graph, "conv1"), "filters")
    inside.actions_table["module.leave"].trigger()
    (made,) = inside.board.selection
    inside.panels.properties.instance_changed.emit(made, Instance(instance(inside).module, {"filters": 32}))
    assert inside.drawing.measured.figures[made].shape == (14, 14, 32)
    inside.actions_table["module.enter"].trigger()
    assert inside.drawing.measured.figures[node_id(inside.document.graph, "conv1")].shape == (28, 28, 32)


def test_an_expression_that_cannot_be_is_said(inside: Any) -> None:
    refused = told(inside.setting.refused)
    inside.panels.properties.binding_changed.emit(node_id(inside.document.graph, "conv1"), "filters", "filters * 2")
    assert refused == [
        "filters * 2 speaks of filters, which is no parameter. Known: none. Use one of these, or add a parameter of that name."
    ]
    assert instance(inside).module.bindings == ()


def test_a_node_inside_is_bypassed(inside: Any) -> None:
    pool = node_id(inside.document.graph, "pool1")
    inside.panels.properties.bypassed.emit(pool, True)
    assert inside.document.graph.nodes[pool].state == "bypassed"
    assert inside.document.history.undo_label == "Bypass"


def test_the_module_itself_is_named_and_all_instances_follow(inside: Any) -> None:
    module = instance(inside).module
    inside.panels.properties.module_changed.emit(replace(module, name="stem", title="Stem"), {})
    assert instance(inside).module.name == "stem"
    assert list(inside.document.project.modules) == ["stem"]
    assert len(inside.document.place.trail) == 1


def test_of_a_module_only_the_letters_of_one_value_are_one_step(inside: Any) -> None:
    steps, change = len(inside.document.history.labels), inside.panels.properties.module_changed.emit
    for title in ("S", "St"):
        change(replace(instance(inside).module, title=title), {})
    for value in (1, 12):
        change(replace(instance(inside).module, parameters=(Parameter("size", value),)), {})
    change(replace(instance(inside).module, help="Begins."), {})
    change(replace(instance(inside).module, icon="star"), {})
    change(replace(instance(inside).module, icon="eye"), {})
    assert len(inside.document.history.labels) - steps == 6  # title, new parameter, its default, help, and each icon


def test_the_panel_knows_in_whose_inside_one_is(inside: Any) -> None:
    panel = inside.panels.properties
    assert panel._inside.module is instance(inside).module
    inside.actions_table["module.leave"].trigger()
    assert panel._inside is None


def test_a_sheet_beside_the_card_sets_values(workspace: Any) -> None:
    conv = node_id(workspace.document.graph, "conv1")
    sheet = workspace.menus.edit_in_place(conv)
    sheet.block_changed.emit(conv, Conv2D(filters=7, kernel_size=(5, 5)))
    assert workspace.document.graph.nodes[conv].block.filters == 7
    workspace.document.edit_graph("Remove", edits.remove(workspace.document.graph, [conv]))
    assert not sheet.isVisible()


def test_the_sheet_is_ready_for_another_name(workspace: Any) -> None:
    conv = node_id(workspace.document.graph, "conv1")
    workspace.board.rename_asked.emit(conv)
    (sheet,) = workspace.board.findChildren(NodePopover)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "conv1"
    assert sheet.isAncestorOf(field)
    sheet.close()


def test_a_card_that_fills_the_screen_has_its_maps_watched(workspace: Any) -> None:
    pool = node_id(workspace.document.graph, "pool1")
    workspace.docks.show("source")
    workspace.board.close_up_asked.emit(pool)
    sent: list[Any] = []
    workspace.inspection._send = sent.append
    workspace.inspection._watch()
    assert [order.maps for order in sent] == [pool]
    workspace.board.close_up_asked.emit(None)
    workspace.inspection._watch()
    assert [order.maps for order in sent] == [pool, None]


def test_a_depth_is_one_step_however_far_the_slider_moves(workspace: Any) -> None:
    properties = workspace.panels.properties
    for depth in (1, 2, 3, 2):
        properties.depth_chosen.emit(depth)
    assert workspace.document.history.labels == ("Freeze to a depth",)
    assert sorted(each.name for each in workspace.document.graph.nodes.values() if not each.trainable) == ["conv1", "conv2"]
    conv = node_id(workspace.document.graph, "conv1")
    properties.froze.emit(conv, True)
    for multiplier in (0.1, 0.15):
        properties.paced.emit(conv, multiplier)
    assert workspace.document.graph.nodes[conv].multiplier == 0.15
    assert workspace.document.history.labels[1:] == ("Unfreeze", "Learn at 0.15 of the rate")


def filters(workspace: Any) -> list[int]:
    return [node.block.filters for node in workspace.document.graph.nodes.values() if isinstance(node.block, Conv2D)]


def test_a_value_of_the_drawing_becomes_a_parameter_that_others_follow(workspace: Any) -> None:
    panel, document = workspace.panels.properties, workspace.document
    first, second = (node_id(document.graph, name) for name in ("conv1", "conv2"))
    panel.promote_asked.emit(first, "filters")
    panel.binding_changed.emit(second, "filters", "filters * 3")
    assert filters(workspace) == [6, 18]
    assert document.history.labels[-2:] == ("Make filters a parameter", "Let filters follow filters * 3")
    workspace.board.select(())
    card = panel._summary.parameters().cards()[0]
    for value in (1, 12):
        card.default_view()._take(card.default_view().row("filters"), value)
    assert filters(workspace) == [12, 36]
    assert document.history.labels[2:] == ("Set filters",)  # letters of one value are one step
    workspace.actions_table["edit.undo"].trigger()
    assert filters(workspace) == [6, 18]
    assert document.graph.parameters == (Parameter("filters", 6, "Conv2D.filters"),)
    panel.binding_changed.emit(second, "filters", "")
    assert [binding.node for binding in document.graph.bindings] == [first]


def test_what_a_node_would_refuse_is_said_and_nothing_changes(workspace: Any) -> None:
    refused = told(workspace.setting.refused)
    panel, document = workspace.panels.properties, workspace.document
    panel.promote_asked.emit(node_id(document.graph, "conv1"), "filters")
    before = document.project
    panel.binding_changed.emit(node_id(document.graph, "conv2"), "filters", "filters / 4")
    assert refused == ["In conv2: Conv2D: filters must be a whole number from 1 to 65536. Received: 1.5."]
    assert document.project is before


def test_a_value_typed_over_what_it_follows_follows_no_more(workspace: Any) -> None:
    panel, document = workspace.panels.properties, workspace.document
    conv = node_id(document.graph, "conv1")
    panel.promote_asked.emit(conv, "filters")
    workspace.board.select([conv])
    panel.blocks_changed.emit({conv: document.graph.nodes[conv].block.replace(filters=9)})
    assert document.graph.bindings == ()
    workspace.actions_table["edit.undo"].trigger()
    assert [binding.expression for binding in document.graph.bindings] == ["filters"]


def test_what_is_pasted_into_a_module_brings_no_parameters(inside: Any) -> None:
    document = inside.document
    inside.modules.leave()
    conv = node_id(document.graph, "conv2")
    inside.panels.properties.promote_asked.emit(conv, "filters")
    inside.board.select([conv])
    inside.board.copy()
    inside.board.select([next(node.id for node in document.graph.nodes.values() if isinstance(node.block, Instance))])
    inside.modules.enter()
    inside.board.paste()
    assert len([node for node in document.graph.nodes.values() if isinstance(node.block, Conv2D)]) == 2
    assert (instance(inside).module.graph.parameters, instance(inside).module.graph.bindings) == ((), ())
    assert [parameter.name for parameter in document.project.graph.parameters] == ["filters"]


def test_the_sheet_beside_a_card_says_what_a_value_follows(workspace: Any) -> None:
    document = workspace.document
    conv = node_id(document.graph, "conv1")
    workspace.panels.properties.promote_asked.emit(conv, "filters")
    sheet = workspace.menus.edit_in_place(conv)
    row = sheet._form.row("filters")
    assert row._follow.expression() == "filters"
    next(offer for offer in sheet._form._follow_offers(row) if offer.words == "Stop following").deed()
    assert document.graph.bindings == ()
    assert document.graph.parameters == ()
    sheet.close()


def test_inside_a_module_the_slider_freezes_from_its_inputs_on(workspace: Any) -> None:
    document, page = workspace.document, workspace.panels.properties._page
    chosen = [node_id(document.graph, name) for name in ("conv1", "pool1", "conv2")]
    workspace.board.select(chosen)
    workspace.modules.group()
    (module,) = (node.id for node in document.graph.nodes.values() if isinstance(node.block, Instance))
    document.go((module,))
    workspace.board.select(())
    slider = page.depth_slider()
    assert slider.isVisibleTo(page)
    assert slider.words() == ("2,572 of 2,572 weights train", "Nothing is frozen.")
    slider.move_to(1)
    slider.move_to(2)
    slider.move_to(1)
    assert slider.words() == ("2,416 of 2,572 weights train", "Frozen up to conv1; training begins with conv2.")
    assert document.history.labels[-1] == "Freeze to a depth"
    assert [node.name for node in document.graph.nodes.values() if not node.trainable] == ["conv1"]
    document.go(())
    assert document.graph.nodes[module].trainable


def test_inside_a_frozen_module_all_that_has_weights_is_said_to_stand_still(workspace: Any) -> None:
    board, document, properties = workspace.board, workspace.document, workspace.panels.properties
    board.select([node_id(document.graph, name) for name in ("conv1", "pool1")])
    workspace.actions_table["module.group"].trigger()
    workspace.actions_table["edit.freeze"].trigger()
    workspace.actions_table["module.enter"].trigger()
    scene, stage = board.stage.scene, board.stage
    assert {scene.ids[row] for row in range(len(scene.ids)) if held(stage, row)} == {node_id(document.graph, "conv1")}
    board.select([])
    weights = workspace.drawing.measured.weights
    assert properties._page.depth_slider().words() == (
        f"0 of {weights} weights train",
        "It is frozen where it stands, so nothing in it trains.",
    )
    board.select([node_id(document.graph, "conv1")])
    assert properties._node._training._words.text() == "A module around it is frozen, so training leaves it as it is."
    workspace.actions_table["module.leave"].trigger()
    workspace.actions_table["edit.freeze"].trigger()
    workspace.actions_table["module.enter"].trigger()
    assert not any(held(stage, row) for row in range(len(scene.ids)))
    board.select([node_id(document.graph, "conv1")])
    assert properties._node._training._words.text() == ""
