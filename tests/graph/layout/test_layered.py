"""No card covers another, chains read like text, and equal drawings look equal."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Add
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.cards import free_place
from studio.graph.layout.layered import CARD_HEIGHT, CARD_WIDTH, COLUMN, ROW, laid_out
from studio.graph.model import Graph, Position, Wire
from studio.graph.states import set_locked
from tests import networks
from tests.graph.drawings import Numbers, chain, circle, drawn, lenet, node, numbers, residual


def overlap(one: Position, other: Position) -> bool:
    return abs(one[0] - other[0]) < CARD_WIDTH and abs(one[1] - other[1]) < CARD_HEIGHT


def apart(places: dict[str, Position]) -> bool:
    return not any(overlap(one, other) for one, other in combinations(places.values(), 2))


@pytest.fixture(scope="module")
def whole_googlenet() -> Graph:
    """GoogLeNet without modules, never laid out."""
    graph = networks.DRAWINGS["GoogLeNet in full"]()
    return edits.move(graph, dict.fromkeys(graph.nodes, (0.0, 0.0)))


@given(numbers)
def test_cards_never_overlap(edit_list: list[Numbers]):
    graph = drawn(edit_list)[-1]
    graph = set_locked(graph, graph.nodes, False)  # locked cards stay where they are, on others too
    places = laid_out(graph)
    assert places.keys() == graph.nodes.keys()
    assert apart(places)
    assert all(x >= 0 and y >= 0 for x, y in places.values())


@given(numbers)
def test_equal_drawings_get_equal_places(edit_list: list[Numbers]):
    graph = drawn(edit_list)[-1]
    again = Graph(nodes=dict(reversed(graph.nodes.items())), wires=graph.wires)
    assert laid_out(again) == laid_out(graph)


def test_a_short_chain_is_a_row():
    graph = chain(Input(), *[Dropout()] * 3)
    places = laid_out(graph)
    assert [places[key] for key in graph.nodes] == [(index * COLUMN, 0) for index in range(4)]


def test_a_chain_too_long_folds_into_rows_that_fit_the_board():
    graph = chain(Input(), *[Dropout()] * 9)
    places = laid_out(graph, width=1080)
    assert [places[key] for key in graph.nodes] == [(index % 5 * COLUMN, index // 5 * ROW) for index in range(10)]
    assert max(x for x, _ in places.values()) + CARD_WIDTH <= 1080


def test_the_longer_way_is_straight_and_a_shortcut_without_nodes_takes_no_row():
    graph = residual()
    places = laid_out(graph, width=4000)
    assert {y for _, y in places.values()} == {0.0}
    conv1, conv2, add1 = (places[node(graph, name)] for name in ("conv1", "conv2", "add1"))
    assert conv1[0] < conv2[0] < add1[0]


def test_rows_break_where_few_wires_are_cut():
    graph = chain(Input(shape=(8, 8, 4)), Conv2D(filters=4, padding="same"))
    last = node(graph, "conv1")
    for _ in range(12):
        before = last
        for block in (Conv2D(filters=4, padding="same"), Conv2D(filters=4, padding="same"), Add()):
            graph, new = edits.add(graph, block, (0, 0))
            graph, last = edits.connect(graph, last, new), new
        graph = edits.connect(graph, before, last)
    places = laid_out(graph)
    ends = {graph.nodes[wire.source].name for wire in graph.wires if places[wire.target][0] < places[wire.source][0]}
    assert ends
    assert all(name.startswith("add") for name in ends)


def test_branches_lie_in_the_order_of_the_ports_that_they_lead_to(whole_googlenet: Graph):
    places = laid_out(whole_googlenet)
    merges = [wires for wires in whole_googlenet.feeds.values() if len(wires) > 1]
    heights = [[places[wire.source][1] for wire in wires] for wires in merges]
    assert len(heights) == 9
    assert heights == [sorted(each) for each in heights]


def test_one_wire_leads_from_row_to_row_where_that_can_be(whole_googlenet: Graph):
    places = laid_out(whole_googlenet)
    back = [wire for wire in whole_googlenet.wires if places[wire.target][0] < places[wire.source][0]]
    assert [len(whole_googlenet.follows[wire.source]) for wire in back] == [1, 1]


def test_a_part_stays_where_it_is():
    graph = lenet()
    ids = [node(graph, name) for name in ("conv2", "pool2", "flatten1")]
    places = laid_out(graph, ids=ids)
    assert places == {key: (4 * 208.0 + index * COLUMN, 0.0) for index, key in enumerate(ids)}


def test_a_part_with_a_wire_above_it_stays_where_it_is_too():
    graph = networks.DRAWINGS["squeeze and excite"]()
    assert laid_out(graph, 4000, list(graph.nodes)) == laid_out(graph, 4000)
    assert {y for _, y in laid_out(graph, 4000).values()} == {0.0}


def test_circles_do_no_harm():
    graph = circle()
    conv = node(graph, "conv1")
    looped = graph.replace(wires=tuple(sorted([*graph.wires, Wire(conv, conv, 1)])))
    assert apart(laid_out(graph))
    assert apart(laid_out(looped))


@pytest.mark.parametrize("count", [12, 60])
def test_a_dense_drawing_takes_no_time_to_speak_of(count: int):
    graph = chain(*[Add() for _ in range(count)])
    ids = list(graph.nodes)
    wires = tuple(sorted(Wire(source, target, port) for port_of, target in enumerate(ids) for port, source in enumerate(ids[:port_of])))
    places = laid_out(graph.replace(wires=wires))
    assert apart(places)
    assert all(places[wire.source] != places[wire.target] for wire in wires)


def test_a_new_card_finds_a_free_place():
    graph = chain(Input(), Conv2D())
    assert free_place(graph, (0.0, 0.0)) == (0.0, ROW)
    assert free_place(graph, (100.0, -20.0)) == (100.0, ROW)
    assert free_place(graph, (1000.0, 0.0)) == (1000.0, 0.0)
