"""Figures are those counted by hand, and an edit gives the same figures as a fresh look."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.figures import Figures
from studio.graph.measure import measure
from studio.graph.model import Graph
from tests.graph.drawings import Numbers, chain, circle, drawn, edited, lenet, node, numbers, residual, vgg16


def figures(graph: Graph, name: str) -> Figures:
    return measure(graph).figures[node(graph, name)]


def test_lenet_by_hand():
    measured = measure(lenet())
    assert measured.weights == 61_706
    assert measured.multiply_adds == 416_520
    assert measured.fixed == 0
    assert measured.issues == ()
    assert len(measured.used) == 11


@pytest.mark.parametrize(
    ("name", "shape", "weights", "multiply_adds", "memory", "size", "stride"),
    [
        ("pad1", (32, 32, 1), 0, 0, 4 * 1024, 1, 1),
        ("conv1", (28, 28, 6), 156, 117_600, 18_816, 5, 1),
        ("pool1", (14, 14, 6), 0, 0, 4_704, 6, 2),
        ("conv2", (10, 10, 16), 2_416, 240_000, 6_400, 14, 2),
        ("pool2", (5, 5, 16), 0, 0, 1_600, 16, 4),
        ("dense1", (120,), 48_120, 48_000, 480, math.inf, 4),
    ],
)
def test_lenet_node_by_node(name: str, shape: tuple[int, ...], weights: int, multiply_adds: int, memory: int, size: float, stride: float):
    got = figures(lenet(), name)
    assert (got.shape, got.weights, got.multiply_adds, got.memory) == (shape, weights, multiply_adds, memory)
    assert got.reach.size == (size, size)
    assert got.reach.stride == (stride, stride)


def test_vgg16_by_hand():
    graph = vgg16()
    assert measure(graph).weights == 138_357_544
    assert measure(graph).multiply_adds == 15_470_264_320
    assert figures(graph, "pool5").reach == ((212, 212), (32, 32))


def test_the_longer_way_counts_for_what_a_merge_sees():
    graph = residual()
    assert figures(graph, "conv1").reach.size == (3, 3)
    assert figures(graph, "add1").reach.size == (5, 5)


def test_what_is_not_in_the_network_does_not_count():
    graph = chain(Dense(units=1000), graph=lenet())
    graph = chain(Input(shape=(8, 8, 3)), Conv2D(), graph=edits.remove(graph, [node(graph, "input1")]))
    assert measure(lenet()).weights == measure(chain(Dense(units=1000), graph=lenet())).weights
    assert measure(graph).weights == 0


def test_the_order_is_that_of_the_data():
    graph = residual()
    names = [graph.nodes[key].name for key in measure(graph).order]
    assert names == ["input1", "conv1", "conv2", "add1", "flatten1", "dense1", "output1"]


def test_a_circle_has_no_shapes_and_the_rest_has():
    graph = circle()
    measured = measure(graph)
    assert set(measured.figures) == set(graph.nodes) == set(measured.order)
    assert {graph.nodes[key].name for key in measured.tangled} == {"conv1", "conv2", "add1", "flatten1", "dense1", "output1"}
    assert measured.figures[node(graph, "input1")].shape == (8, 8, 1)
    assert measured.figures[node(graph, "conv1")].shape is None


def test_an_edit_keeps_the_figures_that_it_does_not_touch():
    graph = lenet()
    before = measure(graph)
    conv2 = node(graph, "conv2")
    block = graph.nodes[conv2].block
    assert isinstance(block, Conv2D)
    edited_graph = edits.change(graph, conv2, block.replace(use_bias=False))
    after = measure(edited_graph, (graph, before))
    assert after.figures[conv2].weights == 2_400
    others = set(graph.nodes) - {conv2}
    assert all(after.figures[key] is before.figures[key] for key in others)


def test_a_long_chain_needs_no_stack():
    graph = chain(Input(shape=(4, 4, 1)), *[Dropout()] * 3, Output(meaning="values"))
    fragment = edits.copy(graph, [node(graph, "drop1")])
    last = node(graph, "drop3")
    for _ in range(1500):
        graph, (new,) = edits.paste(graph, fragment, (0, 0))
        graph = edits.connect(graph, last, new)
        last = new
    assert measure(graph).figures[last].shape == (4, 4, 1)


@given(numbers, numbers)
def test_after_any_edits_the_figures_are_those_of_a_fresh_look(first: list[Numbers], later: list[Numbers]):
    graph = drawn(first)[-1]
    measured = measure(graph)
    for edit in later:
        new = edited(graph, edit)
        measured, graph = measure(new, (graph, measured)), new
        assert measured == measure(graph)


@given(numbers, numbers)
def test_any_earlier_drawing_serves_as_a_start(first: list[Numbers], later: list[Numbers]):
    one, other = drawn(first)[-1], drawn(first + later)[-1]
    assert measure(one, (other, measure(other))) == measure(one)


@given(numbers, numbers, st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_after_any_edits_inside_a_module_the_figures_are_those_of_a_fresh_look(
    first: list[Numbers], later: list[Numbers], sizes: list[int]
):
    graph, entry = edits.add(drawn(first)[-1], ModuleInput(), (0.0, 0.0))
    graph, way_out = edits.add(graph, ModuleOutput(), (0.0, 0.0))
    graph = edits.connect(graph, entry, way_out)
    measured = None
    for place, new in enumerate(drawn(later, graph)):
        arriving = {entry: Figures((8, 8, sizes[place % len(sizes)]))} if entry in new.nodes else {}
        found = measure(new, measured and (graph, measured), arriving)
        assert found == measure(new, given=arriving)
        graph, measured = new, found
