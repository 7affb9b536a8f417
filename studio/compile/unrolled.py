"""What the functions of modules make when they are called, said as a plan would say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from studio.blocks.block import Block
from studio.compile.body import Key, body
from studio.compile.plan import Step, value_name
from studio.compile.planner import layer_name, step
from studio.graph.flat import prefixes
from studio.graph.model import Node
from studio.graph.module import Instance
from studio.graph.modules.inside import content
from studio.graph.rules import outputs_of
from studio.graph.states import passes

NOWHERE: Key = ("", 0)
"""The origin of what is not in the network."""


def named(names: Mapping[str, str], origin: Key) -> str:
    """The name of a value in the plan; empty where it is not in the network."""
    step = names.get(origin[0])
    return value_name(step, origin[1]) if step else ""


@dataclass
class Unrolled:
    """The layers of calls in the order in which they are made. An origin of a value is the id or path of the node, and which output.

    Attributes:
        names: Of the steps of the plan, by the id or path of their node.
        steps: What was made.
        values: The parameters of each call, with the name of its module.
    """

    names: Mapping[str, str]
    steps: list[Step] = field(default_factory=list)
    values: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def call(self, instance: Instance, path: str, name: str, takes: Sequence[Key]) -> Sequence[Key]:
        """Calls the function of an instance as often as it stands there.

        Args:
            instance: A whole one.
            path: Of its node.
            name: What the names of its layers begin with.
            takes: Origins of what it is called on.

        Returns:
            Origins of its outputs.
        """
        for repetition in range(instance.repeat):
            number = repetition + 1
            here, begin = (f"{path}.{number}/", f"{name}_{number}_") if instance.repeat > 1 else (f"{path}/", f"{name}_")
            takes = self._once(instance, repetition, (here, begin), takes)
        return takes

    def _once(self, instance: Instance, repetition: int, here: tuple[str, str], takes: Sequence[Key]) -> list[Key]:
        module, graph, inside = instance.module, content(instance, repetition), body(instance.module)
        self.values.append((module.name, instance.chosen(repetition)))
        (path, begin), begins = here, prefixes(module.graph)
        shown: dict[Key, Key] = {(node.id, 0): origin for node, origin in zip(module.inputs, takes, strict=True)}
        for placing in inside.placings:
            node = graph.nodes[placing.node.id]
            arriving = [shown.get(key, NOWHERE) for key in placing.takes]
            gives = self._placed(node, path + node.id, begin + begins.get(node.id, node.name), arriving)
            shown |= {(node.id, outlet): origin for outlet, origin in enumerate(gives)}
        return [shown.get(key, NOWHERE) for key in inside.outputs]

    def _placed(self, node: Node, path: str, name: str, takes: Sequence[Key]) -> Sequence[Key]:
        """The origins of a node's outputs, after what it makes."""
        if passes(node):
            return [*takes[:1]] * outputs_of(node.block)
        if isinstance(node.block, Instance):
            return self.call(node.block, path, name, takes)
        assert isinstance(node.block, Block)  # a plan has no unknown blocks
        inputs = tuple(named(self.names, origin) for origin in takes)
        self.steps.append(step(node.block, layer_name(name), inputs, path))
        return [(path, outlet) for outlet in range(outputs_of(node.block))]
