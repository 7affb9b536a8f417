"""Wires that run sideways at one height give each other room: the longer one runs further from the cards."""

import numpy as np

from studio.canvas.primitives import Flags, Floats, Indices
from studio.graph.cards import LANE

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
            heights[wires] = _spread(lanes[wires], spans[wires], knees[wires, 0])
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


def _spread(lanes: Floats, spans: Floats, starts: Floats) -> Floats:
    """One wire after the other at the nearest height that is free: those first that give no room, then the shorter ones."""
    heights = lanes[:, 0].copy()
    order = np.lexsort((starts[:, 0], np.round(spans[:, 1] - spans[:, 0]), lanes[:, 1] != 0))
    for place, wire in enumerate(order.tolist()):
        before = order[:place]
        over = (spans[before, 0] < spans[wire, 1]) & (spans[before, 1] > spans[wire, 0]) & (starts[before] != starts[wire]).any(axis=1)
        heights[wire] = _free(lanes[wire], heights[before[over]])
    return heights


def _free(lane: Floats, others: Floats) -> float:
    """The nearest height at which a wire hides none of the others; its own where there is none."""
    height, way, room = (float(each) for each in lane)
    for step in _STEPS:
        for count in range(int(room // step) + 1 if way else 0):
            wanted = height + way * count * step
            if not (np.abs(others - wanted) < min(step, _CLOSE)).any():
                return wanted
    return height
