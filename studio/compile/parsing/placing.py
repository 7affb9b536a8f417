"""Where cards come that a program adds to a drawing: after what they take, as near as there is room; nothing else moves for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, COLUMN, ROW
from studio.graph.model import Graph, Note, Position, Wire


def place_of(graph: Graph, wires: Collection[Wire], node: str) -> Position:
    """The free place for a node that is nearest to where a person would look for it.

    That is right of all that it takes, level with the last of it; left of what it feeds where nothing that it takes has a place; and where
    something stands there, below or above it.

    Args:
        graph: The drawing, in which the node does not stand yet.
        wires: All wires.
        node: Its id.
    """
    x, y = _wanted(graph, wires, node)
    taken = sorted(_in_column(graph, x))
    tops = {y, *(top - CARD_HEIGHT for top, _ in taken), *(bottom for _, bottom in taken)}
    rows = {y + ROW * number for number in range(-len(taken) - 1, len(taken) + 2)}
    found = [top for top in rows | tops if all(top >= bottom or top + CARD_HEIGHT <= start for start, bottom in taken)]
    return x, min(found, key=lambda top: (top not in rows, abs(top - y), top < y))


def _wanted(graph: Graph, wires: Collection[Wire], node: str) -> Position:
    before = sorted((wire for wire in wires if wire.target == node and wire.source in graph.nodes), key=_port)
    takes = [graph.nodes[wire.source].position for wire in before]
    if takes:
        x, y = max(takes, key=lambda position: position[0])  # the first of those that stand equally far right
        return x + COLUMN, y
    feeds = [graph.nodes[wire.target].position for wire in wires if wire.source == node and wire.target in graph.nodes]
    if feeds:
        x, y = min(feeds)
        return x - COLUMN, y
    return 0.0, 0.0


def _port(wire: Wire) -> int:
    return wire.port


def _in_column(graph: Graph, x: float) -> Iterator[tuple[float, float]]:
    """What stands where a card of that column would: from where to where, downwards. Frames lie behind cards."""
    for node in graph.nodes.values():
        if abs(node.position[0] - x) < CARD_WIDTH:
            yield node.position[1], node.position[1] + CARD_HEIGHT
    for note in graph.notes.values():
        if note.kind == "comment" and _meets(note, x):
            yield note.position[1], note.position[1] + note.size[1]


def _meets(note: Note, x: float) -> bool:
    return note.position[0] < x + CARD_WIDTH and x < note.position[0] + note.size[0]
