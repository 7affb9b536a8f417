"""A diff leads from one drawing to the other and back."""

from __future__ import annotations

from hypothesis import given

from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.diff import Diff, apply, diff
from studio.graph.model import Graph
from tests.graph.drawings import Numbers, drawn, lenet, node, numbers


@given(numbers, numbers)
def test_a_diff_leads_there(first: list[Numbers], later: list[Numbers]):
    old, new = drawn(first)[-1], drawn(later, start=drawn(first[: len(first) // 2])[-1])[-1]
    way = diff(old, new)
    assert apply(way, old) == new
    assert bool(way) == (old != new)


def test_a_diff_says_what_changed():
    old = lenet()
    conv, wire = node(old, "conv1"), old.wires[0]
    new, drop = edits.add(edits.move(old, {conv: (5.0, 5.0)}), Dropout(), (0, 0))
    new = edits.insert(new, drop, wire)
    way = diff(old, new)
    assert set(way.added) == {drop}
    assert not way.removed
    assert {change.new.position for change in way.changed.values()} == {(5.0, 5.0)}
    assert way.wires_removed == (wire,)
    assert len(way.wires_added) == 2


def test_nothing_changed():
    graph = lenet()
    assert diff(graph, graph) == Diff()
    assert not diff(graph, Graph(nodes=dict(reversed(graph.nodes.items())), wires=graph.wires))
