"""What one graph computes, node by node in the data's way, whatever values its module is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import paths
from studio.graph.model import Graph, Node
from studio.graph.module import BYPASS, Binding, Instance, Module
from studio.graph.rules import inputs_of, outputs_of
from studio.graph.states import effective, passes

Key = tuple[str, int]
"""A value: what gives it, and which of its outputs it is."""


class Placing(NamedTuple):
    """A node in its place.

    Attributes:
        node: As it is drawn.
        takes: What arrives at it, by port; bypassed nodes are seen through.
        bound: The expressions that its values follow, by field.
    """

    node: Node
    takes: tuple[Key, ...]
    bound: Mapping[str, str]


class Body(NamedTuple):
    """What is inside a module.

    Attributes:
        placings: The nodes that lead to an output, ports left out.
        outputs: What leaves the module, by outlet.
        whole: Whether all ports are wired, those of modules inside as well.
    """

    placings: tuple[Placing, ...]
    outputs: tuple[Key, ...]
    whole: bool


def body(module: Module) -> Body:
    """What a module computes; kept with the module."""
    kept: Body | None = module.__dict__.get("_body")
    if kept is None:
        kept = module.__dict__["_body"] = _read(module)
    return kept


def _read(module: Module) -> Body:
    needed = _needed(placings(module.graph, module.bindings))
    inner = tuple(placing for placing in needed if not isinstance(placing.node.block, ModuleInput | ModuleOutput))
    ends = {placing.node.id: placing.takes for placing in needed}
    outputs = tuple(key for node in module.outputs for key in ends.get(node.id, ())[:1])
    return Body(inner, outputs, len(outputs) == len(module.outputs) and all(map(_whole, inner)))


def placings(drawing: Graph, bindings: Iterable[Binding] = ()) -> list[Placing]:
    """All nodes of a drawing that are not muted or bypassed, in the data's way."""
    graph, bound = effective(drawing), _by_node(bindings)
    origins: dict[Key, Key] = {}
    found: list[Placing] = []
    for node in (graph.nodes[node_id] for node_id in paths.order(graph)[0]):
        starts = ((wire.source, wire.outlet) for wire in graph.feeds.get(node.id, ()))
        here = Placing(node, tuple(origins[start] for start in starts if start in origins), bound.get(node.id, {}))
        gives = [(node.id, outlet) for outlet in range(outputs_of(node.block))]
        seen_through = passes(node) and BYPASS not in here.bound
        found += [] if seen_through else [here]
        origins |= {own: origin for own in gives for origin in (here.takes[:1] if seen_through else [own])}
    return found


def _by_node(bindings: Iterable[Binding]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for binding in bindings:
        found.setdefault(binding.node, {})[binding.field] = binding.expression
    return found


def _needed(found: list[Placing]) -> list[Placing]:
    """Those that lead to an output."""
    wanted = {placing.node.id for placing in found if isinstance(placing.node.block, ModuleOutput)}
    for placing in reversed(found):
        if placing.node.id in wanted:
            wanted |= {source for source, _ in placing.takes}
    return [placing for placing in found if placing.node.id in wanted]


def _whole(placing: Placing) -> bool:
    block = placing.node.block
    return not isinstance(block, Instance) or len(placing.takes) == inputs_of(block)
