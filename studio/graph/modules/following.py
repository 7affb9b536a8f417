"""Inner values go on following a module's parameters when nodes inside it become a module, or a module nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from studio.blocks.unknown import UnknownBlock
from studio.graph.model import Graph, Node
from studio.graph.module import Binding, Instance, Module
from studio.graph.modules.dissolving import came_from
from studio.graph.modules.expressions import ExpressionError, names_in, substituted
from studio.graph.modules.inside import ContentError, content
from studio.graph.modules.parameters import values_of


def with_graph(module: Module, graph: Graph) -> Module:
    """The module with another graph inside.

    What followed its parameters and now stands in a module made of it follows them through a parameter of that module; what came out of
    a module follows them itself. Bindings of nodes and values that are gone go too.

    Args:
        module: As it was.
        graph: What an edit made of its graph.
    """
    if graph is module.graph:
        return module
    kept = [each for each in module.bindings if (node := graph.nodes.get(each.node)) and _has(node, each.field)]
    kept += _come_out(module, graph)
    for node in _come(module.graph, graph):
        graph, bindings = _gone_in(module, graph, node)
        kept += bindings
    return replace(module, graph=graph, bindings=tuple(kept))


def _has(node: Node, field: str) -> bool:
    """Whether a node has a value; of an unknown block nobody can say that it has not."""
    return isinstance(node.block, UnknownBlock) or field in values_of(node)


def _come(old: Graph, new: Graph) -> list[Node]:
    return [node for node in new.nodes.values() if node.id not in old.nodes and isinstance(node.block, Instance)]


def _come_out(module: Module, graph: Graph) -> Iterator[Binding]:
    """Bindings of what stood in instances that are gone: shown in their place, or dissolved."""
    for node in module.graph.nodes.values():
        outer = {each.field: each.expression for each in module.bindings if each.node == node.id}
        if node.id in graph.nodes or not isinstance(node.block, Instance) or node.block.repeat > 1 or not outer:
            continue
        for inner in node.block.module.bindings:
            places = (each for each in _places(node.id, inner.node) if each in graph.nodes and each not in module.graph.nodes)
            expression = _through(node.block, inner, outer)
            if expression and (place := next(places, None)) and _unchanged(node.block, inner, graph.nodes[place]):
                yield Binding(place, inner.field, expression)


def _places(instance: str, inner: str) -> tuple[str, ...]:
    """The ids that an inner node may have outside: shown in its place, or dissolved."""
    return f"{instance}/{inner}", came_from(instance, inner), inner


def _unchanged(instance: Instance, inner: Binding, now: Node) -> bool:
    try:
        then = content(instance).nodes.get(inner.node)
    except ContentError:
        return False
    return then is not None and values_of(now).get(inner.field) == values_of(then).get(inner.field)


def _through(instance: Instance, inner: Binding, outer: Mapping[str, str]) -> str:
    """An inner expression in terms of the outer parameters; empty where it does not follow them."""
    try:
        names, values = names_in(inner.expression), instance.chosen()
        if not outer.keys() & set(names):
            return ""
        return substituted(inner.expression, {name: outer.get(name, repr(values.get(name))) for name in names})
    except ExpressionError:
        return ""


def _gone_in(module: Module, graph: Graph, node: Node) -> tuple[Graph, list[Binding]]:
    """What followed a parameter and now stands in a module: the graph with that module, and the bindings of the instance."""
    instance, path = node.block, f"{node.id}/"
    if not isinstance(instance, Instance):
        return graph, []
    gone = (replace(each, node=each.node.removeprefix(path)) for each in module.bindings if each.node not in graph.nodes)
    moved = tuple(each for each in gone if each.node in instance.module.graph.nodes)
    if instance.module.parameters or not moved:
        return graph, of_instance(node.id, instance.module, moved)
    spoken = {name for each in moved for name in names_in(each.expression)}
    parameters = tuple(each for each in module.parameters if each.name in spoken)
    made = replace(instance, module=replace(instance.module, parameters=parameters, bindings=moved))
    graph = graph.replace(nodes={**graph.nodes, node.id: replace(node, block=made)})
    return graph, [Binding(node.id, each.name, each.name) for each in parameters]


def of_instance(node_id: str, module: Module, moved: Iterable[Binding]) -> list[Binding]:
    """What the values of an instance follow that is shown in its place.

    Where an inner value follows one parameter alone, that follows what the value does.

    Args:
        node_id: Of the instance.
        module: That it is of.
        moved: What its inner values follow where they are shown, by their ids inside.
    """
    outer = {(each.node, each.field): each.expression for each in moved}
    alone = [each for each in module.bindings if each.expression.isidentifier() and (each.node, each.field) in outer]
    return list({each.expression: Binding(node_id, each.expression, outer[each.node, each.field]) for each in alone}.values())
