"""Sections of a drawing: nodes that one output feeds and one of which feeds others, and whether two of them are wired alike."""

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
"""In place of an inner name: what enters a section."""

FEWEST = 3
"""Nodes that are worth a module."""


class Section(Struct, frozen=True, dict=True):
    """Some nodes of a drawing.

    Attributes:
        name: Of what stands in its place.
        title: What its module would be called.
        nodes: Their ids by names that sections wired alike share.
        labels: What they are called inside the module, by those names.
        entry: The output outside that feeds them: node and outlet.
        exit: The inner name of the node that feeds what comes after.
        blocks: What they are, by their inner names.
        wires: Those between them and from outside: source, outlet, target and port, by inner names.
    """

    name: str
    title: str
    nodes: Mapping[str, str]
    labels: Mapping[str, str]
    entry: tuple[str, int]
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


def section(graph: Graph, nodes: Mapping[str, str], *, name: str, title: str, labels: Mapping[str, str]) -> Section | None:
    """The nodes as a section; None where more than one thing enters or leaves."""
    inner = {node: key for key, node in nodes.items()}
    arriving = [wire for node in inner for wire in graph.feeds.get(node, ())]
    leaving = {wire.source for node in inner for wire in graph.follows.get(node, ()) if wire.target not in inner}
    dead = [node for node in inner if not graph.follows.get(node) or not graph.feeds.get(node)]
    entries = {(wire.source, wire.outlet) for wire in arriving if wire.source not in inner}
    if len(entries) != 1 or len(leaving) != 1 or dead:
        return None
    wires = frozenset(
        (inner.get(wire.source, OUTSIDE), wire.outlet * (wire.source in inner), inner[wire.target], wire.port) for wire in arriving
    )
    blocks = {key: graph.nodes[node].block for key, node in nodes.items()}
    return Section(name, title, nodes, labels, entries.pop(), inner[leaving.pop()], blocks, wires)
