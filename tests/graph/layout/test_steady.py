"""Laying out again moves as little as possible: order, folding and most places stay, and so does what is locked."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Add, Concatenate
from studio.blocks.regularisation import Dropout
from studio.graph import edits, paths
from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, COLUMN, ROW
from studio.graph.layout.columns import columns
from studio.graph.layout.layered import laid_out
from studio.graph.layout.steady import crossings, steady
from studio.graph.model import Graph, Position
from tests.graph.drawings import Numbers, chain, drawn, node, numbers, wired

choices = st.lists(st.integers(0, 10_000), min_size=1, max_size=4)


def settled(graph: Graph) -> Graph:
    return edits.move(graph, laid_out(graph))


def residual_blocks(count: int) -> Graph:
    graph = chain(Input(shape=(8, 8, 4)), Conv2D(filters=4, padding="same"))
    last = node(graph, "conv1")
    for _ in range(count):
        before = last
        for block in (Conv2D(filters=4, padding="same"), Conv2D(filters=4, padding="same"), Add()):
            graph, new = edits.add(graph, block, (0, 0))
            graph, last = edits.connect(graph, last, new), new
        graph = edits.connect(graph, before, last)
    return settled(graph)


def inceptions(count: int) -> Graph:
    graph = chain(Input(shape=(8, 8, 4)))
    last = node(graph, "input1")
    for _ in range(count):
        graph, merged = edits.add(graph, Concatenate(), (0, 0))
        for length in (1, 2, 2, 2):
            end = last
            for _ in range(length):
                graph, new = edits.add(graph, Conv2D(), (0, 0))
                graph, end = edits.connect(graph, end, new), new
            graph = edits.connect(graph, end, merged)
        last = merged
    return settled(graph)


NETWORKS = {"a chain": settled(chain(Input(), *[Dropout()] * 20)), "residual": residual_blocks(8), "inception": inceptions(4)}


def flipped(before: dict[str, Position], after: dict[str, Position]) -> list[tuple[str, str]]:
    """Pairs that stood one above the other in a column and do so the other way round now."""
    pairs = [(one, two) for one, two in combinations(before, 2) if before[one][0] == before[two][0] and after[one][0] == after[two][0]]
    return [(one, two) for one, two in pairs if (before[one][1] - before[two][1]) * (after[one][1] - after[two][1]) < 0]


def bent(graph: Graph, before: dict[str, Position], after: dict[str, Position]) -> int:
    """How many of the wires have another length or direction than they had."""

    def ways(places: dict[str, Position]) -> list[Position]:
        pairs = ((places[wire.source], places[wire.target]) for wire in graph.wires)
        return [(end[0] - start[0], end[1] - start[1]) for start, end in pairs]

    return sum(one != two for one, two in zip(ways(before), ways(after), strict=True))


@pytest.mark.parametrize("graph", NETWORKS.values(), ids=NETWORKS)
@given(choices)
def test_a_node_put_onto_a_wire_keeps_the_order_and_bends_few_wires(graph: Graph, wires: list[int]):
    grown, new = edits.add(graph, Dropout(), (0.0, -400.0))
    grown = edits.insert(grown, new, graph.wires[wires[0] % len(graph.wires)])
    before, after = {key: each.position for key, each in graph.nodes.items()}, laid_out(grown)
    assert flipped(before, after) == []
    assert bent(graph, before, after) <= len(graph.wires) / 3  # those that run to a new row among them


@given(numbers)
def test_what_was_laid_out_stays(edit_list: list[Numbers]):
    graph = settled(drawn(edit_list)[-1])
    assert laid_out(graph) == {key: each.position for key, each in graph.nodes.items()}


@given(numbers)
def test_the_order_within_columns_stays_or_fewer_wires_cross(edit_list: list[Numbers]):
    graph = drawn(edit_list)[-1]
    for part in paths.parts(graph):
        fresh, kept = columns(part), steady(part)
        assert [sorted(column.heights) for column in kept] == [sorted(column.heights) for column in fresh]
        assert kept in (fresh, columns(part, {key: each.position[1] for key, each in part.nodes.items()}))
        assert crossings(part, kept) <= crossings(part, fresh)


def test_branches_that_a_person_exchanged_stay_exchanged():
    graph = edits.add(chain(Input(), Conv2D()), Conv2D(), (0, 0))[0]
    graph = edits.add(graph, Add(), (0, 0))[0]
    for source, target in (("input1", "conv2"), ("conv1", "add1"), ("conv2", "add1")):
        graph = wired(graph, source, target)
    graph = settled(graph)
    one, two = node(graph, "conv1"), node(graph, "conv2")
    turned = edits.move(graph, {one: graph.nodes[two].position, two: graph.nodes[one].position})
    assert laid_out(turned) == {key: each.position for key, each in turned.nodes.items()}


def test_rows_stay_as_they_are_until_one_no_longer_fits():
    graph = chain(Input(), *[Dropout()] * 8)
    ids = list(graph.nodes)
    rows = {key: (index * COLUMN, 0.0) if index < 4 else ((index - 4) * COLUMN, float(ROW)) for index, key in enumerate(ids)}
    graph = edits.move(graph, rows)
    assert laid_out(graph) == rows  # a fresh drawing would break after the fifth
    grown, new = edits.add(graph, Dropout(), (0, 0))
    grown = edits.insert(grown, new, graph.feeds[ids[2]][0])
    places = laid_out(grown)
    assert {key: places[key] for key in ids[4:]} == {key: rows[key] for key in ids[4:]}
    assert [places[key][0] for key in (ids[1], new, ids[2], ids[3])] == [COLUMN, 2 * COLUMN, 3 * COLUMN, 4 * COLUMN]
    grown, more = edits.add(grown, Dropout(), (0, 0))
    grown = edits.insert(edits.move(grown, places), more, graph.feeds[ids[4]][0])
    assert {y for _, y in laid_out(grown).values()} == {0.0, float(ROW), 2.0 * ROW}


@given(numbers, choices)
def test_locked_cards_stay_and_are_not_covered(edit_list: list[Numbers], chosen: list[int]):
    graph = drawn(edit_list)[-1]
    ids = list(graph.nodes)
    locked = {ids[index % len(ids)] for index in chosen} if ids else set[str]()
    held = graph.replace(nodes={key: replace(each, locked=key in locked) for key, each in graph.nodes.items()})
    places = laid_out(held)
    assert places.keys() == graph.nodes.keys()
    assert all(places[key] == graph.nodes[key].position for key in locked)
    covered = [
        (one, two)
        for one, two in combinations(places, 2)
        if abs(places[one][0] - places[two][0]) < CARD_WIDTH and abs(places[one][1] - places[two][1]) < CARD_HEIGHT
    ]
    assert all(one in locked and two in locked for one, two in covered)


def test_the_drawing_is_laid_out_around_a_locked_card():
    graph = chain(Input(), *[Dropout()] * 3)
    ids = list(graph.nodes)
    graph = edits.move(graph, {ids[1]: (1000.0, 80.0)})
    held = graph.replace(nodes={**graph.nodes, ids[1]: replace(graph.nodes[ids[1]], locked=True)})
    assert laid_out(held) == {key: (1000.0 + (index - 1) * COLUMN, 80.0) for index, key in enumerate(ids)}
