"""Connecting several nodes in a row: the order, what is allowed, and what is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.reshaping import Flatten
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.quick.chaining import chained, reading_order, sentence


def placed(*blocks) -> Graph:
    """Unwired nodes, each with its place."""
    graph = Graph()
    for block, place in blocks:
        graph, _ = edits.add(graph, block, place)
    return graph


def named_wires(graph: Graph) -> list[str]:
    name = {node_id: node.name for node_id, node in graph.nodes.items()}
    return sorted(f"{name[wire.source]}.{wire.outlet} {name[wire.target]}.{wire.port}" for wire in graph.wires)


def chain_all(graph: Graph):
    return chained(graph, graph.nodes, measure(graph))


def test_nodes_are_read_in_rows_from_the_left():
    graph = placed((Flatten(), (0, 250)), (Conv2D(), (208, 20)), (Input(), (0, 0)), (Dense(), (208, 240)))
    assert [node.name for node in reading_order(graph.nodes.values())] == ["input1", "conv1", "flatten1", "dense1"]


def test_every_node_is_wired_to_the_next():
    found = chain_all(placed((Flatten(), (0, 250)), (Conv2D(), (208, 20)), (Input(), (0, 0)), (Dense(), (208, 240))))
    assert named_wires(found.graph) == ["conv1.0 flatten1.0", "flatten1.0 dense1.0", "input1.0 conv1.0"]
    assert (found.made, found.refused) == (3, ())


def test_what_is_wired_stays_and_what_is_refused_is_said():
    graph = placed((Input(), (0, 0)), (Conv2D(), (208, 0)), (Output(), (416, 0)), (Dense(), (624, 0)))
    conv, output = graph.named("conv1"), graph.named("output1")
    graph = edits.connect(graph, conv.id, output.id)
    found = chain_all(graph)
    assert named_wires(found.graph) == ["conv1.0 output1.0", "input1.0 conv1.0"]
    assert found.refused == ("output1 has no output: the network ends there. Start the wire at another node.",)
    assert sentence(graph, list(graph.nodes), found) == found.refused[0]


def test_shapes_are_checked_as_they_become_known():
    graph = placed((Input(shape=(8, 8, 3)), (0, 0)), (Flatten(), (208, 0)), (Conv2D(), (416, 0)))
    found = chain_all(graph)
    assert named_wires(found.graph) == ["input1.0 flatten1.0"]
    (told,) = found.refused
    assert told.startswith("Conv2D needs")


def test_inside_a_module_what_arrives_is_remembered():
    graph = placed((ModuleInput(), (0, 0)), (Flatten(), (208, 0)), (Conv2D(), (416, 0)))
    arriving = measure(placed((Input(shape=(8, 8, 3)), (0, 0)))).figures
    given = {node.id: next(iter(arriving.values())) for node in graph.nodes.values() if isinstance(node.block, ModuleInput)}
    found = chained(graph, graph.nodes, measure(graph, given=given))
    assert found.made == 1


def test_a_module_with_two_outputs_gives_the_free_one():
    inner = placed((ModuleInput(), (0, 0)), (ModuleOutput(port=1), (208, 0)), (ModuleOutput(port=2), (208, 240)))
    graph = placed((Input(), (0, 0)), (Instance(Module("split", inner)), (208, 0)), (Dense(), (416, 0)), (Add(), (800, 0)))
    split, add = graph.named("split1"), graph.named("add1")
    graph = edits.connect(graph, split.id, add.id)
    found = chained(graph, [split.id, graph.named("dense1").id], measure(graph))
    assert named_wires(found.graph) == ["split1.0 add1.0", "split1.1 dense1.0"]


def test_too_few_nodes_and_nothing_left_are_told():
    graph = placed((Input(), (0, 0)), (Conv2D(), (208, 0)))
    ids = list(graph.nodes)
    assert sentence(graph, ids[:1], chained(graph, ids[:1], measure(graph))) == (
        "Connecting in sequence needs two nodes or more. Received: 1. Select more with Shift and the arrow keys."
    )
    graph = edits.connect(graph, *ids)
    assert sentence(graph, ids, chain_all(graph)) == (
        "Nothing is left to connect: input1, conv1 feed each other in this order. Select other nodes."
    )


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=8, unique=True))
def test_a_second_time_draws_nothing(places):
    graph = placed(*((Dense(), (208.0 * x, 240.0 * y)) for x, y in places))
    found = chain_all(graph)
    assert found.made == len(places) - 1
    assert chain_all(found.graph).graph == found.graph
