"""Which skips make a U, and how far their levels lie below each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.merging import Add
from studio.graph import edits
from studio.graph.cards import ROW
from studio.graph.layout.depths import depths, trunk
from studio.graph.layout.layered import laid_out
from studio.graph.layout.lines import Line
from studio.graph.layout.nesting import nested, sunk
from studio.graph.model import Graph
from tests.graph.drawings import chain
from tests.networks import DRAWINGS

NAMES = [f"n{place:02}" for place in range(20)]


def way(*skips: tuple[int, int]) -> Graph:
    """Twenty sums in a row, and skips between some of them."""
    row = chain(*(Add() for _ in NAMES))
    names = list(row.nodes)
    wires = {(wire.source, wire.target) for wire in row.wires} | {(names[start], names[end]) for start, end in skips}
    made = Graph(row.nodes)
    for source, target in sorted(wires):
        made = edits.connect(made, source, target)
    return made


def found(*skips: tuple[int, int]) -> list[tuple[int, int]]:
    graph = way(*skips)
    columns = depths(graph)
    return nested(graph, columns, trunk(graph, columns))


def test_skips_within_each_other_make_a_u():
    u = [(2, 17), (4, 14), (6, 11)]
    assert found(*u) == u
    assert found(*u, (0, 2), (7, 9)) == [*u, (7, 9)], "what comes before is no part of it"


@pytest.mark.parametrize(
    "skips",
    [
        [(2, 17), (4, 14)],
        [(1, 3), (3, 5), (5, 7), (7, 9)],
        [(2, 17), (4, 14), (6, 11), (5, 18)],
        [(start, end) for start in range(6) for end in range(start + 2, 9)],
    ],
    ids=["two, as in squeeze-and-excite", "one after the other, as in ResNet", "one that crosses", "all to all, as in DenseNet"],
)
def test_others_do_not(skips: list[tuple[int, int]]):
    assert found(*skips) == []


def test_what_stands_above_a_level_keeps_clear_of_the_skip_above_it():
    line, skips = Line([], 0, 9), [(0, 9), (2, 7), (3, 6)]
    assert sunk(line, skips, {}) == dict(zip(range(10), [0, *[ROW] * 2, 2 * ROW, *[3 * ROW] * 2, 2 * ROW, *[ROW] * 2, 0], strict=True))
    high = sunk(line, skips, {4: 400.0})
    assert all(below - above >= 400.0 + 88.0 + 24.0 for above, below in pairwise(sorted(set(high.values()))))


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)).map(sorted).filter(lambda ends: ends[1] - ends[0] > 1), max_size=8))
def test_whatever_is_found_lies_within_each_other(pairs: list[list[int]]):
    chosen = found(*((start, end) for start, end in pairs))
    assert not chosen or len(chosen) >= 3
    assert all(outer[0] < inner[0] and inner[1] < outer[1] for outer, inner in pairwise(chosen))


@pytest.mark.parametrize("name", ["U-Net", "U-Net in full"])
def test_a_u_laid_out_again_stays_as_it_is(name: str):
    graph = DRAWINGS[name]()
    assert laid_out(graph) == {node: each.position for node, each in graph.nodes.items()}
    bottom = trunk(graph, depths(graph))[6 if name == "U-Net" else 14]
    again = laid_out(edits.remove(graph, [bottom], heal=True))
    assert {node: place[1] for node, place in again.items()} == {
        node: each.position[1] for node, each in graph.nodes.items() if node != bottom
    }, "every level stays where it is"
