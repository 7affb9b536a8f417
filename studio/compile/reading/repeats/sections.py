"""Sections of a drawing: nodes that few outputs feed and one of which feeds others, and whether two of them are wired alike."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from studio.blocks.block import Block
from studio.blocks.unknown import UnknownBlock
from studio.graph.model import Graph
from studio.graph.module import Instance, Placed

OUTSIDE = ""
"""In place of an inner name: what enters a section; its outlet is the number of the entry."""

FEWEST = 3
"""Nodes that are worth a module."""


class Section(Struct, frozen=True, dict=True):
    """Some nodes of a drawing.

    Attributes:
        name: Of what stands in its place.
        title: What its module would be called.
        nodes: Their ids by names that sections wired alike share.
        labels: What they are called inside the module, by those names.
        entries: The outputs outside that feed them, in order: node and outlet.
        exit: The inner name of the node that feeds what comes after.
        blocks: What they are, by their inner names.
        wires: Those between them and from outside: source, outlet, target and port, by inner names.
    """

    name: str
    title: str
    nodes: Mapping[str, str]
    labels: Mapping[str, str]
    entries: tuple[tuple[str, int], ...]
    exit: str
    blocks: Mapping[str, Placed]
    wires: frozenset[tuple[str, int, str, int]]

    @property
    def end(self) -> str:
        """The id of the node that feeds what comes after."""
        return self.nodes[self.exit]

    @cached_property
    def form(self) -> Hashable:
        """What two sections have in common that differ in nothing but values."""
        return self.exit, self.wires, frozenset((inner, kind(block)) for inner, block in self.blocks.items())

    @cached_property
    def values(self) -> Mapping[tuple[str, str], Any]:
        """All that may differ, by inner name and field."""
        return {(inner, field): value for inner, block in self.blocks.items() for field, value in values_of(block).items()}


def kind(block: Placed) -> Hashable:
    """What a block has to share with another to be told from it by values alone."""
    if isinstance(block, Instance):
        return id(block.module), block.repeat, repr(sorted(block.first.items()))
    return repr(block) if isinstance(block, UnknownBlock) else type(block)


def values_of(block: Placed) -> Mapping[str, Any]:
    """The values of a block by field, or those of a module by parameter."""
    if isinstance(block, Instance):
        return {parameter.name: block.values.get(parameter.name, parameter.value) for parameter in block.module.parameters}
    return {field: getattr(block, field) for field in block.__struct_fields__} if isinstance(block, Block) else {}


def follower(graph: Graph, node: str) -> str | None:
    """What alone takes the one output of a node, and takes nothing else."""
    leaving = graph.follows.get(node, ())
    if len(leaving) != 1 or leaving[0].outlet or len(graph.feeds.get(leaving[0].target, ())) != 1:
        return None
    return leaving[0].target


def section(graph: Graph, nodes: Mapping[str, str], *, name: str, title: str, labels: Mapping[str, str], most: int = 1) -> Section | None:
    """The nodes as a section; None where more than so many things enter, more than one leaves, or a node leads from or to nothing."""
    inner = {node: key for key, node in nodes.items()}
    arriving = [wire for node in inner for wire in graph.feeds.get(node, ())]
    leaving = {(wire.source, wire.outlet) for node in inner for wire in graph.follows.get(node, ()) if wire.target not in inner}
    dead = [node for node in inner if not graph.follows.get(node) or not graph.feeds.get(node)]
    entering = sorted((len(inner[wire.target]), inner[wire.target], wire.port, wire) for wire in arriving if wire.source not in inner)
    entries = tuple(dict.fromkeys((wire.source, wire.outlet) for *_, wire in entering))
    if not 1 <= len(entries) <= most or [outlet for _, outlet in leaving] != [0] or dead:
        return None
    wires = frozenset(
        (inner[wire.source], wire.outlet, inner[wire.target], wire.port)
        if wire.source in inner
        else (OUTSIDE, entries.index((wire.source, wire.outlet)), inner[wire.target], wire.port)
        for wire in arriving
    )
    blocks = {key: graph.nodes[node].block for key, node in nodes.items()}
    return Section(name, title, nodes, labels, entries, inner[leaving.pop()[0]], blocks, wires)
