"""What makes the drawing of a network beautiful, as facts."""

from __future__ import annotations

from itertools import groupby, pairwise

import pytest

from studio.blocks.ends import Input
from studio.blocks.merging import Concatenate
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.cards import CARD_HEIGHT, COLUMN, ROW
from studio.graph.layout.depths import depths, trunk
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph, Position
from tests.graph.drawings import chain, node
from tests.networks import DRAWINGS

U_NETS = ("U-Net", "U-Net in full")
ONE_LINE = [name for name in DRAWINGS if name not in ("GoogLeNet in full", "a Siamese network", *U_NETS)]
"""Whose longest way has no equals beside it, and keeps to its height."""


def rows(graph: Graph, nodes: list[str]) -> list[list[Position]]:
    """Where these nodes lie, row by row."""
    found: list[list[Position]] = [[]]
    for key in nodes:
        place = graph.nodes[key].position
        if found[-1] and place[0] <= found[-1][-1][0]:
            found.append([])
        found[-1].append(place)
    return found


@pytest.mark.parametrize("name", ONE_LINE)
def test_the_longest_way_is_straight_within_a_row(name: str):
    graph = DRAWINGS[name]()
    way = trunk(graph, depths(graph))
    assert len(way) > 5
    assert [len({y for _, y in row}) for row in rows(graph, way)] == [1] * len(rows(graph, way))


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_run_without_branches_is_straight_within_a_row(name: str):
    graph = DRAWINGS[name]()
    for wire in graph.wires:
        if len(graph.follows[wire.source]) == len(graph.feeds[wire.target]) == 1:
            start, end = graph.nodes[wire.source].position, graph.nodes[wire.target].position
            assert start[1] == end[1] or end[0] < start[0]


@pytest.mark.parametrize("name", DRAWINGS)
def test_rows_lie_below_each_other(name: str):
    graph = DRAWINGS[name]()
    tops = [place[1] for row in rows(graph, trunk(graph, depths(graph))) for place in row[:1]]
    assert all(below - above >= ROW for above, below in pairwise(tops))


@pytest.mark.parametrize("name", U_NETS)
def test_a_u_net_is_a_u(name: str):
    graph = DRAWINGS[name]()
    way = [graph.nodes[node].position for node in trunk(graph, depths(graph))]
    assert [x for x, _ in way] == [COLUMN * column for column in range(len(way))], "in the data's way, from left to right"
    levels = [level for level, _ in groupby(y / ROW for _, y in way)]
    assert levels == [0, 1, 2, 3, 4, 3, 2, 1, 0]


@pytest.mark.parametrize("name", U_NETS)
def test_its_skips_run_level(name: str):
    graph = DRAWINGS[name]()
    skips = [wire for wires in graph.feeds.values() if len(wires) == 2 for wire in wires if wire.port == 1]
    assert len(skips) == 4
    assert all(graph.nodes[wire.source].position[1] == graph.nodes[wire.target].position[1] for wire in skips)


def test_shortcuts_take_no_row_of_their_own():
    graph = DRAWINGS["DenseNet-121 in full"]()
    way = set(trunk(graph, depths(graph)))
    assert way == set(graph.nodes)


def test_a_projection_lies_below_the_way_that_it_shortens():
    graph = DRAWINGS["ResNet-50 in full"]()
    way = set(trunk(graph, depths(graph)))
    beside = [key for key in graph.nodes if key not in way]
    assert beside
    for key in beside:
        above = [graph.nodes[each].position[1] for each in way if graph.nodes[each].position[0] == graph.nodes[key].position[0]]
        assert graph.nodes[key].position[1] - CARD_HEIGHT > max(y for y in above if y < graph.nodes[key].position[1])


def test_four_branches_lie_around_the_line():
    graph = DRAWINGS["GoogLeNet in full"]()
    merges = [key for key, wires in graph.feeds.items() if len(wires) == 4]
    assert len(merges) == 9
    for merge in merges:
        heights = [graph.nodes[wire.source].position[1] - graph.nodes[merge].position[1] for wire in graph.feeds[merge]]
        assert heights == [-1.5 * ROW, -0.5 * ROW, 0.5 * ROW, 1.5 * ROW]


def test_two_arms_that_are_alike_lie_around_what_they_lead_to():
    graph = DRAWINGS["a Siamese network"]()
    both = graph.nodes[node(graph, "both")].position[1]
    for part in ("image", "conv", "pool", "flat", "code"):
        left, right = (graph.nodes[node(graph, f"{arm}_{part}")].position for arm in ("left", "right"))
        assert left[0] == right[0]
        assert (left[1] - both, right[1] - both) == (-ROW / 2, ROW / 2)


def test_a_second_input_stands_right_before_what_it_leads_to():
    graph = chain(Input(), *[Dropout()] * 3, Concatenate(), Dropout())
    graph, late = edits.add(graph, Input(), (0, 0), "late")
    graph = edits.connect(graph, late, node(graph, "concat1"))
    places = laid_out(graph, 4000)
    assert places[late] == (places[node(graph, "concat1")][0] - COLUMN, ROW)
