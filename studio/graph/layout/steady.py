"""What stays when a drawing is laid out again: the order within columns and the folding into rows, unless another is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import fmean

from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, ROW
from studio.graph.layout.columns import Columns, columns
from studio.graph.model import Graph, Position

_Span = tuple[int, float, int, float]  # of a wire: column and height of its start, column and height of its end


def steady(graph: Graph) -> Columns:
    """The columns of a part, what stands above now still above, unless that makes more wires cross than the order of the ports does."""
    fresh = columns(graph)
    kept = columns(graph, {node: each.position[1] for node, each in graph.nodes.items()})
    return fresh if kept == fresh or crossings(graph, kept) > crossings(graph, fresh) else kept


def crossings(graph: Graph, placed: Columns) -> int:
    """How many pairs of wires cross when each is drawn as a straight line."""
    spans = sorted(_spans(graph, placed))
    count, open_spans = 0, list[_Span]()
    for span in spans:
        open_spans = [other for other in open_spans if other[2] > span[0]]
        count += sum(_cross(span, other) for other in open_spans)
        open_spans.append(span)
    return count


def folded_now(graph: Graph, placed: Columns) -> list[int] | None:
    """Where the rows end in the drawing as it stands; None where it is not folded like a text.

    Every row must lie below the one before it, and its columns must follow each other from left to right.
    """
    lefts = [fmean(graph.nodes[node].position[0] for node in column.heights) for column in placed]
    ends = [index for index in range(1, len(lefts)) if lefts[index] <= lefts[index - 1]] + [len(lefts)]
    rows = [placed[start:end] for start, end in pairwise([0, *ends])]
    tops = [[graph.nodes[node].position[1] for column in row for node in column.heights] for row in rows]
    return ends if all(max(above) < min(below) for above, below in pairwise(tops)) else None


def beside_locked(graph: Graph, places: Mapping[str, Position]) -> dict[str, Position]:
    """Places at which locked cards are where they were, the others beside them as they would be and clear of them."""
    locked = {node: graph.nodes[node].position for node in places if graph.nodes[node].locked}
    if not locked:
        return dict(places)
    first = min(locked, key=lambda node: (places[node], node))
    right, down = (now - wanted for now, wanted in zip(locked[first], places[first], strict=True))
    found = dict(locked)
    for node, (x, y) in sorted(places.items(), key=lambda each: (each[1], each[0])):
        if node not in locked:
            found[node] = _clear(found, (x + right, y + down))
    return found


def _clear(taken: Mapping[str, Position], place: Position) -> Position:
    """The place, or the first free one below it."""
    x, y = place
    for top in sorted(top for left, top in taken.values() if abs(left - x) < CARD_WIDTH):
        if abs(top - y) < CARD_HEIGHT:
            y = top + ROW
    return x, y


def _spans(graph: Graph, placed: Columns) -> Sequence[_Span]:
    place = {node: (index, height) for index, column in enumerate(placed) for node, height in column.heights.items()}
    ends = ((place[wire.source], place[wire.target]) for wire in graph.wires if wire.source in place and wire.target in place)
    return [(*min(pair), *max(pair)) for pair in ends if pair[0][0] != pair[1][0]]


def _cross(one: _Span, other: _Span) -> bool:
    """Whether two lines change sides between the column where both have begun and the one where the first ends."""
    start, end = max(one[0], other[0]), min(one[2], other[2])
    if start >= end:
        return False
    before, after = _at(one, start) - _at(other, start), _at(one, end) - _at(other, end)
    return before * after < 0


def _at(span: _Span, column: int) -> float:
    start, low, end, high = span
    return low + (high - low) * (column - start) / (end - start)
