"""Networks that go down and come up again, as a U-Net: skips that lie within each other, and the levels that they make."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from studio.graph.cards import CARD_HEIGHT, LANE, ROW
from studio.graph.layout.depths import Depths
from studio.graph.layout.lines import Line
from studio.graph.model import Graph

_FEWEST = 3
"""So many skips within each other make a U; two are in every squeeze-and-excite block beside a shortcut."""
_GRID = 8

Skip = tuple[int, int]
"""The columns where a skip begins and where it ends."""


def nested(graph: Graph, found: Depths, line: Collection[str]) -> list[Skip]:
    """The skips along a line that lie within each other, the outermost first; none where they are few, or another crosses one of them.

    Args:
        graph: One connected part.
        found: The column of each node.
        line: The nodes of the longest way.
    """
    along = {(found[wire.source], found[wire.target]) for wire in graph.wires if wire.source in line and wire.target in line}
    skips = sorted(((start, end) for start, end in along if end - start > 1), key=lambda skip: (skip[0], -skip[1]))
    chain = _deepest(skips)
    return chain if len(chain) >= _FEWEST and not any(_cross(one, other) for one in chain for other in skips) else []


def _deepest(skips: Sequence[Skip]) -> list[Skip]:
    """The longest chain of skips of which each lies within the one before; sorted by their starts, the longest first."""
    best, around = list[Skip](), list[Skip]()
    for skip in skips:
        while around and not (around[-1][0] < skip[0] and skip[1] < around[-1][1]):
            around.pop()
        around.append(skip)
        best = max(best, around, key=len)[:]
    return best


def sunk(line: Line, skips: Sequence[Skip], up: Mapping[int, float]) -> dict[int, float]:
    """How far each column lies below the ends of the outermost skip: skips run straight above what they pass.

    Args:
        line: The longest way.
        skips: Within each other, the outermost first.
        up: How far what stands above the line reaches, column by column.
    """
    found = dict.fromkeys(range(line.first, line.last + 1), 0.0)
    for start, end in skips:
        inner = range(start + 1, end)
        step = CARD_HEIGHT / 2 + LANE + max((up.get(column, 0.0) for column in inner), default=0.0)
        for column in inner:
            found[column] += max(float(ROW), -(-step // _GRID) * _GRID)
    return found


def without_lanes(line: Line, skips: Collection[Skip]) -> None:
    """Takes away the room beside a line that these skips would need if all stood in one row."""
    spans = {(start + 1, end - 1) for start, end in skips}
    line.beside = [each for each in line.beside if each.nodes or (each.first, each.last) not in spans]


def _cross(one: Skip, other: Skip) -> bool:
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]
