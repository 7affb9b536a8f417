"""The measures of cards on the board, in pixels at 100 %."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from studio.graph.model import Graph, Node, Position

CARD_WIDTH = 160
CARD_HEIGHT = 176
COLUMN = 208
"""From the left of a card to the left of the next."""
ROW = 240
"""From the top of a card to the top of the one below."""
LANE = 24
"""From a card to a wire that passes it, and from there to the next."""
MERGING_LANE = 38.0
"""From several inputs, whose channels stand beside them, to the vertical of a wire that turns before them."""
CORNER = 12.0
"""Of a wire that turns."""
CARD_LOW = 72.0
"""Height of a card without a picture."""
PORT_STEP = 20.0
"""Between ordered ports."""


def free_place(graph: Graph, wanted: Position) -> Position:
    """The first place at or below the wanted one where a card covers no other."""
    x, y = wanted
    below = sorted(node.position[1] for node in graph.nodes.values() if abs(node.position[0] - x) < CARD_WIDTH)
    for top in below:
        if abs(top - y) < CARD_HEIGHT:
            y = top + ROW
    return (x, y)


def low_height(ports: int) -> float:
    """How high a card without a picture is, with room for its ordered ports."""
    return max(CARD_LOW, 24.0 + PORT_STEP * ports)


def port_offset(port: int, ports: int, height: float) -> float:
    """Where a port sits on a card's edge, from its top; one port is at mid-height."""
    step = min(PORT_STEP, (height - 16.0) / max(ports, 1))
    return height / 2 + (port - (ports - 1) / 2) * step


def port_offsets(ports: NDArray[Any], counts: NDArray[Any], heights: NDArray[Any]) -> NDArray[np.float64]:
    """``port_offset`` of many ports at once."""
    step = np.minimum(PORT_STEP, (heights - 16.0) / np.maximum(counts, 1))
    return np.asarray(heights / 2 + (ports - (counts - 1) / 2) * step, np.float64)


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
