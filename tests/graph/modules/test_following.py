"""Values go on following a module's parameters when nodes inside it are grouped, dissolved, shown in place and put back."""

from __future__ import annotations

from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.unknown import UnknownBlock
from studio.graph import edits
from studio.graph.flat import flat
from studio.graph.model import Graph
from studio.graph.module import Binding, Instance, Module, Parameter
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.following import with_graph
from studio.graph.modules.grouping import group
from studio.graph.modules.in_place import collapse, expand
from studio.graph.modules.trails import with_within, within
from tests.graph.small_modules import chosen, network, residual, unit


def laid(module: Module) -> dict[str, object]:
    """The blocks of a network of such a module, with other values than the defaults, by the ends of their names."""
    nodes = flat(network(chosen(module, filters=24, strides=2))).graph.nodes.values()
    return {node.name.rpartition("_")[2]: node.block for node in nodes}


def wide(graph: Graph, name: str) -> int:
    return next(node.block.filters for node in flat(graph).graph.nodes.values() if node.name == name and isinstance(node.block, Conv2D))


def test_what_goes_into_a_module_follows_through_a_parameter_of_it() -> None:
    module = residual()
    inner, made = group(module.graph, ["proj1", "conv1", "norm1"], "part")
    grouped = with_graph(module, inner)
    part = grouped.graph.nodes[made].block
    assert isinstance(part, Instance)
    assert part.module.parameters == (Parameter("filters", 8), Parameter("strides", 1))
    assert {each for each in grouped.bindings if each.node == made} == {
        Binding(made, "filters", "filters"),
        Binding(made, "strides", "strides"),
    }
    assert laid(grouped) == laid(module)


def test_what_comes_out_of_a_module_follows_by_itself() -> None:
    module = residual()
    wider = tuple(replace(each, expression="filters * 2 / 2") if each.node == "unit1" else each for each in module.bindings)
    module = replace(module, bindings=wider)
    plain = with_graph(module, dissolve(module.graph, "unit1"))
    assert [each.expression for each in plain.bindings if plain.graph.nodes[each.node].name == "conv2"] == ["filters * 2 / 2"]
    assert wide(network(chosen(plain, filters=24, strides=2)), "res1_conv2") == 24


def test_a_dissolved_module_of_its_own_names_follows() -> None:
    module = residual()
    inner, made = group(module.graph, ["proj1", "conv1", "norm1"], "part")
    grouped = with_graph(module, inner)
    plain = with_graph(grouped, dissolve(grouped.graph, made))
    assert laid(plain) == laid(module)
    assert {(each.node, each.field) for each in plain.bindings} == {(each.node, each.field) for each in module.bindings}


def test_a_module_shown_in_its_place_follows_there_and_when_it_is_back() -> None:
    module = residual()
    inner, frame = expand(module.graph, "unit1")
    shown = with_graph(module, inner)
    assert Binding("unit1/conv1", "filters", "filters") in shown.bindings
    assert laid(shown) == laid(module)
    back = with_graph(shown, collapse(shown.graph, frame)[0])
    assert back.graph == module.graph
    assert set(back.bindings) == set(module.bindings)


def test_a_value_changed_in_its_place_follows_no_more() -> None:
    module = residual()
    inner, _ = expand(module.graph, "unit1")
    conv = inner.nodes["unit1/conv1"].block
    assert isinstance(conv, Conv2D)
    changed = with_graph(module, edits.change(inner, "unit1/conv1", conv.replace(filters=5)))
    assert Binding("unit1/conv1", "filters", "filters") not in changed.bindings


def test_an_edit_through_a_trail_keeps_what_follows() -> None:
    graph = network(chosen(residual(), filters=24), chosen(residual(), filters=12))
    inner, _ = group(within(graph, ["res1"]), ["conv1", "norm1"], "part")
    edited = with_within(graph, ["res1"], inner)
    assert (wide(edited, "res1_part1_conv1"), wide(edited, "res2_part1_conv1")) == (24, 12)


def test_what_an_unknown_block_follows_is_kept_whatever_else_is_edited() -> None:
    module = unit()
    unknown = edits.change(module.graph, "relu1", UnknownBlock({"kind": "Capsule", "routes": 3}))
    module = replace(module, graph=unknown, bindings=(*module.bindings, Binding("relu1", "routes", "filters // 2")))
    assert with_graph(module, edits.rename(unknown, "conv1", "first")).bindings == module.bindings
