"""The columns of one connected part of a drawing, and how high each card stands in its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from studio.graph.cards import CARD_HEIGHT, ROW
from studio.graph.layout.depths import Depths, depths
from studio.graph.layout.lines import lines
from studio.graph.layout.nesting import nested, sunk, without_lanes
from studio.graph.layout.stacking import heights, stack
from studio.graph.model import Graph


class Column(NamedTuple):
    """What stands one below the other.

    Attributes:
        heights: Of the cards' upper edges by node id, in pixels, from top to bottom.
        top: Where cards and the wires that pass them begin.
        bottom: Where they end.
    """

    heights: dict[str, float]
    top: float
    bottom: float


Columns = list[Column]

_TOO_DENSE = 100
"""Wires side by side, on average, from which no order of the cards makes a drawing readable."""


def columns(graph: Graph, now: Mapping[str, float] | None = None) -> Columns:
    """Columns in the data's way: the longest way straight, branches and passing wires beside it.

    Args:
        graph: One connected part: every node has a wire.
        now: How high the nodes stand, if what is above is to stay above.
    """
    found = depths(graph)
    if _steps(graph, found) > _TOO_DENSE * (max(found.values()) + 1):
        return _spaced(dict.fromkeys(found, 0.0), found, {}, {})
    root, placed = lines(graph, now)
    skips = nested(graph, placed, set(root.nodes))
    without_lanes(root, skips)
    up, down = stack(root)
    spaced = _spaced(dict(heights(root)), placed, up, down)
    return _sunk(spaced, list(sunk(root, skips, up).values())) if skips else spaced


def _sunk(spaced: Columns, below: Sequence[float]) -> Columns:
    """Columns further down, as far as each is to be."""
    return [
        Column({node: height + far for node, height in column.heights.items()}, column.top + far, column.bottom + far)
        for column, far in zip(spaced, below, strict=True)
    ]


def _spaced(places: Mapping[str, float], found: Depths, up: Mapping[int, float], down: Mapping[int, float]) -> Columns:
    """Cards in their columns, each at least a row below the one above it."""
    spaced: dict[int, dict[str, float]] = {column: {} for column in sorted(set(found.values()))}
    for node in sorted(places, key=lambda node: (places[node], node)):
        column = spaced[found[node]]
        column[node] = max([places[node], *(lowest + ROW for lowest in list(column.values())[-1:])])
    return [
        Column(column, min(-up.get(depth, 0.0), *column.values()), max(down.get(depth, 0.0), max(column.values()) + CARD_HEIGHT))
        for depth, column in spaced.items()
    ]


def _steps(graph: Graph, found: Depths) -> int:
    """How many columns all wires together pass."""
    return sum(abs(found[wire.target] - found[wire.source]) for wire in graph.wires)
