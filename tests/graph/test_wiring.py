"""Wires that are exchanged one by one leave the drawing as wiring all of it anew would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Add
from studio.graph import edits
from studio.graph.model import Graph, Wire
from studio.graph.wiring import exchanged, rewired
from tests.graph.drawings import Numbers, chain, drawn, node, numbers, wired


def fresh(graph: Graph) -> Graph:
    """The same drawing without anything that it keeps."""
    return Graph(graph.nodes, graph.wires, graph.notes)


@given(numbers)
def test_after_any_edit_the_indexes_are_those_of_a_fresh_drawing(edit_list: list[Numbers]):
    for graph in drawn(edit_list):
        assert graph.wires == tuple(sorted(set(graph.wires)))
        assert (graph.feeds, graph.follows) == (fresh(graph).feeds, fresh(graph).follows)


@given(numbers, st.data())
def test_wires_that_go_leave_what_wiring_anew_leaves(edit_list: list[Numbers], data: st.DataObject):
    graph = drawn(edit_list)[-1]
    gone = data.draw(st.sets(st.sampled_from(graph.wires))) if graph.wires else set()
    found = exchanged(graph, gone)
    assert found == rewired(fresh(graph), [wire for wire in graph.wires if wire not in gone])
    assert (found.feeds, found.follows) == (fresh(found).feeds, fresh(found).follows)


def test_the_wires_that_an_edit_leaves_alone_stay_the_same_objects():
    graph = wired(chain(Input(shape=(8, 8, 4)), Conv2D(filters=4, padding="same"), Add()), "input1", "add1")
    kept = graph.feeds[node(graph, "conv1")]
    first, _ = graph.feeds[node(graph, "add1")]
    found = edits.disconnect(graph, first)
    assert found.feeds[node(graph, "conv1")] is kept
    assert found.feeds[node(graph, "add1")] == (Wire(node(graph, "input1"), node(graph, "add1"), 0),)


def test_the_drawing_before_keeps_its_own_wires():
    graph = chain(Input(shape=(8, 8, 4)), Conv2D(filters=4), Conv2D(filters=4))
    before = dict(graph.feeds), dict(graph.follows)
    edits.remove(graph, [node(graph, "conv1")], heal=True)
    assert (graph.feeds, graph.follows) == before
