"""A drawing laid out has blocks alone, under names and ids that follow from where they stood."""

from __future__ import annotations

from hypothesis import given
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import paths
from studio.graph.flat import flat, prefixes
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.rules import outputs_of
from studio.graph.states import set_state
from tests.graph.drawings import Numbers, drawn, lenet, node, numbers
from tests.graph.drawings import residual as plain_residual
from tests.graph.small_modules import chosen, graph_of, join, network, residual, split, unit


def names(graph: Graph) -> list[str]:
    return [each.name for each in flat(graph).graph.nodes.values()]


def test_a_plain_drawing_stays_as_it_is_in_the_order_of_the_data() -> None:
    graph = plain_residual()
    laid = flat(graph)
    assert (laid.graph, laid.made) == (graph, {})
    assert list(laid.graph.nodes) == paths.order(graph)[0]


def test_names_and_ids_say_where_a_layer_stands() -> None:
    laid = flat(network(chosen(residual(), filters=8), chosen(unit(), repeat=2)))
    assert {each: n.name for each, n in laid.graph.nodes.items()} == {
        "image": "image",
        "res1/conv1": "res1_conv1",
        "res1/norm1": "res1_norm1",
        "res1/unit1/conv1": "res1_unit1_conv1",
        "res1/unit1/relu1": "res1_unit1_relu1",
        "res1/add1": "res1_add1",
        "res2.1/conv1": "res2_1_conv1",
        "res2.1/relu1": "res2_1_relu1",
        "res2.2/conv1": "res2_2_conv1",
        "res2.2/relu1": "res2_2_relu1",
        "flatten": "flatten",
        "scores": "scores",
        "output": "output",
    }


def test_what_has_no_layer_shows_that_of_another_node() -> None:
    made = flat(network(chosen(residual(), filters=8), chosen(unit(), repeat=2))).made
    assert made["res1"] == ("res1/add1", 0)
    assert made["res1/proj1"] == made["res1/input1"] == ("image", 0)
    assert made["res1/unit1"] == made["res1/unit1/output1"] == ("res1/unit1/relu1", 0)
    assert made["res2"] == ("res2.2/relu1", 0)
    assert made["res2.2/input1"] == ("res2.1/relu1", 0)


def test_outputs_of_a_module_lead_where_their_wires_do() -> None:
    blocks = {"image": Input(shape=(8, 8, 3)), "split1": Instance(split()), "join1": Instance(join())}
    laid = flat(graph_of(blocks, "image split1", "split1 join1 0 1", "split1 join1 1 0")).graph
    assert [wire.source for wire in laid.feeds["join1/conv1"]] == ["split1/conv1"]
    assert [wire.source for wire in laid.feeds["join1/add1"]] == ["image", "join1/conv1"]


def test_bypassed_nodes_are_wires_and_muted_ones_are_gone() -> None:
    graph = plain_residual()
    conv2, add = node(graph, "conv2"), node(graph, "add1")
    laid = flat(set_state(graph, [conv2], "bypassed"))
    assert [wire.source for wire in laid.graph.feeds[add]] == [node(graph, "conv1")] * 2
    assert laid.made == {conv2: (node(graph, "conv1"), 0)}
    muted = flat(set_state(graph, [conv2], "muted"))
    assert [(wire.source, wire.port) for wire in muted.graph.feeds[add]] == [(node(graph, "conv1"), 0)]
    assert conv2 not in muted.graph.nodes
    assert muted.made == {}


def test_a_bypassed_module_hands_its_first_input_on() -> None:
    graph = set_state(network(chosen(residual()), chosen(unit())), ["res1"], "bypassed")
    laid = flat(graph)
    assert laid.made["res1"] == ("image", 0)
    assert [wire.source for wire in laid.graph.feeds["res2/conv1"]] == ["image"]


def test_a_name_that_a_plain_node_has_is_left_to_it() -> None:
    graph = network(chosen(unit()), chosen(unit()))
    graph = graph.replace(nodes={**graph.nodes, "scores": replace(graph.nodes["scores"], name="res1_conv1")})
    assert prefixes(graph) == {"res1": "res1_2", "res2": "res2"}
    assert names(graph) == ["image", "res1_2_conv1", "res1_2_relu1", "res2_conv1", "res2_relu1", "flatten", "res1_conv1", "output"]


def test_modules_whose_layers_would_share_a_name_step_aside() -> None:
    inner = graph_of({"in": ModuleInput(), "b_conv": Conv2D(), "out": ModuleOutput()}, "in b_conv", "b_conv out")
    one = Instance(replace(unit(), name="one", graph=inner, bindings=()))
    other = Instance(
        replace(one.module, name="other", graph=inner.replace(nodes={**inner.nodes, "b_conv": replace(inner.nodes["b_conv"], name="conv")}))
    )
    graph = graph_of({"image": Input(), "a": one, "a_b": other}, "image a", "a a_b")
    assert names(graph) == ["image", "a_b_conv", "a_b_2_conv"]


def test_layers_of_a_module_stand_together() -> None:
    graph = network(chosen(residual(), strides=2, filters=8), chosen(residual(), filters=8))
    order = [each.split("/")[0] for each in flat(graph).graph.nodes]
    assert order == sorted(order, key=["image", "res1", "res2", "flatten", "scores", "output"].index)


@given(numbers)
def test_a_drawing_laid_out_is_sound_and_has_no_modules(edit_list: list[Numbers]) -> None:
    for graph in drawn(edit_list, start=network(chosen(residual(), repeat=2), chosen(unit(), filters=4))):
        laid = flat(graph)
        found = laid.graph.nodes
        assert not [each for each in found.values() if isinstance(each.block, Instance) or each.state == "muted"]
        assert len({each.name for each in found.values()}) == len(found)
        assert all(each.id == key for key, each in found.items())
        assert all(outlet < outputs_of(found[shown].block) for shown, outlet in laid.made.values())
        assert not laid.made.keys() & found.keys()
        assert {
            each for each in graph.nodes if not isinstance(graph.nodes[each].block, Instance) and graph.nodes[each].state == "on"
        } <= found.keys()
        places = {each: place for place, each in enumerate(found)}
        assert all(places[wire.source] < places[wire.target] for wire in laid.graph.wires)
        assert flat(laid.graph).graph == laid.graph


def test_ends_inside_a_module_are_no_ends_of_the_network() -> None:
    inner = graph_of({"in": ModuleInput(), "image": Input(), "out": Output(), "port": ModuleOutput()}, "image out", "in port")
    graph = graph_of({"image": Input(), "part": Instance(replace(unit(), graph=inner, bindings=()))}, "image part")
    assert (list(flat(graph).graph.nodes), flat(graph).made["part"]) == (["image"], ("image", 0))


def test_lenet_is_measured_alike_laid_out() -> None:
    graph = lenet()
    assert measure(flat(graph).graph) == measure(graph)
