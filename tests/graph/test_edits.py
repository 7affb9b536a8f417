"""Edits give the drawing one expects, and refuse in whole sentences what makes none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D, Conv2DTranspose, DepthwiseConv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add, Concatenate
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import AveragePooling2D, MaxPooling2D
from studio.blocks.regularisation import Dropout
from studio.blocks.reshaping import Flatten, ZeroPadding2D
from studio.blocks.unknown import UnknownBlock
from studio.graph import edits, paths
from studio.graph.model import Graph, Wire
from studio.graph.module import Instance
from studio.graph.modules.used import modules_of
from studio.graph.names import FreeNames, first_free, name_fault, stem
from studio.graph.rules import inputs_of, outputs_of
from tests.graph.drawings import Numbers, chain, drawn, lenet, nested, node, numbers, refuses, residual, sources, wired
from tests.graph.small_modules import graph_of, join, split, unit


def test_names_are_short_numbered_and_unique():
    blocks = (
        Conv2D(),
        DepthwiseConv2D(),
        Conv2DTranspose(),
        MaxPooling2D(),
        AveragePooling2D(),
        Dense(),
        Add(),
        Concatenate(),
        BatchNormalization(),
        ZeroPadding2D(),
        Dropout(),
        UnknownBlock({"kind": "Fancy Thing"}),
    )
    graph = Graph()
    for block in blocks:
        graph, _ = edits.add(graph, block, (0, 0))
    names = [n.name for n in graph.nodes.values()]
    assert names == ["conv1", "conv2", "conv3", "pool1", "pool2", "dense1", "add1", "concat1", "norm1", "pad1", "drop1", "fancything1"]


def test_a_free_number_is_used_again_but_an_id_is_not():
    graph = chain(Conv2D(), Conv2D())
    old = node(graph, "conv1")
    graph, new = edits.add(edits.remove(graph, [old]), Conv2D(), (0, 0))
    assert graph.nodes[new].name == "conv1"
    assert new != old


@pytest.mark.parametrize("name", ["1conv", "my conv", "", "class", "_hidden", "größe", "a" * 61])
def test_a_name_must_suit_keras(name: str):
    graph = chain(Conv2D())
    with refuses(
        "A name starts with a letter and holds letters, digits and _, at most 60 of them, and is no word of Python's own. "
        f"Received: {name!r}. Try conv1."
    ):
        edits.rename(graph, node(graph, "conv1"), name)


def test_a_name_is_given_once():
    graph = chain(Conv2D(), Conv2D())
    with refuses("The name conv2 is taken by another node. Choose another, such as conv3."):
        edits.rename(graph, node(graph, "conv1"), "conv2")
    assert edits.rename(graph, node(graph, "conv1"), "conv1") is graph
    assert edits.rename(graph, node(graph, "conv1"), "stem").named("stem") is not None


def test_ports_of_a_merging_node_close_up():
    graph = chain(Input())
    for name in ("Conv2D", "Conv2D", "Conv2D"):
        graph, _ = edits.add(graph, {"Conv2D": Conv2D()}[name], (0, 0))
    graph, add = edits.add(graph, Add(), (0, 0))
    for name in ("conv1", "conv2", "conv3"):
        graph = wired(graph, name, "add1")
    assert sources(graph, "add1") == ["conv1", "conv2", "conv3"]
    cut = edits.disconnect(graph, Wire(node(graph, "conv1"), add, 0))
    assert sources(cut, "add1") == ["conv2", "conv3"]
    assert [wire.port for wire in cut.feeds[add]] == [0, 1]
    assert sources(edits.remove(graph, [node(graph, "conv2")]), "add1") == ["conv1", "conv3"]


def test_remove_takes_the_wires_along():
    graph = chain(Conv2D(), Flatten(), Dense())
    left = edits.remove(graph, [node(graph, "flatten1")])
    assert left.wires == ()
    assert {n.name for n in left.nodes.values()} == {"conv1", "dense1"}


def test_remove_can_heal_a_chain():
    graph = lenet()
    healed = edits.remove(graph, [node(graph, name) for name in ("pool1", "conv2", "pool2")], heal=True)
    assert sources(healed, "flatten1") == ["conv1"]


def test_healing_keeps_ports_and_leaves_merges_alone():
    graph = residual()
    assert sources(edits.remove(graph, [node(graph, "conv2")], heal=True), "add1") == ["conv1", "conv1"]
    assert sources(edits.remove(graph, [node(graph, "add1")], heal=True), "flatten1") == []


def test_insert_puts_a_node_onto_a_wire():
    graph, drop = edits.add(residual(), Dropout(), (0, 0))
    wire = graph.feeds[node(graph, "add1")][0]
    there = edits.insert(graph, drop, wire)
    assert sources(there, "add1") == ["drop1", "conv1"]
    assert sources(there, "drop1") == ["conv2"]


def test_insert_refuses_what_cannot_stand_on_a_wire():
    graph = lenet()
    wire = graph.feeds[node(graph, "conv2")][0]
    with refuses("conv1 has no free input, so it cannot be put onto a wire. Remove the wire that arrives first."):
        edits.insert(graph, node(graph, "conv1"), wire)
    with refuses("input1 has no free input, so it cannot be put onto a wire. Remove the wire that arrives first."):
        edits.insert(graph, node(graph, "input1"), wire)
    graph, output = edits.add(graph, Output(), (0, 0))
    with refuses("output2 has no output, so it cannot be put onto a wire. Put it at the end."):
        edits.insert(graph, output, wire)


def test_insert_refuses_a_node_at_an_end_of_the_wire_or_further_on():
    graph = residual()
    add = node(graph, "add1")
    with refuses("add1 is an end of that wire. Put it onto another one."):
        edits.insert(graph, add, graph.feeds[add][0])
    with refuses(
        "A wire from input1 to add1 would close a circle, because add1 leads to input1. "
        "Data flows one way: start the wire at a node that does not come after add1."
    ):
        loop = chain(Input(), Conv2D(), Add())
        edits.insert(_renamed_circle(loop), node(loop, "add1"), Wire(node(loop, "input1"), node(loop, "conv1")))


def _renamed_circle(graph: Graph) -> Graph:
    """add1 leads to input1, which no edit allows; a stand-in for any node that already comes before the wire."""
    return graph.replace(wires=tuple(sorted([*graph.wires, Wire(node(graph, "add1"), node(graph, "input1"))])))


def test_change_keeps_wires_or_says_which_are_in_the_way():
    graph = residual()
    add, conv = node(graph, "add1"), node(graph, "conv1")
    assert edits.change(graph, add, Concatenate()).wires == graph.wires
    with refuses("add1 cannot become Dense, which has one input: 2 wires are at its inputs. Remove wires first."):
        edits.change(graph, add, Dense())
    with refuses("conv1 cannot become Input, which has no input: one wire is at its inputs. Remove wires first."):
        edits.change(graph, conv, Input())
    with refuses("conv1 cannot become Output, which has no output: 2 wires are from it. Remove wires first."):
        edits.change(graph, conv, Output())


@given(
    st.lists(st.sampled_from(["conv1", "conv2", "conv3", "conv12", "pool1", "x"])),
    st.sets(st.sampled_from(["conv2", "conv4", "x1", "pool1"])),
)
def test_free_names_are_the_first_free_ones_whatever_came_before(names: list[str], taken: set[str]):
    given_names = FreeNames(taken)
    for name in names:
        wanted = name if name not in taken else first_free(stem(name), taken)
        assert given_names.take(name, Conv2D()) == wanted
        taken.add(wanted)


def test_paste_gives_ids_and_names_of_its_own():
    graph = residual()
    fragment = edits.copy(graph, [node(graph, "conv2"), node(graph, "add1")])
    assert len(fragment.wires) == 1
    pasted, ids = edits.paste(graph, fragment, (24, 24))
    assert [pasted.nodes[key].name for key in ids] == ["conv3", "add2"]
    assert not set(ids) & set(graph.nodes)
    assert sources(pasted, "add2") == ["conv3"]
    old = graph.nodes[node(graph, "conv2")].position
    assert pasted.nodes[ids[0]].position == (old[0] + 24, old[1] + 24)


def test_a_copy_of_a_long_name_has_a_name_that_can_be_one():
    graph, long = edits.add(Graph(), Conv2D(), (0, 0), name="a" * 60)
    graph, (copy,) = edits.paste(graph, edits.copy(graph, [long]), (24, 24))
    assert graph.nodes[copy].name == "a" * 59 + "1"
    assert name_fault(graph.nodes[copy].name) is None


def test_wires_of_a_module_change_places():
    graph = graph_of({"one": Input(), "other": Input(), "join1": Instance(join())}, "one join1 0", "other join1 1")
    wire = graph.feeds["join1"][0]
    swapped = edits.reorder(graph, wire, 1)
    assert [wire.source for wire in swapped.feeds["join1"]] == ["other", "one"]
    alone = edits.reorder(edits.disconnect(graph, graph.feeds["join1"][1]), wire, 1)
    assert alone.wires == (Wire("one", "join1", 1),)


def test_a_module_comes_where_a_block_was_if_its_ports_suit():
    blocks = {"one": Input(), "other": Input(), "join1": Instance(join()), "conv1": Conv2D()}
    graph = graph_of(blocks, "one join1", "other join1 1", "join1 conv1")
    assert edits.change(graph, "join1", Instance(join(), {})).wires == graph.wires
    assert edits.change(graph, "join1", Add()).wires == graph.wires
    with refuses("join1 cannot become Split, which has one input: 2 wires are at its inputs. Remove wires first."):
        edits.change(graph, "join1", Instance(split()))
    graph = graph_of({"split1": Instance(split()), "conv1": Conv2D()}, "split1 conv1 0 1")
    with refuses("split1 cannot become conv_relu, which has one output: one wire is from it. Remove wires first."):
        edits.change(graph, "split1", Instance(unit()))


def test_a_module_of_a_name_that_is_taken_steps_aside():
    graph, one = edits.add(Graph(), Instance(split()), (0, 0))
    graph, other = edits.add(graph, Instance(replace(split(), title="Another")), (0, 0))
    fragment, _ = edits.add(Graph(), Instance(replace(split(), title="Third")), (0, 0))
    graph, (pasted,) = edits.paste(graph, fragment, (24, 24), elsewhere={"split_3": split()})
    blocks = [graph.nodes[each].block for each in (one, other, pasted)]
    assert [block.module.name for block in blocks if isinstance(block, Instance)] == ["split", "split_2", "split_4"]
    assert [graph.nodes[each].name for each in (one, other, pasted)] == ["split1", "split2", "split3"]


def test_what_is_gone_is_told():
    graph = chain(Conv2D(), Flatten())
    with refuses("The drawing has no node with the id gone. It may have been removed since."):
        edits.remove(graph, ["gone"])
    with refuses("The drawing has no wire from here to there. It may have been removed since."):
        edits.disconnect(graph, Wire("here", "there"))


@given(numbers)
def test_any_edits_leave_a_sound_drawing(edit_list: list[Numbers]):
    for graph in drawn(edit_list):
        known = modules_of(graph)
        for each in (graph, *(module.graph for module in known.values())):
            _check_sound(each)
        assert all(known[each.module.name] == each.module for each in nested(graph))


def _check_sound(graph: Graph) -> None:
    names = [n.name for n in graph.nodes.values()]
    assert len(set(names)) == len(names)
    assert list(graph.wires) == sorted(set(graph.wires))
    assert all(wire.source in graph.nodes and wire.target in graph.nodes for wire in graph.wires)
    assert all(graph.nodes[key].id == key for key in graph.nodes)
    assert all(graph.notes[key].id == key for key in graph.notes)
    assert not graph.nodes.keys() & graph.notes.keys()
    assert paths.order(graph)[1] == []
    assert all(wire.outlet < outputs_of(graph.nodes[wire.source].block) for wire in graph.wires)
    for target, wires in graph.feeds.items():
        ports = [wire.port for wire in wires]
        assert len(set(ports)) == len(ports)
        inputs = inputs_of(graph.nodes[target].block)
        assert ports == list(range(len(ports))) if inputs is None else all(port < inputs for port in ports)


def test_places_are_whole_pixels_as_in_the_file():
    graph = lenet()
    conv = node(graph, "conv1")
    moved = edits.move(graph, {conv: (10.4, -20.6)})
    assert moved.nodes[conv].position == (10.0, -21.0)
    pasted, (copied,) = edits.paste(moved, edits.copy(moved, [conv]), (0.7, 0.2))
    assert pasted.nodes[copied].position == (11.0, -21.0)
