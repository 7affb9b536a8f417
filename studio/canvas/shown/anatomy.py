"""The sizes of a card and of what lies on it, in pixels at 100 %."""

from studio.graph.cards import CARD_HEIGHT, CARD_LOW, CARD_WIDTH, low_height
from studio.graph.cards import LANE as LANE
from studio.graph.cards import MERGING_LANE as MERGING_LANE
from studio.graph.cards import port_offset as port_offset
from studio.graph.cards import port_offsets as port_offsets

WIDTH = float(CARD_WIDTH)
TALL = float(CARD_HEIGHT)  # with a picture
LOW = CARD_LOW  # without
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

RING = 2.0
HALO = 4.0
LIT_HALO = 3.0
LABELLED = 160.0  # a wire longer than this carries its shape

DOTS = 32.0
GRID = 8.0
"""Moved cards come to rest on multiples of this."""


def height(tall: bool, ports: int) -> float:
    """How high a card is, with room for its ordered ports."""
    return TALL if tall else low_height(ports)
