"""What a network costs, and which nodes cost most of it."""

from __future__ import annotations

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
    return {
        node: Shares(
            _part(figures.weights, measured.weights),
            _part(figures.multiply_adds, measured.multiply_adds),
            _part(figures.memory, measured.memory),
        )
        for node, figures in measured.figures.items()
        if node in measured.used
    }


def _part(some: int, whole: int) -> float:
    return some / whole if whole else 0.0
