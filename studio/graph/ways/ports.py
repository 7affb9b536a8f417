"""Where a card's inputs stand: a little aside where that lets the wire from the card before it run straight."""

import numpy as np

from studio.graph.cards import PORT_STEP
from studio.graph.ways.arrays import Floats, Indices

_EDGE = 8.0  # what a port keeps from the card's corners


def rooms(counts: Floats, heights: Floats) -> Floats:
    """How far up or down all inputs of a card may stand together; a lone one stands in the middle.

    Args:
        counts: (cards,): how many each has.
        heights: (cards,): how high each card is.
    """
    spread = (counts - 1) / 2 * PORT_STEP
    found: Floats = np.where(counts > 1, np.clip(np.minimum(spread, heights / 2 - _EDGE - spread), 0.0, None), 0.0)
    return found


def leans(starts: Floats, ends: Floats, targets: Indices, room: Floats) -> Floats:
    """How far below their usual places the inputs of each card stand, such that one wire to it runs straight.

    That is the wire of the nearest card to the left. As its card is dragged away, the ports go with it as far as they can, and then back.

    Args:
        starts: (wires, 2): where the wires begin.
        ends: (wires, 2): the usual places of the ports where they end.
        targets: (wires,): the cards that they reach.
        room: (cards,): how far their inputs may stand aside.
    """
    across, down = ends[:, 0] - starts[:, 0], starts[:, 1] - ends[:, 1]
    near = np.flatnonzero((across > 0) & (np.abs(down) < 2 * room[targets]))
    order = near[np.lexsort((across[near], targets[near]))]
    nearest = order[np.diff(targets[order], prepend=-1) > 0]
    found, far = np.zeros(len(room)), room[targets[nearest]]
    found[targets[nearest]] = np.sign(down[nearest]) * np.minimum(np.abs(down[nearest]), 2 * far - np.abs(down[nearest]))
    return found
