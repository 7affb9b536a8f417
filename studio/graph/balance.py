"""The figures of two drawings side by side, and the nodes that make the difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct

from studio.blocks.block import Shape
from studio.graph.compare import Comparison
from studio.graph.figures import Figures, Measured
from studio.graph.model import Node


class Sides(NamedTuple):
    """One figure of both drawings."""

    old: int
    new: int

    @property
    def difference(self) -> int:
        """How much more the new one has."""
        return self.new - self.old


class NodeCost(NamedTuple):
    """What a node costs in both drawings.

    Attributes:
        old: The node; None where it was added.
        new: The node; None where it was removed.
        weights: How many numbers the layer holds.
        multiply_adds: For one image.
        memory: Bytes of its output for one image.
        shapes: Of the output; None where there is none or it is unknown.
    """

    old: Node | None
    new: Node | None
    weights: Sides
    multiply_adds: Sides
    memory: Sides
    shapes: tuple[Shape | None, Shape | None]


class Balance(Struct, frozen=True):
    """The figures of two drawings side by side.

    Attributes:
        weights: Of the networks.
        fixed: The weights that training does not change by gradient.
        multiply_adds: For one image.
        memory: Bytes of all outputs for one image.
        nodes: The nodes with figures that differ: pairs and what was added in the order of the new drawing's data, then what was removed.
    """

    weights: Sides
    fixed: Sides
    multiply_adds: Sides
    memory: Sides
    nodes: tuple[NodeCost, ...]


def balance(comparison: Comparison, old: Measured, new: Measured) -> Balance:
    """The figures of both drawings, and the nodes that make the difference.

    Args:
        comparison: What `compare` says of the drawings.
        old: Figures of the old one.
        new: Figures of the new one.
    """
    both = {pair.new.id: pair.old for pair in comparison.pairs}
    fresh = {node.id: node for node in comparison.added} | {pair.new.id: pair.new for pair in comparison.pairs}
    costs = [_cost(both.get(node), fresh[node], old, new) for node in new.order if node in fresh]
    costs += [_cost(node, None, old, new) for node in comparison.removed]
    return Balance(
        weights=Sides(old.weights, new.weights),
        fixed=Sides(old.fixed, new.fixed),
        multiply_adds=Sides(old.multiply_adds, new.multiply_adds),
        memory=Sides(old.memory, new.memory),
        nodes=tuple(cost for cost in costs if _differs(cost)),
    )


def _cost(before: Node | None, after: Node | None, old: Measured, new: Measured) -> NodeCost:
    here = old.figures[before.id] if before else Figures()
    there = new.figures[after.id] if after else Figures()

    def sides(figure: Callable[[Figures], int]) -> Sides:
        return Sides(figure(here), figure(there))

    return NodeCost(
        before,
        after,
        weights=sides(lambda figures: figures.weights),
        multiply_adds=sides(lambda figures: figures.multiply_adds),
        memory=sides(lambda figures: figures.memory),
        shapes=(here.shape, there.shape),
    )


def _differs(cost: NodeCost) -> bool:
    return any(sides.difference for sides in (cost.weights, cost.multiply_adds, cost.memory)) or cost.shapes[0] != cost.shapes[1]
