"""Cards in line: aligned, spread evenly, their wires made straight; each moves as little as that needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from statistics import median_low
from typing import Literal, NamedTuple

from studio.graph import edits
from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH
from studio.graph.model import Graph, Position, Wire
from studio.graph.notes import change_note, held

Side = Literal["left", "centre", "right", "top", "middle", "bottom"]
Way = Literal["horizontally", "vertically"]


class Box(NamedTuple):
    """Where a card lies, in pixels at 100 %."""

    left: float
    top: float
    width: float
    height: float

    @property
    def position(self) -> Position:
        """The upper left corner."""
        return self.left, self.top

    @property
    def middle(self) -> float:
        """Height of its middle, where its first output is."""
        return self.top + self.height / 2


_SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}


def aligned(boxes: Mapping[str, Box], side: Side) -> dict[str, Position]:
    """Places at which all boxes share one side, or their centres, with the rectangle around them.

    Args:
        boxes: The cards, by node id.
        side: Which side; `centre` is across, `middle` is down.
    """
    if side in ("left", "centre", "right"):
        return {node: (x, boxes[node].top) for node, x in _shared({node: box[0::2] for node, box in boxes.items()}, _SHARES[side]).items()}
    return {node: (boxes[node].left, y) for node, y in _shared({node: box[1::2] for node, box in boxes.items()}, _SHARES[side]).items()}


def distributed(boxes: Mapping[str, Box], way: Way) -> dict[str, Position]:
    """Places at which the gaps between neighbours are equal; the first and the last box stay.

    Args:
        boxes: The cards, by node id.
        way: In which direction.
    """
    if way == "horizontally":
        return {node: (x, boxes[node].top) for node, x in _spread({node: box[0::2] for node, box in boxes.items()}).items()}
    return {node: (boxes[node].left, y) for node, y in _spread({node: box[1::2] for node, box in boxes.items()}).items()}


def straightened(graph: Graph, boxes: Mapping[str, Box], fixed: Collection[str] = ()) -> dict[str, Position]:
    """Places at which the wires of every unbranched run are straight; each run keeps its median height, so that least moves.

    Args:
        graph: The drawing.
        boxes: The cards to move, by node id.
        fixed: Those of them that stay; a run with one of them comes to its height.
    """
    places = {node: box.position for node, box in boxes.items()}
    for run in runs(graph, boxes):
        held = [boxes[node].middle for node in run if node in fixed]
        middle = held[0] if held else median_low(boxes[node].middle for node in run)
        places |= {node: (boxes[node].left, middle - boxes[node].height / 2) for node in run if node not in fixed}
    return places


def with_frames(graph: Graph, places: Mapping[str, Position]) -> Graph:
    """The drawing with its cards elsewhere; each frame reaches around the cards that it held, with the room it left them."""
    moved = edits.move(graph, places)
    for frame in [note for note in graph.notes.values() if note.kind == "frame"]:
        inside = [each for each in held(graph, frame.id) if each in graph.nodes]
        if any(each in places for each in inside):
            before, after = _around(graph, inside), _around(moved, inside)
            position = frame.position[0] + after.left - before.left, frame.position[1] + after.top - before.top
            size = frame.size[0] + after.width - before.width, frame.size[1] + after.height - before.height
            moved = change_note(moved, frame.id, position=position, size=size)
    return moved


def _around(graph: Graph, ids: Iterable[str]) -> Box:
    across, down = zip(*(graph.nodes[node].position for node in ids), strict=True)
    return Box(min(across), min(down), max(across) - min(across) + CARD_WIDTH, max(down) - min(down) + CARD_HEIGHT)


def runs(graph: Graph, boxes: Mapping[str, Box]) -> list[list[str]]:
    """Chains without branches among these cards, each in the data's way; a wire that runs back begins another one."""
    after = {wire.source: wire.target for wire in graph.wires if _straight(graph, boxes, wire)}
    reached = set(after.values())
    found = []
    for node in (node for node in boxes if node in after and node not in reached):
        run = [node]
        while run[-1] in after:
            run.append(after[run[-1]])
        found.append(run)
    return found


def _straight(graph: Graph, boxes: Mapping[str, Box], wire: Wire) -> bool:
    if wire.source not in boxes or wire.target not in boxes:
        return False
    alone = len(graph.follows[wire.source]) == len(graph.feeds[wire.target]) == 1
    start, end = boxes[wire.source], boxes[wire.target]
    return alone and end.left >= start.left + start.width


def _shared(spans: Mapping[str, tuple[float, ...]], share: float) -> dict[str, float]:
    """New starts of (start, length) spans that agree at a share of their length."""
    low = min((start for start, _ in spans.values()), default=0.0)
    high = max((start + length for start, length in spans.values()), default=0.0)
    return {node: low + (high - low - length) * share for node, (_, length) in spans.items()}


def _spread(spans: Mapping[str, tuple[float, ...]]) -> dict[str, float]:
    """New starts of (start, length) spans with equal gaps, in their order."""
    order = sorted(spans, key=lambda node: (spans[node][0] + spans[node][1] / 2, node))
    starts = {node: start for node, (start, _) in spans.items()}
    if len(order) < 3:
        return starts
    last, lengths = spans[order[-1]], sum(spans[node][1] for node in order[:-1])
    gap = (last[0] - spans[order[0]][0] - lengths) / (len(order) - 1)
    for before, node in pairwise(order[:-1]):
        starts[node] = starts[before] + spans[before][1] + gap
    return starts
