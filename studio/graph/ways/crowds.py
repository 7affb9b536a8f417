"""Wires that run sideways at one height give each other room: the longer one runs further from the cards."""

from functools import lru_cache

import numpy as np

from studio.graph.cards import LANE
from studio.graph.ways.arrays import Flags, Floats, Indices

_CLOSE = 16.0  # wires nearer to each other than this are taken for one
_STRIP = 64.0  # so far from the next are the wires of another strip between cards
_STEPS = (float(LANE), LANE / 2, LANE / 4)
_FAR = 1e7  # farther than any card is from another


def apart(knees: Floats, lanes: Floats) -> Floats:
    """The heights at which wires run sideways, such that none hides another; those of one output may share their way.

    Args:
        knees: (wires, 6, 2): start, four knees, end.
        lanes: (wires, 3): the height of each if it were alone, which way it gives room, and how much.
    """
    heights = lanes[:, 0].copy()
    spans = np.sort(knees[:, 2:4, 0], axis=1)
    for wires in _strips(heights, spans):
        if _hide(heights[wires], spans[wires], knees[wires, 0]).any():
            heights[wires] = _known(*(each.astype(np.float64).tobytes() for each in (lanes[wires], spans[wires], knees[wires, 0])))
    return heights


def _strips(heights: Floats, spans: Floats) -> list[Indices]:
    """Wires at about the same height, of which some run above each other."""
    order = np.argsort(heights, kind="stable")
    number = np.zeros(len(heights), np.intp)
    number[order] = np.cumsum(np.diff(heights[order], prepend=heights[order[:1]]) > _STRIP)
    order = np.lexsort((spans[:, 0], number))
    starts, ends = (spans[order, side] + number[order] * _FAR for side in (0, 1))
    over = starts[1:] < np.maximum.accumulate(ends)[:-1]
    return [np.flatnonzero(number == strip) for strip in np.unique(number[order][1:][over])]


def _hide(heights: Floats, spans: Floats, starts: Floats) -> Flags:
    """Which wires lie on which others."""
    found: Flags = np.abs(heights[:, None] - heights) < _CLOSE
    found &= (spans[:, None, 0] < spans[:, 1]) & (spans[:, 0] < spans[:, None, 1])
    found &= (starts[:, None] != starts).any(axis=2)
    return found


@lru_cache(maxsize=512)
def _known(lanes: bytes, spans: bytes, starts: bytes) -> Floats:
    """What ``_spread`` finds for the numbers in these bytes; kept, because a card that is dragged changes one strip or two of all."""
    rows = ((lanes, 3), (spans, 2), (starts, 2))
    return _spread(*(np.frombuffer(each, np.float64).reshape(-1, columns) for each, columns in rows))


def _spread(lanes: Floats, spans: Floats, starts: Floats) -> Floats:
    """Heights at which none hides another, as far apart as all have room for; where they have too little, some stay where they are."""
    order = np.lexsort((starts[:, 0], np.round(spans[:, 1] - spans[:, 0]), lanes[:, 1] != 0))  # what gives no room, then the shorter ones
    over = (spans[:, None, 0] < spans[:, 1]) & (spans[:, 0] < spans[:, None, 1]) & (starts[:, None] != starts).any(axis=2)
    heights = lanes[:, 0]
    for step in _STEPS:
        heights, all_free = _placed(lanes, order, over, step)
        if all_free:
            break
    return heights


def _placed(lanes: Floats, order: Indices, over: Flags, step: float) -> tuple[Floats, bool]:
    """One wire after the other at the nearest height that is free, and whether there was one for each."""
    heights, all_free = lanes[:, 0].copy(), True
    for place, wire in enumerate(order.tolist()):
        before = order[:place]
        others = heights[before[over[wire, before]]]
        wanted = lanes[wire, 0] + lanes[wire, 1] * step * np.arange(1 + lanes[wire, 2] // step)
        free = (np.abs(wanted[:, None] - others) >= min(step, _CLOSE)).all(axis=1)
        heights[wire] = wanted[free.argmax()]
        all_free &= bool(free.any())
    return heights, all_free
