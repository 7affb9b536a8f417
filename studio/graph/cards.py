"""The measures of cards on the board, in pixels at 100 %."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from studio.graph.model import Graph, Node, Position

CARD_WIDTH = 160
CARD_HEIGHT = 176
COLUMN = 208
"""From the left of a card to the left of the next."""
ROW = 240
"""From the top of a card to the top of the one below."""
LANE = 24
"""From a card to a wire that passes it, and from there to the next."""


def free_place(graph: Graph, wanted: Position) -> Position:
    """The first place at or below the wanted one where a card covers no other."""
    x, y = wanted
    below = sorted(node.position[1] for node in graph.nodes.values() if abs(node.position[0] - x) < CARD_WIDTH)
    for top in below:
        if abs(top - y) < CARD_HEIGHT:
            y = top + ROW
    return (x, y)


def bounds(nodes: Collection[Node]) -> tuple[Position, tuple[float, float]]:
    """Upper left corner and size of what the cards of nodes cover; of one card where there are none."""
    xs, ys = [node.position[0] for node in nodes] or [0.0], [node.position[1] for node in nodes] or [0.0]
    return (min(xs), min(ys)), (max(xs) - min(xs) + CARD_WIDTH, max(ys) - min(ys) + CARD_HEIGHT)


def whole(position: Position) -> Position:
    """A place on whole pixels, as the project's file keeps it."""
    return float(round(position[0])), float(round(position[1]))


def shifted(node: Node, offset: Position) -> Node:
    """A node elsewhere."""
    return replace(node, position=moved(node.position, offset))


def moved(position: Position, offset: Position) -> Position:
    """A place so far right and down."""
    return position[0] + offset[0], position[1] + offset[1]
