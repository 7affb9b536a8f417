"""A wire that may not be drawn is refused in a whole sentence."""

from __future__ import annotations

import pytest

from studio.blocks.block import ShapeError
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.reshaping import Flatten
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.rules import free_port, refusal, shape_with
from tests.graph.drawings import chain, node, residual


def told(graph: Graph, source: str, target: str, port: int) -> str | None:
    return refusal(graph, node(graph, source), node(graph, target), port, measure(graph))


@pytest.mark.parametrize(
    ("source", "target", "port", "sentence"),
    [
        ("output1", "conv1", 0, "output1 has no output: the network ends there. Start the wire at another node."),
        ("conv1", "input1", 0, "input1 has no input: images enter there. Lead the wire to another node."),
        ("conv1", "conv1", 1, "conv1 cannot feed itself, for data flows one way. Lead the wire to another node."),
        ("input1", "conv2", 0, "Input 1 of conv2 is taken by conv1. Remove that wire first."),
        ("input1", "conv2", 1, "conv2 has one input. Received: input 2. Lead the wire to input 1."),
        ("input1", "add1", 4, "add1 takes its next wire at input 3. Received: input 5. Lead the wire there."),
        (
            "flatten1",
            "add1",
            2,
            "A wire from flatten1 to add1 would close a circle, because add1 leads to flatten1. "
            "Data flows one way: start the wire at a node that does not come after add1.",
        ),
    ],
)
def test_a_refusal_says_why(source: str, target: str, port: int, sentence: str):
    assert told(residual(), source, target, port) == sentence


def test_a_shape_that_a_merge_refuses():
    graph, conv = edits.add(residual(), Conv2D(filters=3, padding="same"), (0, 0))
    graph = edits.connect(graph, node(graph, "input1"), conv)
    assert told(graph, "conv3", "add1", 2) == (
        "Add needs inputs of one shape. Received: (8, 8, 4), (8, 8, 4), (8, 8, 3). "
        "Put a 1x1 Conv2D with 4 filters on the input with 3 channels."
    )


def test_a_wire_to_nowhere():
    graph = residual()
    assert refusal(graph, "gone", node(graph, "add1"), 2) == "A wire needs two nodes of the drawing. Received: gone, which is not there."


def test_shapes_are_checked_where_they_are_known():
    graph, dense = edits.add(chain(Input(shape=(4, 4, 1)), Flatten()), Conv2D(), (0, 0))
    flatten = node(graph, "flatten1")
    assert refusal(graph, flatten, dense, 0) is None
    assert refusal(graph, flatten, dense, 0, measure(graph)) == (
        "Conv2D needs an image (height, width, channels). Received: (16,). Put it before Flatten, or put a Reshape before it."
    )
    with pytest.raises(ShapeError):
        shape_with(graph, flatten, dense, 0, measure(graph))


def test_the_shape_that_a_wire_would_give():
    graph, dense = edits.add(chain(Input(shape=(4, 4, 1)), Flatten()), Dense(units=7), (0, 0))
    graph, add = edits.add(graph, Add(), (0, 0))
    measured = measure(graph)
    assert shape_with(graph, node(graph, "flatten1"), dense, 0, measured) == (7,)
    assert shape_with(graph, node(graph, "flatten1"), add, 0, measured) is None
    assert shape_with(graph, dense, add, 0, measured) is None


def test_the_next_free_port():
    graph = residual()
    assert free_port(graph, node(graph, "add1")) == 2
    assert free_port(graph, node(graph, "conv1")) is None
    assert free_port(graph, node(graph, "input1")) is None
    assert free_port(graph, "gone") is None
    assert free_port(chain(Output()), node(graph, "output1")) is None
    alone = chain(Output())
    assert free_port(alone, node(alone, "output1")) == 0
