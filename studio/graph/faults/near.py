"""The nearest node that a block fits to, where many nodes ask and many are there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

import numpy as np

from studio.blocks.block import Block
from studio.graph.model import Node

Offer = TypeVar("Offer", bound=Hashable)


class Near(Generic[Offer]):
    """Nodes with what they offer: a block is tried once with all that offer the same, and equal blocks are tried once.

    Args:
        offered: The nodes, each with its offer.
        fits: Whether a block fits to an offer.
    """

    def __init__(self, offered: Iterable[tuple[Node, Offer]], fits: Callable[[Block, Offer], bool]) -> None:
        self._offered: dict[Offer, list[Node]] = {}
        for node, offer in offered:
            self._offered.setdefault(offer, []).append(node)
        self._fits = fits
        self._found: dict[Block, _Places] = {}

    def nearest(self, node: Node) -> Node | None:
        """The nearest other node to which its block fits; of several the first by id."""
        block = node.block
        if not isinstance(block, Block):
            return None
        if block not in self._found:
            self._found[block] = _Places([each for offer, nodes in self._offered.items() if self._fits(block, offer) for each in nodes])
        return self._found[block].nearest(node)


class _Places:
    """Nodes by where they are."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = sorted(nodes, key=lambda node: node.id)
        self._places = np.array([node.position for node in self._nodes], np.float64).reshape(-1, 2)
        self._rows = {node.id: row for row, node in enumerate(self._nodes)}

    def nearest(self, node: Node) -> Node | None:
        """The nearest but the node itself."""
        own = self._rows.get(node.id)
        if len(self._nodes) == (own is not None):
            return None
        with np.errstate(over="ignore"):  # cards can lie as far apart as no number tells
            distances = np.hypot(*(self._places - node.position).T)
        if own is not None:
            distances[own] = np.nan
        return self._nodes[int(np.nanargmin(distances))]
