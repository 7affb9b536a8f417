"""The drawing as data: nodes, wires and the graph that holds them; all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from studio.blocks.block import Block
from studio.blocks.unknown import UnknownBlock

Position = tuple[float, float]  # of a card's upper left corner, in pixels at 100 %


class Node(Struct, frozen=True):
    """A block placed in a graph.

    Attributes:
        id: Unique in its graph, never shown, kept for life: weights, pictures and diffs follow it.
        block: The kind of layer with its values.
        name: Unique in its graph; the Keras layer's name. A Python identifier.
        position: Of the card's upper left corner on the board.
    """

    id: str
    block: Block | UnknownBlock
    name: str
    position: Position = (0.0, 0.0)


class Wire(Struct, frozen=True, order=True):
    """From a node's output to an input port of another node; a port takes one wire.

    Attributes:
        source: Id of the node whose output it takes.
        target: Id of the node that it feeds.
        port: Which input, from 0; blocks with many inputs keep theirs in order without gaps.
    """

    source: str
    target: str
    port: int = 0


class Graph(Struct, frozen=True, dict=True):
    """A drawing. Equal when nodes and wires are equal, whatever their order.

    Attributes:
        nodes: By id.
        wires: Sorted, without duplicates.
    """

    nodes: Mapping[str, Node] = {}
    wires: tuple[Wire, ...] = ()

    @cached_property
    def feeds(self) -> Mapping[str, tuple[Wire, ...]]:
        """The wires that arrive at each node, by port; nodes without one are absent."""
        found: dict[str, list[Wire]] = {}
        for wire in self.wires:
            found.setdefault(wire.target, []).append(wire)
        return {node: tuple(sorted(wires, key=_port)) for node, wires in found.items()}

    @cached_property
    def follows(self) -> Mapping[str, tuple[Wire, ...]]:
        """The wires that leave each node; nodes without one are absent."""
        found: dict[str, list[Wire]] = {}
        for wire in self.wires:
            found.setdefault(wire.source, []).append(wire)
        return {node: tuple(wires) for node, wires in found.items()}

    def named(self, name: str) -> Node | None:
        """The node with that name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Node]:
        return {node.name: node for node in self.nodes.values()}

    def replace(self, nodes: Mapping[str, Node] | None = None, wires: tuple[Wire, ...] | None = None) -> Graph:
        """The same graph with other nodes or wires; where the wires stay, so do their indexes."""
        new = Graph(nodes=self.nodes if nodes is None else nodes, wires=self.wires if wires is None else wires)
        if wires is None:
            new.__dict__.update({name: self.__dict__[name] for name in ("feeds", "follows") if name in self.__dict__})
        return new


def _port(wire: Wire) -> int:
    return wire.port
