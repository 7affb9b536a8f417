"""Copied nodes as text."""

import pytest

from studio.blocks.dense import Dense
from studio.blocks.unknown import UnknownBlock
from studio.canvas.clipboard import NotAGraph, read, written
from studio.canvas.sample import lenet
from studio.graph import edits
from studio.graph.model import Graph, Wire


def test_what_was_written_is_read_back():
    graph, _ = edits.add(lenet(), UnknownBlock({"kind": "Capsule", "routes": 3}), (10.0, 20.0))
    assert read(written(graph)) == graph


@pytest.mark.parametrize("text", ["", "hello", "{}", '{"kind": "something else"}', "[1, 2]", "\udc80"])
def test_other_text_is_refused_in_words(text):
    with pytest.raises(NotAGraph) as refused:
        read(text)
    assert str(refused.value) == "What was copied is not part of a drawing. Expected: nodes copied from a board. Copy some nodes first."


def test_a_newer_version_is_refused_in_words():
    with pytest.raises(NotAGraph) as refused:
        read(written(Graph()).replace('"version": 1', '"version": 7'))
    assert str(refused.value) == (
        "What was copied comes from a newer version of the studio. Expected: version 1 or older. "
        "Received: version 7. Update this studio first."
    )


def test_values_that_a_block_refuses_are_named():
    graph, _ = edits.add(Graph(), Dense(units=7), (0.0, 0.0))
    with pytest.raises(NotAGraph) as refused:
        read(written(graph).replace(": 7", ": 0"))
    assert str(refused.value) == "What was copied holds what cannot be. Dense: units must be a whole number from 1 to 65536. Received: 0."


def test_a_wire_against_the_rules_is_refused():
    graph = lenet()
    wire = graph.wires[0]
    broken = Graph(graph.nodes, (*graph.wires, Wire(wire.target, wire.target, 0)))
    with pytest.raises(NotAGraph, match=r"^What was copied holds what cannot be\. "):
        read(written(broken))


def test_text_nested_without_end_is_refused_in_words():
    node = '{"id": "a", "name": "a", "position": [0, 0], "block": {"kind": "Dense", "units": ' + "[" * 100_000 + "]" * 100_000 + "}}"
    with pytest.raises(NotAGraph) as error:
        read(f'{{"kind": "abyss graph", "nodes": [{node}]}}')
    assert str(error.value) == "What was copied is not part of a drawing. Expected: nodes copied from a board. Copy some nodes first."
