"""The sizes of a card and of what lies on it, in pixels at 100 %."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH

WIDTH = float(CARD_WIDTH)
TALL = float(CARD_HEIGHT)  # with a picture
LOW = 72.0  # without
RADIUS = 8.0

FAMILY_EDGE = 4.0
TEXT_LEFT = 11.0
RIGHT_MARGIN = 8.0
ICON = 16
ICON_TOP = 8.0
CAPTION_TOP = 27.0
PICTURE_TOP = 49.0
PICTURE_WIDTH = 141.0
PICTURE_HEIGHT = 92.0
PICTURE_RADIUS = 3.0
SHAPE_TOP = 148.0
LOW_SHAPE_TOP = 48.0
LINE = 16.0

PORT = 8.0
HOT_PORT = 12.0
PORT_STEP = 20.0  # between ordered ports

RING = 2.0
HALO = 4.0
LIT_HALO = 3.0
CORNER = 12.0  # of a wire that turns
LANE = 24.0  # from a card to the vertical of a wire that turns
MERGING_LANE = 38.0  # the same before several inputs, whose channels stand beside them
LABELLED = 160.0  # a wire longer than this carries its shape

DOTS = 32.0
GRID = 8.0
"""Moved cards come to rest on multiples of this."""


def height(tall: bool, ports: int) -> float:
    """How high a card is, with room for its ordered ports."""
    return TALL if tall else max(LOW, 24.0 + PORT_STEP * ports)


def port_offset(port: int, ports: int, card_height: float) -> float:
    """Where a port sits on the card's edge, from its top; one port is at mid-height."""
    step = min(PORT_STEP, (card_height - 16.0) / max(ports, 1))
    return card_height / 2 + (port - (ports - 1) / 2) * step


def port_offsets(ports: NDArray[Any], counts: NDArray[Any], heights: NDArray[Any]) -> NDArray[np.float64]:
    """``port_offset`` of many ports at once."""
    step = np.minimum(PORT_STEP, (heights - 16.0) / np.maximum(counts, 1))
    return np.asarray(heights / 2 + (ports - (counts - 1) / 2) * step, np.float64)
