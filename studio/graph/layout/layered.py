"""Where the cards of a drawing go: columns in the data's way, folded into rows where they would not fit the board."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

from studio.graph import edits, paths
from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, COLUMN, ROW
from studio.graph.layout.columns import Columns, columns
from studio.graph.layout.steady import beside_locked, folded_now, steady
from studio.graph.model import Graph, Position

__all__ = ["CARD_HEIGHT", "CARD_WIDTH", "COLUMN", "ROW", "laid_out"]

_SHAPE = 600 / 1080  # height of the board by its width


def laid_out(graph: Graph, width: float = 1080, ids: Collection[str] | None = None) -> dict[str, Position]:
    """Places for cards such that none covers another; equal graphs give equal places.

    A drawing that was laid out before changes as little as it must: see `studio.graph.layout.steady`. Locked cards stay where they are.

    Args:
        graph: The drawing.
        width: Of the board, in pixels at 100 %. A drawing too long for it folds into rows, with more columns to a row where the board
            could otherwise show it only smaller.
        ids: The nodes to arrange, which then stay where their upper left corner is; without them all, from the origin.

    Returns:
        The upper left corner of each card, by node id.
    """
    if ids is None:
        return beside_locked(graph, _placed(graph, width))
    part = edits.copy(graph, ids)
    left = min((node.position[0] for node in part.nodes.values()), default=0)
    top = min((node.position[1] for node in part.nodes.values()), default=0)
    return beside_locked(part, {node: (left + x, top + y) for node, (x, y) in _placed(part, width).items()})


def _placed(graph: Graph, width: float) -> dict[str, Position]:
    """The parts of the graph below each other, the largest first, and nodes without wires in rows of their own."""
    places: dict[str, Position] = {}
    loose = sorted(node for node in graph.nodes if node not in graph.feeds and node not in graph.follows)
    parts = [steady(part, columns(part)) for part in paths.parts(graph)]
    if loose:
        parts.append([{node: 0.0} for node in loose])
    top = 0.0
    for part in parts:
        found = _folded(graph, part, width)
        places |= {node: (x, y + top) for node, (x, y) in found.items()}
        top += max(y for _, y in found.values()) + ROW
    return places


def _folded(graph: Graph, part: Columns, width: float) -> dict[str, Position]:
    """The columns as lines of a text."""
    places: dict[str, Position] = {}
    top, start = 0.0, 0
    for end in _ends(graph, part, _per_row(part, width)):
        lanes = {node: y for column in part[start:end] for node, y in column.items()}
        highest = min(lanes.values())
        for index, column in enumerate(part[start:end]):
            places |= {node: (float(index * COLUMN), top + y - highest) for node, y in column.items()}
        top += max(lanes.values()) - highest + ROW
        start = end
    return places


def _per_row(part: Columns, width: float) -> int:
    """How many columns a row takes, so that the whole drawing is shown as large as can be."""
    lanes = [y for column in part for y in column.values()]
    tall = max(lanes) - min(lanes) + ROW

    def scale(count: int) -> float:
        wide, high = count * COLUMN - (COLUMN - CARD_WIDTH), math.ceil(len(part) / count) * tall - (ROW - CARD_HEIGHT)
        return min(1.0, width / wide, width * _SHAPE / high)

    fitting = max(1, int((width - CARD_WIDTH) // COLUMN) + 1)
    return max(range(fitting, max(fitting, len(part)) + 1), key=scale)


def _ends(graph: Graph, part: Columns, most: int) -> list[int]:
    """Where each row ends: where it ends now, as long as every row fits and no row could be saved."""
    fresh, now = _breaks(graph, part, most), folded_now(graph, part)
    if now is None or len(now) != len(fresh):
        return fresh
    return now if all(end - start <= most for start, end in pairwise([0, *now])) else fresh


def _breaks(graph: Graph, part: Columns, most: int) -> list[int]:
    """Where each row ends: rows of like length, broken between sections that branch, where the fewest wires are cut."""
    length = len(part)
    even = math.ceil(length / math.ceil(length / most))
    cuts = _cuts(graph, part)
    found = [0]
    while found[-1] + most < length:
        start = found[-1]
        ends = range(start + max(1, math.ceil(even * 0.6)), start + most + 1)
        found.append(min(ends, key=lambda end: (cuts[end], abs(end - start - even))))
    return [*found[1:], length]


def _cuts(graph: Graph, part: Columns) -> Sequence[tuple[int, int]]:
    """How many nodes feed across the border before each column, and by how many wires."""
    place = {node: index for index, column in enumerate(part) for node in column}
    nodes, wires = [0] * (len(part) + 1), [0] * (len(part) + 1)
    for node, index in place.items():
        ends = [place[wire.target] for wire in graph.follows.get(node, ())]
        _span(nodes, [index, *ends])
        for end in ends:
            _span(wires, [index, end])
    return list(zip(accumulate(nodes), accumulate(wires), strict=True))


def _span(steps: list[int], columns: Sequence[int]) -> None:
    """Counts one more at each border from the first to the last of the columns."""
    steps[min(columns) + 1] += 1
    steps[max(columns) + 1] -= 1
