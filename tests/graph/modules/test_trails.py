"""Into modules and out again; another module in the place of one."""

from __future__ import annotations

from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.ports import ModuleOutput
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.flat import flat
from studio.graph.model import Graph, Node, Note, Wire
from studio.graph.module import Instance, Module, Parameter
from studio.graph.modules.trails import detached, manner_of, path_of, with_within, within
from studio.graph.modules.used import changed_modules, modules_of, named_apart, replace_module
from studio.graph.training import has_weights, set_multiplier, set_trainable
from tests.graph.drawings import refuses
from tests.graph.small_modules import chosen, graph_of, join, network, residual, split, unit


def module(graph: Graph, *trail: str) -> Module:
    block = within(graph, trail[:-1]).nodes[trail[-1]].block
    assert isinstance(block, Instance)
    return block.module


def with_drop(graph: Graph) -> Graph:
    return edits.add(graph, Dropout(), (0.0, 500.0), "drop")[0]


def two() -> Graph:
    shared = residual()
    return network(chosen(shared), chosen(shared))


def test_a_trail_leads_inside() -> None:
    graph = two()
    assert within(graph, ()) is graph
    assert within(graph, ["res1", "unit1"]) is module(graph, "res1", "unit1").graph
    with refuses("image is no module, so there is nothing inside it. Choose a module."):
        within(graph, ["image"])
    with refuses("The drawing has no node with the id gone. It may have been removed since."):
        within(graph, ["res1", "gone"])


def test_a_trail_is_a_path_in_a_plan() -> None:
    graph = network(chosen(residual(), repeat=2), chosen(residual()))
    assert path_of(graph, ["res1", "unit1"], "conv1") == "res1.1/unit1/conv1"
    assert path_of(graph, ["res2"]) == "res2/"
    assert path_of(graph, [], "image") == "image"
    assert {path_of(graph, ["res1", "unit1"], "conv1"), path_of(graph, ["res2"], "add1")} <= flat(graph).graph.nodes.keys()


def test_the_manner_at_the_end_of_a_trail_is_that_of_what_stands_there() -> None:
    graph = network(chosen(residual(), repeat=2), chosen(residual()))
    graph = set_multiplier(set_trainable(graph, ["res1"], False), ["res2"], 0.5)
    graph = graph.replace(nodes={each: replace(node, pretrained="net" if each == "res1" else "") for each, node in graph.nodes.items()})
    laid = flat(graph).graph.nodes
    for trail in (["res1"], ["res1", "unit1"], ["res2", "unit1"], []):
        inner = next(node for node in within(graph, trail).nodes.values() if has_weights(node) and not isinstance(node.block, Instance))
        found, there = manner_of(graph, trail).inside(inner), laid[path_of(graph, trail, inner.id)]
        assert found == (there.trainable, there.multiplier, there.pretrained)


def test_an_edit_inside_is_that_of_all_instances() -> None:
    graph = two()
    inner = with_drop(within(graph, ["res1", "unit1"]))
    edited = with_within(graph, ["res1", "unit1"], inner)
    assert within(edited, ["res1", "unit1"]) == inner
    assert module(edited, "res2") is module(edited, "res1")
    assert module(edited, "res1").name == "residual"
    assert with_within(graph, (), inner) is inner


def test_an_edit_inside_can_be_of_one_instance_alone() -> None:
    graph = two()
    inner = with_drop(within(graph, ["res1", "unit1"]))
    edited = with_within(graph, ["res1", "unit1"], inner, only=True)
    assert within(edited, ["res1", "unit1"]) == inner
    assert module(edited, "res2") is module(graph, "res2")
    assert (module(edited, "res1").name, module(edited, "res1", "unit1").name) == ("residual_2", "conv_relu_2")


def test_what_is_used_once_keeps_its_name_when_it_is_detached() -> None:
    graph = network(chosen(residual()))
    assert detached(graph, ["res1", "unit1"]) == graph
    elsewhere = detached(graph, ["res1", "unit1"], modules_of(two()))
    assert (module(elsewhere, "res1").name, module(elsewhere, "res1", "unit1").name) == ("residual_2", "conv_relu_2")
    twice = detached(two(), ["res1"])
    assert detached(twice, ["res1"]) == twice


def test_bindings_of_what_is_gone_inside_go_too() -> None:
    graph = two()
    edited = with_within(graph, ["res1"], edits.remove(within(graph, ["res1"]), ["proj1"]))
    assert {binding.node for binding in module(edited, "res2").bindings} == {"conv1", "unit1"}


