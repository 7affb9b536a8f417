"""Where the cards of a drawing go: columns in the data's way, folded into rows where they would not fit the board."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

from studio.graph import edits, paths
from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, COLUMN, ROW
from studio.graph.layout.columns import Column, Columns
from studio.graph.layout.steady import beside_locked, folded_now, steady
from studio.graph.model import Graph, Position

__all__ = ["CARD_HEIGHT", "CARD_WIDTH", "COLUMN", "ROW", "laid_out"]

_SHAPE = 600 / 1080  # height of the board by its width
_WIDER = 24.0
_CUT = 0.5
"""So much smaller a drawing may be shown for each wire more that does not lead from one row to another."""
_LONE = 2
"""A row of one or two cards is as bad as so many such wires."""
_TRIES = 12


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
    parts = [steady(part) for part in paths.parts(graph)]
    if loose:
        parts.append([Column({node: 0.0}, 0.0, CARD_HEIGHT) for node in loose])
    top = 0.0
    for part in parts:
        found, height = _folded(part, _ends(graph, part, width))
        places |= {node: (x, y + top) for node, (x, y) in found.items()}
        top += height
    highest = min((y for _, y in places.values()), default=0.0)  # wires may pass above it
    return {node: (x, y - highest) for node, (x, y) in places.items()}


def _folded(part: Columns, ends: Sequence[int]) -> tuple[dict[str, Position], float]:
    """The columns as lines of a text, and how far below the next part may begin."""
    places: dict[str, Position] = {}
    top = 0.0
    for start, end in pairwise([0, *ends]):
        row = part[start:end]
        highest, lowest = min(column.top for column in row), max(column.bottom for column in row)
        for index, column in enumerate(row):
            places |= {node: (float(index * COLUMN), top + y - highest) for node, y in column.heights.items()}
        top += lowest - highest + _gap(row)
    return places, top


def _gap(row: Columns) -> float:
    """Between a row and the next: wider than any space within it, so that it is seen where the row ends."""
    steps = pairwise(sorted({y for column in row for y in column.heights.values()}))
    return max([float(ROW), *(_WIDER + below - above for above, below in steps)]) - CARD_HEIGHT


def _ends(graph: Graph, part: Columns, width: float) -> list[int]:
    """Where each row ends: where it ends now, as long as every row fits and no row could be saved."""
    fresh, now = _best(graph, part, width), folded_now(graph, part)
    if now is None or len(now) != len(fresh):
        return fresh
    longest = max(_fitting(width), *(end - start for start, end in pairwise([0, *fresh])))
    return now if all(end - start <= longest for start, end in pairwise([0, *now])) else fresh


def _best(graph: Graph, part: Columns, width: float) -> list[int]:
    """Rows such that the whole drawing is shown as large as can be, and few wires lead from one to the next."""
    cuts, length, best = _cuts(graph, part), len(part), (0.0, [len(part)])
    tall = max(column.bottom for column in part) - min(column.top for column in part) + ROW - CARD_HEIGHT
    fitting = min(_fitting(width), length)

    def scale(count: int) -> float:
        wide, high = count * COLUMN - (COLUMN - CARD_WIDTH), math.ceil(length / count) * tall - (ROW - CARD_HEIGHT)
        return min(1.0, width / wide, width * _SHAPE / high)

    for count in (*sorted(range(fitting, length + 1), key=lambda count: (-scale(count), count))[:_TRIES], length):
        ends = _breaks(cuts, length, count)
        shortest = min(end - start for start, end in pairwise([0, *ends]))
        spare = max((cuts[end][0] - 1 for end in ends[:-1]), default=0) + (_LONE if shortest * 3 < count else 0)
        best = max(best, (scale(count) * _CUT**spare, ends), key=lambda each: each[0])
    return best[1]


def _fitting(width: float) -> int:
    """How many columns the board shows at 100 %."""
    return max(1, int((width - CARD_WIDTH) // COLUMN) + 1)


def _breaks(cuts: Sequence[tuple[int, int]], length: int, most: int) -> list[int]:
    """Where each row ends: rows of like length, broken between sections that branch, where the fewest wires are cut."""
    even = math.ceil(length / math.ceil(length / most))
    found = [0]
    while found[-1] + most < length:
        start = found[-1]
        ends = range(start + max(1, math.ceil(even * 0.6)), start + most + 1)
        found.append(min(ends, key=lambda end: (cuts[end], abs(end - start - even))))
    return [*found[1:], length]


def _cuts(graph: Graph, part: Columns) -> Sequence[tuple[int, int]]:
    """How many nodes feed across the border before each column, and by how many wires."""
    place = {node: index for index, column in enumerate(part) for node in column.heights}
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
