"""Room on the board for what grows in its place, and back when it shrinks."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, moved
from studio.graph.model import Graph, Note, Position

Size = tuple[float, float]


def resized(graph: Graph, place: Position, old: Size, new: Size, but: Collection[str] = ()) -> Graph:
    """The drawing after something at a place got another size: what is right of it or below it moves, frames around it grow.

    Growing and shrinking back leaves everything where it was. Locked nodes stay.

    Args:
        graph: The drawing.
        place: The upper left corner, which stays.
        old: Width and height before.
        new: Width and height after.
        but: Ids of nodes and notes that stay, such as what is inside.
    """
    by = (new[0] - old[0], new[1] - old[1])
    nodes, notes = dict(graph.nodes), dict(graph.notes)
    for node in graph.nodes.values():
        offset = _offset(node.position, (CARD_WIDTH, CARD_HEIGHT), place, old, by)
        if offset != (0.0, 0.0) and not node.locked and node.id not in but:
            nodes[node.id] = replace(node, position=moved(node.position, offset))
    for note in graph.notes.values():
        if note.id not in but:
            notes[note.id] = _noted(note, place, old, by)
    return graph.replace(nodes=nodes, notes=notes)


def _offset(position: Position, size: Size, place: Position, old: Size, by: Size) -> Position:
    """How far a thing moves: to the right if it is on the right, down if it is below."""
    (x, y), (left, top), (right, bottom) = position, place, (place[0] + old[0], place[1] + old[1])
    if x >= right:
        return by[0], 0.0
    return 0.0, by[1] if y >= bottom and x + size[0] > left and y >= top else 0.0


def _noted(note: Note, place: Position, old: Size, by: Size) -> Note:
    around = all(
        start <= inner and inner + length <= start + whole
        for start, whole, inner, length in zip(note.position, note.size, place, old, strict=True)
    )
    if note.kind == "frame" and around:
        return replace(note, size=moved(note.size, by))
    offset = _offset(note.position, note.size, place, old, by)
    return replace(note, position=moved(note.position, offset)) if offset != (0.0, 0.0) else note
