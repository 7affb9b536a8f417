"""Modules: a graph used as one block, with parameters and a repeat count; all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from studio.blocks.block import Block
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.unknown import UnknownBlock
from studio.graph.model import Binding, Graph, Node, Parameter

__all__ = ["BYPASS", "MOST_REPEATS", "Binding", "Instance", "Module", "Parameter", "Placed"]

MOST_REPEATS = 1000
"""How many times a module may stand in a chain."""

BYPASS = "bypass"
"""The field of a binding that bypasses its node where the expression is true."""


class Module(Struct, frozen=True, dict=True):
    """A graph used as one block. A value: instances with equal modules share it, in the file too.

    Attributes:
        name: A Python identifier, unique in a project; the function's name in the exported program.
        graph: What is inside; its ModuleInputs and ModuleOutputs are the module's ports.
        parameters: In the order of the properties.
        bindings: Which inner values follow them.
        title: For people.
        icon: Name of a shipped icon.
        help: What it is for, in a sentence or two.
        also: What else a search finds it by, such as the networks that are built of it.
        pretrained: The network with whose kept weights its instances begin; empty for fresh ones.
    """

    name: str
    graph: Graph
    parameters: tuple[Parameter, ...] = ()
    bindings: tuple[Binding, ...] = ()
    title: str = ""
    icon: str = "boxes"
    help: str = ""
    also: tuple[str, ...] = ()
    pretrained: str = ""

    @cached_property
    def inputs(self) -> tuple[Node, ...]:
        """The ports where data enters, in order."""
        return _ports(self.graph, ModuleInput)

    @cached_property
    def outputs(self) -> tuple[Node, ...]:
        """The ports where data leaves, in order."""
        return _ports(self.graph, ModuleOutput)

    @cached_property
    def size(self) -> int:
        """How many nodes are inside; what is inside other modules counts as often as it stands there."""
        return sum(node.block.size if isinstance(node.block, Instance) else 1 for node in self.graph.nodes.values())

    @cached_property
    def depth(self) -> int:
        """How many modules lie in each other, with itself."""
        inner = (node.block.module.depth for node in self.graph.nodes.values() if isinstance(node.block, Instance))
        return 1 + max(inner, default=0)


class Instance(Struct, frozen=True, dict=True):
    """A module placed in a graph, with values of its own.

    Attributes:
        module: What it is an instance of.
        values: Of the parameters that differ from the defaults, by name.
        repeat: How many times it stands in a chain; only modules with one input and one output stand more than once.
        first: Values that the first repetition has instead.
    """

    module: Module
    values: Mapping[str, Any] = {}
    repeat: int = 1
    first: Mapping[str, Any] = {}

    @property
    def size(self) -> int:
        """How many nodes stand for it where it is laid out, and itself."""
        return 1 + self.repeat * self.module.size

    def chosen(self, repetition: int = 0) -> dict[str, Any]:
        """All parameters with their values, for one repetition, counted from 0."""
        defaults = {parameter.name: parameter.value for parameter in self.module.parameters}
        return defaults | dict(self.values) | (dict(self.first) if repetition == 0 and self.repeat > 1 else {})


Placed = Block | UnknownBlock | Instance
"""What a node can hold."""


def _ports(graph: Graph, kind: type[ModuleInput] | type[ModuleOutput]) -> tuple[Node, ...]:
    found = [(node.block.port, node.name, node) for node in graph.nodes.values() if isinstance(node.block, kind)]
    return tuple(node for _, _, node in sorted(found, key=lambda each: each[:2]))