def test_a_module_cannot_stand_inside_itself() -> None:
    graph = two()
    with refuses("Residual cannot stand inside itself. Choose another module."):
        with_within(graph, ["res1"], edits.add(within(graph, ["res1"]), Instance(residual()), (0, 0))[0])
    with refuses("Residual cannot stand inside itself. Choose another module."):
        with_within(graph, ["res1", "unit1"], edits.add(unit().graph, Instance(residual()), (0, 0))[0])


def test_a_module_changed_inside_another_is_changed_outside_too() -> None:
    graph = network(chosen(residual()), chosen(unit()))
    inner = within(graph, ["res1"])
    changed = with_within(inner, ["unit1"], with_drop(unit().graph))
    edited = with_within(graph, ["res1"], changed)
    assert module(edited, "res2") == module(edited, "res1", "unit1")
    assert [(old.name, new.name) for old, new in changed_modules(graph, edited)] == [("conv_relu", "conv_relu"), ("residual", "residual")]


def test_a_module_pasted_inside_under_a_name_of_the_drawing_steps_aside() -> None:
    graph = network(chosen(residual()), Instance(split()))
    other = replace(split(), title="Another")
    edited = with_within(graph, ["res1"], edits.add(within(graph, ["res1"]), Instance(other), (0, 0), "mine")[0])
    assert sorted(modules_of(edited)) == ["conv_relu", "residual", "split", "split_2"]


def test_wires_follow_the_ports_of_a_module_that_comes() -> None:
    blocks = {"image": Input(), "other": Input(), "join1": Instance(join()), "conv": Conv2D()}
    graph = graph_of(blocks, "image join1", "other join1 1", "join1 conv")
    nodes = dict(join().graph.nodes)
    nodes["input1"] = replace(nodes["input1"], block=type(nodes["input1"].block)(port=9))
    nodes["before"] = Node("before", ModuleOutput(), "before")
    nodes["output1"] = replace(nodes["output1"], block=ModuleOutput(port=2))
    new = replace(join(), graph=join().graph.replace(nodes=nodes))
    assert replace_module(graph, join(), new).wires == (
        Wire("image", "join1", 1),
        Wire("join1", "conv", 0, 1),
        Wire("other", "join1", 0),
    )


def test_wires_of_ports_that_are_gone_go_and_merges_close_up() -> None:
    blocks = {"image": Input(), "split1": Instance(split()), "cat": Instance(join())}
    graph = graph_of(blocks, "image split1", "split1 cat", "split1 cat 1 1")
    new = replace(split(), graph=edits.remove(split().graph, ["output2"]))
    assert replace_module(graph, split(), new).wires == (Wire("image", "split1"), Wire("split1", "cat"))


def test_values_follow_the_parameters_of_a_module_that_comes() -> None:
    graph = network(chosen(residual(), repeat=2, first={"strides": 2}, filters=4))
    new = replace(residual(), parameters=(Parameter("width", 8),), bindings=())
    block = replace_module(graph, residual(), new, {"filters": "width"}).nodes["res1"].block
    assert isinstance(block, Instance)
    assert (block.values, block.first, block.repeat) == ({"width": 4}, {}, 2)


def test_a_module_in_a_frame_is_replaced_too() -> None:
    frame = Note("note", kind="frame", expanded=Node("gone", Instance(unit()), "unit1"))
    graph = Graph(notes={"note": frame})
    new = replace(unit(), title="New")
    assert modules_of(replace_module(graph, unit(), new)) == {"conv_relu": new}
    assert modules_of(graph) == {"conv_relu": unit()}


def test_what_is_not_replaced_stays_the_same_object() -> None:
    graph = two()
    assert replace_module(graph, split(), replace(split(), title="New")) is graph
    assert replace_module(graph, module(graph, "res1"), module(graph, "res1")) is graph


def test_modules_of_one_name_and_value_are_shared() -> None:
    graph, fragment = two(), network(chosen(residual()))
    apart = named_apart(fragment, modules_of(graph))
    assert apart == fragment
    assert module(apart, "res1") is module(graph, "res1")
    assert list(modules_of(graph)) == ["conv_relu", "residual"]


def test_nested_modules_of_a_known_name_step_aside_first() -> None:
    known = modules_of(replace_module(two(), unit(), replace(unit(), title="Another")))
    apart = named_apart(network(chosen(residual())), known)
    assert list(modules_of(apart)) == ["conv_relu_2", "residual_2"]
