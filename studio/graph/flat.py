"""A drawing without modules: what stands inside them laid out in their place, bypassed and muted nodes gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import paths
from studio.graph.manner import Manner
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance
from studio.graph.modules.inside import ContentError, content, too_large
from studio.graph.names import free_name
from studio.graph.rules import outputs_of
from studio.graph.states import effective, passes
from studio.graph.wiring import rewired

End = tuple[str, int]
"""A value: the id of the node that gives it, and which of its outputs it is."""


class Flat(NamedTuple):
    """A drawing of blocks alone.

    Attributes:
        graph: Its nodes are in an order in which a program would call them, those of a module together. Inner nodes have paths as ids:
            `instance/inner`, or `instance.2/inner` in the second repetition.
        made: Of nodes without a layer of their own, such as instances, bypassed nodes and the ports of modules: which output of which
            flat node they show, by their id or path.
    """

    graph: Graph
    made: Mapping[str, End]


def flat(graph: Graph) -> Flat:
    """The drawing with every instance replaced by what is inside it; one whose module refuses its values gives nothing."""
    if not any(isinstance(node.block, Instance) or node.state != "on" for node in graph.nodes.values()):
        return Flat(graph.replace(nodes={node: graph.nodes[node] for part in paths.order(graph) for node in part}), {})
    laying = _Laying()
    laying.lay(graph, _Place("", ""), {})
    return Flat(rewired(Graph(nodes=laying.nodes, notes=graph.notes), laying.wires), laying.made)


def prefixes(graph: Graph) -> Mapping[str, str]:
    """What the names of an instance's layers begin with, by its node's id: its name, or `name_2` where layers would share a name.

    Names follow from names alone, whatever is bypassed, so that they stay when a value changes. Kept with the graph.
    """
    kept: dict[str, str] | None = graph.__dict__.get("_prefixes")
    if kept is None:
        kept = graph.__dict__["_prefixes"] = {}
        taken = {node.name for node in graph.nodes.values()}
        for node in graph.nodes.values():
            if isinstance(node.block, Instance):
                inner = _made_names(node.block)
                kept[node.id] = _free_prefix(node.name, inner, taken)
                taken |= {f"{kept[node.id]}_{name}" for name in inner}
    return kept


def _made_names(instance: Instance) -> tuple[str, ...]:
    """The names of all layers and modules inside an instance, without what they begin with; none where it is never laid out."""
    if too_large(instance):
        return ()
    graph = instance.module.graph
    begins, found = prefixes(graph), list[str]()
    for node in graph.nodes.values():
        if isinstance(node.block, Instance):
            found += [node.name, *(f"{begins[node.id]}_{name}" for name in _made_names(node.block))]
        elif not isinstance(node.block, ModuleInput | ModuleOutput):
            found.append(node.name)
    return tuple(found) if instance.repeat < 2 else tuple(f"{k}_{name}" for k in range(1, instance.repeat + 1) for name in found)


def _free_prefix(name: str, inner: Iterable[str], taken: set[str]) -> str:
    prefix, clashing = name, set[str]()
    while any(f"{prefix}_{each}" in taken for each in inner):
        clashing.add(prefix)
        prefix = free_name(name, clashing)
    return prefix


class _Place(NamedTuple):
    """Where the nodes of one graph go: what their ids and names begin with, and how they are trained there."""

    path: str
    name: str
    manner: Manner = Manner()


@dataclass
class _Laying:
    """Lays graphs out, one inside the other, in the data's way; an origin is what gives an output."""

    nodes: dict[str, Node] = field(default_factory=dict)
    wires: list[Wire] = field(default_factory=list)
    made: dict[str, End] = field(default_factory=dict)

    def lay(self, drawing: Graph, place: _Place, entering: Mapping[str, End]) -> dict[str, End]:
        """Lays one graph out.

        Args:
            drawing: What to lay out.
            place: Where.
            entering: Origins of what arrives at its ModuleInputs, by their ids.

        Returns:
            Origins of what its nodes show, by their ids.
        """
        graph, names = effective(drawing), prefixes(drawing)
        origins = {(node_id, 0): origin for node_id, origin in entering.items()}
        for node in (graph.nodes[node_id] for part in paths.order(graph) for node_id in part):
            feeds = graph.feeds.get(node.id, ())
            arriving = {wire.port: origins[wire.source, wire.outlet] for wire in feeds if (wire.source, wire.outlet) in origins}
            here = _Place(place.path + node.id, place.name + names.get(node.id, node.name), place.manner.inside(node))
            found = [entering[node.id]] if node.id in entering else self._laid(node, here, arriving)
            origins |= {(node.id, outlet): origin for outlet, origin in enumerate(found) if origin}
            if found and (shown := found[0]) and shown != (here.path, 0):
                self.made[here.path] = shown
        return {node_id: origin for (node_id, outlet), origin in origins.items() if not outlet}

    def _laid(self, node: Node, here: _Place, arriving: Mapping[int, End]) -> Sequence[End | None]:
        """Lays one node out; the origins of its outputs, empty where nothing arrives. Inputs and Outputs stand outside of modules alone."""
        first = list(arriving.values())[:1]
        if isinstance(node.block, ModuleInput | ModuleOutput) or (here.path != node.id and isinstance(node.block, Input | Output)):
            return first
        if passes(node):
            return first * outputs_of(node.block)
        if isinstance(node.block, Instance):
            try:
                return self._unrolled(node.block, here, arriving)
            except ContentError:
                return []
        self.nodes[here.path] = replace(node, id=here.path, name=here.name, **here.manner._asdict())
        self.wires += [Wire(origin, here.path, port, outlet) for port, (origin, outlet) in arriving.items()]
        return [(here.path, outlet) for outlet in range(max(1, outputs_of(node.block)))]

    def _unrolled(self, instance: Instance, here: _Place, arriving: Mapping[int, End]) -> list[End | None]:
        """Lays the repetitions of an instance out in a chain."""
        found: list[End | None] = []
        for repetition in range(instance.repeat):
            number = repetition + 1
            place = (
                _Place(f"{here.path}.{number}/", f"{here.name}_{number}_", here.manner.repeated(number))
                if instance.repeat > 1
                else _Place(f"{here.path}/", f"{here.name}_", here.manner)
            )
            entering = {node.id: arriving[port] for port, node in enumerate(instance.module.inputs) if port in arriving}
            shown = self.lay(content(instance, repetition), place, entering)
            found = [shown.get(node.id) for node in instance.module.outputs]
            arriving = {port: origin for port, origin in enumerate(found) if origin}
        return found
