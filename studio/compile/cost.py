"""What a network costs, and which nodes cost most of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from studio.graph.measure import Measured


class Shares(NamedTuple):
    """A node's part of the whole network, from 0 to 1 each; 0 where the network has none.

    Attributes:
        weights: Of the numbers that are stored.
        multiply_adds: Of the work for one image.
        memory: Of the bytes that the answers of all nodes fill for one image.
    """

    weights: float
    multiply_adds: float
    memory: float


def shares(measured: Measured) -> Mapping[str, Shares]:
    """Each node's part of the cost, for the nodes on the way from the Input to the Output."""
    weights, multiply_adds, memory = (whole or math.inf for whole in (measured.weights, measured.multiply_adds, measured.memory))
    used = ((node, measured.figures[node]) for node in measured.order if node in measured.used)
    return {node: Shares(each.weights / weights, each.multiply_adds / multiply_adds, each.memory / memory) for node, each in used}
