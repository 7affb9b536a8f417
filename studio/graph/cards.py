"""The measures of cards on the board, in pixels at 100 %."""

from __future__ import annotations

from studio.graph.model import Graph, Position

CARD_WIDTH = 160
CARD_HEIGHT = 176
COLUMN = 208
"""From the left of a card to the left of the next."""
ROW = 240
"""From the top of a card to the top of the one below."""


def free_place(graph: Graph, wanted: Position) -> Position:
    """The first place at or below the wanted one where a card covers no other."""
    x, y = wanted
    below = sorted(node.position[1] for node in graph.nodes.values() if abs(node.position[0] - x) < CARD_WIDTH)
    for top in below:
        if abs(top - y) < CARD_HEIGHT:
            y = top + ROW
    return (x, y)
