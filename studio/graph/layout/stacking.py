"""How high the lines of a drawing stand: each as near to the one that it belongs to as what lies between them allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from studio.graph.cards import CARD_HEIGHT, LANE, ROW
from studio.graph.layout.lines import Line

_GAP = ROW - CARD_HEIGHT
_GRID = 8

_Reach = dict[int, dict[int, float]]
"""How far something reaches up (-1) and down (1) from the top of its cards, column by column."""


def stack(line: Line) -> tuple[Mapping[int, float], Mapping[int, float]]:
    """Gives all that lies beside a line its height; how far up and how far down that reaches, column by column."""
    reach = _stack(line)
    return reach[-1], reach[1]


def heights(line: Line) -> Iterator[tuple[str, float]]:
    """Each node of a line and of all beside it, with its height, once they are stacked."""
    todo = [(line, 0.0)]
    while todo:
        line, height = todo.pop()
        yield from ((node, height) for node in line.nodes)
        todo += [(each, height + each.height) for group in (line.beside, *line.groups) for each in group]


def _stack(line: Line) -> _Reach:
    """Gives all that lies beside a line its height; how far that reaches."""
    columns = range(line.first, line.last + 1)
    reach: _Reach = {-1: dict.fromkeys(columns, 0.0), 1: dict.fromkeys(columns, float(CARD_HEIGHT))}
    for group in line.groups:
        _around(reach, group)
    for each in sorted(line.beside, key=lambda each: (each.last - each.first, each.rank)):
        if each.nodes:
            _beside(reach, each)
        else:
            _lane(reach[each.side], each)
    return reach


def _around(reach: _Reach, group: Sequence[Line]) -> None:
    """Lines below each other, their middle at the height of the line around which they lie."""
    inner = [_stack(line) for line in group]
    lowest: dict[int, float] = {}
    for line, own in zip(group, inner, strict=True):
        line.height = max((lowest[column] + _GAP + up for column, up in own[-1].items() if column in lowest), default=0.0)
        for column, down in own[1].items():
            lowest[column] = max(lowest.get(column, down), line.height + down)
    middle = (group[(len(group) - 1) // 2].height + group[len(group) // 2].height) / 2
    for line, own in zip(group, inner, strict=True):
        line.height -= round(middle / _GRID) * _GRID
        for side in (-1, 1):
            for column, far in own[side].items():
                reach[side][column] = max(reach[side].get(column, far), far + side * line.height)


def _beside(reach: _Reach, line: Line) -> None:
    """A line with all that belongs to it, outside of what is there."""
    inner, side = _stack(line), line.side
    usual = {-1: 0.0, 1: float(CARD_HEIGHT)}[side]
    far = max(reach[side].get(column, usual) + _GAP + near for column, near in inner[-side].items())
    line.height = side * far
    for column, own in inner[side].items():
        reach[side][column] = max(reach[side].get(column, usual), far + own)


def _lane(reach: dict[int, float], line: Line) -> None:
    """Room for a wire outside of what is there."""
    columns = range(line.first, line.last + 1)
    far = max((reach[column] for column in columns if column in reach), default=0.0) + LANE
    reach.update(dict.fromkeys(columns, far))
