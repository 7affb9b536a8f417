"""Into modules and out again: a trail is the ids of the instances that one goes through, from the outside in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from studio.graph.figures import Figures, Measured
from studio.graph.manner import Manner
from studio.graph.measure import measure
from studio.graph.model import Graph, Node
from studio.graph.module import Instance, Module
from studio.graph.modules.following import with_graph
from studio.graph.modules.inside import arriving, content, titled
from studio.graph.modules.used import changed_modules, instances_of, modules_of, named_apart, replace_module
from studio.graph.names import free_name
from studio.graph.refusals import EditRefused, node_of


class Entered(NamedTuple):
    """What is to be seen in a module through one instance of it, in its first repetition.

    Attributes:
        graph: The inside, with the values of the instance in it; its ids are those of the module's graph.
        given: What arrives at its ModuleInputs, for `measure`.
    """

    graph: Graph
    given: Mapping[str, Figures]


def within(graph: Graph, trail: Sequence[str]) -> Graph:
    """The graph inside the module at the end of a trail; the drawing itself where the trail is empty.

    Raises:
        EditRefused: One of the instances is not there.
    """
    for node_id in trail:
        graph = _instance(graph, node_id).module.graph
    return graph


def path_of(graph: Graph, trail: Sequence[str], node_id: str = "") -> str:
    """The id that a node inside a module has in a plan and in `studio.graph.flat`: `res1.1/conv1`, in first repetitions.

    Args:
        graph: The drawing.
        trail: Where the node is.
        node_id: Which one; without one, what the ids of all nodes there begin with.

    Raises:
        EditRefused: One of the instances is not there.
    """
    found = ""
    for depth, each in enumerate(trail):
        number = ".1" if _instance(within(graph, trail[:depth]), each).repeat > 1 else ""
        found += f"{each}{number}/"
    return found + node_id


def manner_of(graph: Graph, trail: Sequence[str]) -> Manner:
    """How what stands in the module at the end of a trail is trained, in first repetitions.

    Raises:
        EditRefused: One of the instances is not there.
    """
    found = Manner()
    for depth, each in enumerate(trail):
        outer = within(graph, trail[:depth])
        found = found.inside(node_of(outer, each))
        found = found.repeated(1) if _instance(outer, each).repeat > 1 else found
    return found


def with_within(
    graph: Graph, trail: Sequence[str], inner: Graph, only: bool = False, elsewhere: Mapping[str, Module] | None = None
) -> Graph:
    """The drawing with another graph inside the module at the end of a trail.

    Modules that are changed inside it are changed in the whole drawing; one that is unlike the drawing's of that name gets a free name.

    Args:
        graph: The drawing.
        trail: Where; empty for the drawing itself.
        inner: What is to be inside.
        only: Whether in this instance only, as `detached` does it; otherwise in all instances of the module.
        elsewhere: The modules of the project's other drawings, by name.

    Raises:
        EditRefused: One of the instances is not there, or a module would stand inside itself.
    """
    if not trail:
        return inner
    if only:
        graph = detached(graph, trail, elsewhere)
    graph, inner = _agreeing(graph, trail, inner, elsewhere or {})
    old = _instance(within(graph, trail[:-1]), trail[-1]).module
    return replace_module(graph, old, with_graph(old, inner))


def detached(graph: Graph, trail: Sequence[str], elsewhere: Mapping[str, Module] | None = None) -> Graph:
    """The drawing in which the instance at the end of a trail has a module of its own, under a free name, and so have those around it.

    A module that is used nowhere else stays as it is.

    Args:
        graph: The drawing.
        trail: The instance, and those around it.
        elsewhere: The modules of the project's other drawings, by name.

    Raises:
        EditRefused: One of the instances is not there.
    """
    for depth in range(1, len(trail) + 1):
        graph = _one_detached(graph, trail[:depth], elsewhere or {})
    return graph


def entered(graph: Graph, measured: Measured, trail: Sequence[str]) -> Entered:
    """What is to be seen inside the module at the end of a trail.

    Args:
        graph: The drawing.
        measured: Its figures.
        trail: Where to.

    Raises:
        EditRefused: One of the instances is not there.
        ContentError: An instance has values that its module refuses.
    """
    found = Entered(graph, {})
    for node_id in trail:
        if found.graph is not graph:
            measured = measure(found.graph, given=found.given)
        instance = _instance(found.graph, node_id)
        inputs = {wire.port: measured.figures[wire.source].leaving(wire.outlet) for wire in found.graph.feeds.get(node_id, ())}
        found = Entered(content(instance), arriving(instance, inputs))
    return found


def _agreeing(graph: Graph, trail: Sequence[str], inner: Graph, elsewhere: Mapping[str, Module]) -> tuple[Graph, Graph]:
    """The drawing and what is to be inside it, with one module for each name."""
    own, before = modules_of(inner), within(graph, trail)
    around = (_instance(within(graph, trail[:depth]), node_id) for depth, node_id in enumerate(trail))
    if itself := next((instance for instance in around if instance.module.name in own), None):
        raise EditRefused(f"{titled(itself)} cannot stand inside itself. Choose another module.")
    for old, new in changed_modules(before, inner):
        graph = replace_module(graph, old, new)
    kept = {name: own[name] for name in modules_of(before) if name in own}
    return graph, named_apart(inner, {**elsewhere, **modules_of(graph), **kept})


def _one_detached(graph: Graph, trail: Sequence[str], elsewhere: Mapping[str, Module]) -> Graph:
    """The last instance of a trail detached; those before it are already."""
    module = _instance(within(graph, trail[:-1]), trail[-1]).module
    known = modules_of(graph)
    if module.name not in elsewhere and _sites(graph, known, module) < 2:
        return graph
    own = replace(module, name=free_name(module.name, {*known, *elsewhere}))
    return _with_module(graph, trail, own)


def _sites(graph: Graph, known: Mapping[str, Module], module: Module) -> int:
    """In how many places a module stands, a nesting module's inside counted once."""
    graphs = (graph, *(each.graph for each in known.values()))
    return sum(instance.module.name == module.name for each in graphs for instance in instances_of(each))


def _with_module(graph: Graph, trail: Sequence[str], module: Module) -> Graph:
    """The drawing with another module in the one instance at the end of a trail; the modules around it keep their names."""
    node = node_of(graph, trail[0])
    instance = _instance(graph, trail[0])
    if len(trail) > 1:
        module = replace(instance.module, graph=_with_module(instance.module.graph, trail[1:], module))
    return graph.replace(nodes={**graph.nodes, node.id: replace(node, block=replace(instance, module=module))})


def _instance(graph: Graph, node_id: str) -> Instance:
    node: Node = node_of(graph, node_id)
    if not isinstance(node.block, Instance):
        raise EditRefused(f"{node.name} is no module, so there is nothing inside it. Choose a module.")
    return node.block
