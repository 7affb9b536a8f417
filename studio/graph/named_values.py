"""Parameters of a drawing: named values that values of its nodes follow, with the edits and expressions that modules have.

The nodes always hold what the expressions come to, so that whatever looks at a drawing sees plain values. One that is set in
another way follows nothing any more, as when a number is typed over a formula of a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from studio.graph.model import Binding, Graph, Note, Parameter
from studio.graph.module import Instance, Module
from studio.graph.modules.expressions import ExpressionError, evaluate, names_in
from studio.graph.modules.following import of_instance, with_graph
from studio.graph.modules.inside import bound
from studio.graph.modules.parameters import values_of
from studio.graph.refusals import EditRefused

_TITLE = "The drawing"


def values(graph: Graph) -> dict[str, Any]:
    """The parameters of a drawing, by name."""
    return {parameter.name: parameter.value for parameter in graph.parameters}


def as_module(graph: Graph) -> Module:
    """The drawing as the edits of a module's parameters take it; `of_module` leads back."""
    return Module("drawing", graph, graph.parameters, graph.bindings, _TITLE)


def of_module(module: Module) -> Graph:
    """The drawing with the parameters and bindings of what `as_module` became, and in its nodes what they come to.

    Raises:
        EditRefused: A node refuses what follows for it.
    """
    return settled(replace(module.graph, parameters=module.parameters, bindings=module.bindings))


def settled(graph: Graph) -> Graph:
    """The drawing with what the expressions come to in its nodes.

    Raises:
        EditRefused: A node refuses what follows for it.
    """
    nodes, faults = bound(graph, graph.bindings, values(graph))
    if faults:
        raise EditRefused(" ".join(faults))
    notes = {note.id: _framed(graph, note) for note in graph.notes.values()}
    return graph.replace(nodes=nodes, notes=notes) if (nodes, notes) != (graph.nodes, graph.notes) else graph


def kept(old: Graph, new: Graph) -> Graph:
    """A drawing after an edit, in which values follow expressions as long as they hold what these come to.

    What goes into a module, or comes out of one, follows through it, as inside of modules.

    Args:
        old: As it was.
        new: What an edit made of it.
    """
    if not new.bindings or new is old:
        return new
    module = with_graph(Module("drawing", old, new.parameters, new.bindings), new)
    holding = tuple(each for each in module.bindings if _holds(module.graph, each))
    if holding == new.bindings and module.graph is new:
        return new
    return replace(module.graph, bindings=holding)


def followed_by(graph: Graph, fragment: Graph) -> Graph:
    """What was copied from a drawing, with the parameters that its values follow there."""
    bindings = tuple(each for each in graph.bindings if each.node in fragment.nodes)
    return replace(fragment, parameters=_spoken(graph.parameters, bindings), bindings=bindings)


def followed_on(graph: Graph, fragment: Graph, ids: Mapping[str, str]) -> Graph:
    """A drawing into which a fragment was pasted: what followed parameters follows those of the drawing where they come to the same.

    Parameters that the drawing has not come along.

    Args:
        graph: With the nodes of the fragment.
        fragment: With its parameters.
        ids: The new ids by the fragment's.
    """
    if not fragment.bindings:
        return graph
    missing = tuple(each for each in fragment.parameters if each.name not in values(graph))
    given = replace(graph, parameters=(*graph.parameters, *missing))
    moved = (replace(each, node=ids[each.node]) for each in fragment.bindings if each.node in ids)
    holding = tuple(each for each in moved if _holds(given, each))
    parameters = (*graph.parameters, *_spoken(missing, holding))
    return replace(graph, parameters=parameters, bindings=(*graph.bindings, *holding))


def without(graph: Graph) -> Graph:
    """The graph without parameters of its own, as the inside of a module is."""
    return replace(graph, parameters=(), bindings=()) if graph.parameters or graph.bindings else graph


def _framed(graph: Graph, note: Note) -> Note:
    """A frame that shows a module in its place, with the values that stand in it: so the same module is put back."""
    node = note.expanded
    if node is None or not isinstance(node.block, Instance):
        return note
    path = f"{node.id}/"
    inner = (replace(each, node=each.node.removeprefix(path)) for each in graph.bindings if each.node.startswith(path))
    nodes, faults = bound(Graph({node.id: node}), of_instance(node.id, node.block.module, inner), values(graph))
    return note if faults or nodes[node.id] == node else replace(note, expanded=nodes[node.id])


def _spoken(parameters: Iterable[Parameter], bindings: Collection[Binding]) -> tuple[Parameter, ...]:
    """The parameters of which expressions speak."""
    names = {name for each in bindings for name in names_in(each.expression)}
    return tuple(each for each in parameters if each.name in names)


def _holds(graph: Graph, binding: Binding) -> bool:
    """Whether a node has what an expression comes to."""
    node = graph.nodes.get(binding.node)
    try:
        return node is not None and values_of(node).get(binding.field) == evaluate(binding.expression, values(graph))
    except ExpressionError:
        return False
