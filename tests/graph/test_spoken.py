"""What a screen reader says of a drawing, word for word."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Add
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.unknown import UnknownBlock
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.spoken import node_words, port_name, port_words, shape_words, wire_words
from tests.graph.drawings import chain, lenet, node, residual, wired


def spoken(graph: Graph, name: str, issues: int = 0) -> str:
    return node_words(graph, measure(graph), node(graph, name), issues)


def ports(graph: Graph, name: str, *numbers: int) -> list[str]:
    return [port_words(graph, node(graph, name), number) for number in numbers]


def forked() -> Graph:
    """An Input, and a module `fork` with inputs `image` and `mask`, and outputs `left` and `right`."""
    inner = Graph()
    for place, (entry, leaving) in enumerate((("image", "left"), ("mask", "right")), start=1):
        inner, start = edits.add(inner, ModuleInput(port=place), (0, 0), entry)
        inner, end = edits.add(inner, ModuleOutput(port=place), (208, 0), leaving)
        inner = edits.connect(inner, start, end)
    graph, image = edits.add(Graph(), Input(shape=(8, 8, 3)), (0, 0))
    graph, fork = edits.add(graph, Instance(Module("fork", inner, title="Fork in the road")), (208, 0))
    graph, conv = edits.add(graph, Conv2D(), (416, 0))
    graph = edits.connect(graph, image, fork, 1)
    return edits.connect(graph, fork, conv, outlet=1)


def test_nodes_are_named_with_block_shape_and_issues():
    graph = lenet()
    assert spoken(graph, "conv1", 1) == "conv1, Conv2D, 28 by 28 by 6, one issue"
    assert spoken(graph, "dense1", 3) == "dense1, Dense, 120, 3 issues"
    assert spoken(graph, "input1") == "input1, Input, 28 by 28 by 1"


def test_what_is_not_known_is_said():
    graph, _ = edits.add(Graph(), UnknownBlock({"kind": "Capsule"}), (0, 0))
    assert spoken(graph, "capsule1") == "capsule1, Capsule, no shape"


def test_states_are_said():
    graph = chain(Input(shape=(8, 8, 3)), Conv2D())
    changed = replace(graph.nodes[node(graph, "conv1")], state="bypassed", locked=True)
    graph = graph.replace(nodes={**graph.nodes, changed.id: changed})
    assert spoken(graph, "conv1").endswith(", bypassed, locked")


@pytest.mark.parametrize(
    ("shape", "words"), [(None, "no shape"), ((28, 28, 6), "28 by 28 by 6"), ((None, None, 3), "any by any by 3"), ((), "one value")]
)
def test_shapes(shape, words):
    assert shape_words(shape) == words


def test_ports_say_what_they_are_wired_to():
    graph = residual()
    assert ports(graph, "add1", 0, 1, -1) == ["input 1 of add1, from conv2", "input 2 of add1, from conv1", "output of add1, to flatten1"]
    assert ports(graph, "conv1", 0, -1)[0] == "input of conv1, from input1"
    assert ports(graph, "conv1", -1)[0] in ("output of conv1, to conv2 and add1", "output of conv1, to add1 and conv2")


def test_ports_without_a_wire_are_free():
    graph, _ = edits.add(lenet(), Add(), (0, 0))
    assert ports(graph, "add1", 0, 1, -1) == ["input 1 of add1, free", "input 2 of add1, free", "output of add1, free"]


def test_many_nodes_are_listed():
    graph = Graph()
    for block in (Input(), Conv2D(), Conv2D(), Conv2D()):
        graph, _ = edits.add(graph, block, (0, 0))
    for name in ("conv1", "conv2", "conv3"):
        graph = wired(graph, "input1", name)
    (words,) = ports(graph, "input1", -1)
    assert sorted(words.removeprefix("output of input1, to ").replace(" and ", ", ").split(", ")) == ["conv1", "conv2", "conv3"]
    assert words.count(" and ") == 1


def test_ports_of_modules_have_names():
    graph = forked()
    assert spoken(graph, "fork1").startswith("fork1, Fork in the road, ")
    assert ports(graph, "fork1", 0, 1, -1, -2) == [
        "input 1 of fork1, image, free",
        "input 2 of fork1, mask, from input1",
        "output 1 of fork1, left, free",
        "output 2 of fork1, right, to conv1",
    ]
    assert port_name(graph.nodes[node(graph, "fork1")].block, 7) == ""


def test_wires_are_named_with_what_they_carry():
    graph = residual()
    shortcut = next(wire for wire in graph.feeds[node(graph, "add1")] if wire.port == 1)
    assert wire_words(graph, measure(graph), shortcut) == "wire from conv1 to input 2 of add1, 8 by 8 by 4"
    graph = wired(forked(), "input1", "fork1")
    (wire,) = graph.feeds[node(graph, "conv1")]
    assert wire_words(graph, measure(graph), wire) == "wire from output 2 of fork1 to input of conv1, 8 by 8 by 3"
