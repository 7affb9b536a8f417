"""Wires from elsewhere come along with copies, where their sources are there and the rules allow it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.graph import edits
from studio.graph.model import Wire
from studio.graph.outside import arriving, joined
from tests.graph.drawings import Numbers, drawn, lenet, node, numbers, residual


def test_a_copy_of_a_branch_gets_its_source():
    graph = residual()
    conv = node(graph, "conv2")
    wires = arriving(graph, [conv])
    assert wires == (Wire(node(graph, "conv1"), conv),)
    pasted, (new,) = edits.paste(graph, edits.copy(graph, [conv]), (0, 200))
    assert joined(pasted, wires, {conv: new}).feeds[new] == (Wire(node(graph, "conv1"), new),)


def test_a_copy_of_a_merge_gets_its_sources_in_order():
    graph = residual()
    add = node(graph, "add1")
    pasted, (new,) = edits.paste(graph, edits.copy(graph, [add]), (0, 200))
    joint = joined(pasted, arriving(graph, [add]), {add: new})
    assert [wire.source for wire in joint.feeds[new]] == [wire.source for wire in graph.feeds[add]]


def test_what_is_gone_is_left_out():
    graph = lenet()
    conv = node(graph, "conv2")
    wires = arriving(graph, [conv])
    left = edits.remove(graph, [node(graph, "pool1")])
    pasted, (new,) = edits.paste(left, edits.copy(graph, [conv]), (0, 200))
    assert joined(pasted, wires, {conv: new}) == pasted
    assert joined(pasted, wires, {}) == pasted


@given(numbers, st.integers(0, 1 << 10))
def test_only_wires_to_the_copies_are_added(edit_list: list[Numbers], chosen: int):
    graph = drawn(edit_list)[-1]
    ids = [each for index, each in enumerate(graph.nodes) if chosen >> index & 1]
    fragment = edits.copy(graph, ids)
    pasted, new = edits.paste(graph, fragment, (0, 0))
    joint = joined(pasted, arriving(graph, ids), dict(zip(fragment.nodes, new, strict=False)))
    assert joint.nodes == pasted.nodes
    added = set(joint.wires) - set(pasted.wires)
    assert all(wire.target in new and wire.source not in new for wire in added)
