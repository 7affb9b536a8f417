"""A block beside the selection, wired where it fits."""

from __future__ import annotations

import pytest

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.graph import edits
from studio.graph.cards import COLUMN, ROW
from studio.graph.edits import EditRefused
from studio.graph.measure import measure
from studio.graph.model import Graph, Wire
from studio.graph.quick.growing import grown, joined, waiting
from studio.graph.quick.trial import Start


def start() -> tuple[Graph, str]:
    return edits.add(Graph(), Input(), (0.0, 0.0))


def test_it_stands_one_column_on_and_is_wired() -> None:
    graph, entry = start()
    found = grown(graph, measure(graph), Conv2D(), [Start(entry)])
    assert found.refusal == ""
    assert found.graph.nodes[found.node].position == (COLUMN, 0.0)
    assert found.graph.wires == (Wire(entry, found.node),)
    again = grown(found.graph, measure(found.graph), Conv2D(), [Start(entry)])
    assert again.graph.nodes[again.node].position == (COLUMN, ROW)


def test_what_does_not_fit_is_placed_without_its_wire_and_says_why() -> None:
    graph, entry = start()
    found = grown(graph, measure(graph), Output(), [Start(entry)])
    assert found.graph.wires == ()
    assert found.refusal == (
        "Output needs a vector with one value a class. Received: (28, 28, 1). "
        "Put a Flatten and a Dense before it, or choose the meaning values."
    )
    found = grown(graph, measure(graph), Input(), [Start(entry)])
    assert found.refusal == "Input has no input: images enter there. Lead the wire to another node."


def test_several_selected_nodes_are_merged() -> None:
    graph, entry = start()
    graph, left, _ = grown(graph, measure(graph), Conv2D(), [Start(entry)])
    graph, right, _ = grown(graph, measure(graph), Conv2D(), [Start(entry)])
    found = grown(graph, measure(graph), Add(), [Start(left), Start(right)])
    assert found.graph.feeds[found.node] == (Wire(left, found.node, 0), Wire(right, found.node, 1))
    found = grown(graph, measure(graph), Conv2D(), [Start(left), Start(right)])
    assert found.graph.feeds[found.node] == (Wire(left, found.node),)


def test_from_an_input_it_stands_before() -> None:
    graph, conv = edits.add(Graph(), Conv2D(), (0.0, 0.0))
    found = grown(graph, measure(graph), Input(), [Start(conv, 0)])
    assert found.graph.nodes[found.node].position == (-COLUMN, 0.0)
    assert found.graph.wires == (Wire(found.node, conv),)


def test_a_place_of_its_own_is_kept() -> None:
    graph, _ = start()
    found = grown(graph, measure(graph), Conv2D(), [], (400.0, 300.0))
    assert found.graph.nodes[found.node].position == (400.0, 300.0)
    assert found.graph.wires == ()


def test_what_waits_for_a_wire_is_offered_where_it_fits() -> None:
    graph, entry = start()
    graph, _ = edits.add(graph, Output(), (800.0, 0.0))
    assert waiting(graph, measure(graph), Start(entry)) == ()
    graph, dense, _ = grown(graph, measure(graph), Dense(), [Start(entry)])
    graph, flat = edits.add(graph, Dense(), (900.0, 0.0))
    vector = edits.disconnect(graph, graph.wires[0])
    assert set(waiting(vector, measure(vector), Start(entry))) == {dense, flat}
    assert waiting(vector, measure(vector), Start(entry, 0)) == ()


def test_a_wire_that_does_not_fit_is_refused() -> None:
    graph, entry = start()
    graph, end = edits.add(graph, Output(), (800.0, 0.0))
    with pytest.raises(EditRefused, match="Output needs a vector"):
        joined(graph, measure(graph), Start(entry), end)
    graph, dense = edits.add(graph, Dense(), (200.0, 0.0))
    assert joined(graph, measure(graph), Start(entry), dense).wires == (Wire(entry, dense),)
