"""The modules that a drawing uses, nested ones too, and other modules in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from studio.graph.model import Graph, Node, Wire
from studio.graph.module import BYPASS, Binding, Instance, Module
from studio.graph.names import free_name
from studio.graph.wiring import rewired

T = TypeVar("T")

Change = Callable[[Module], Module]


def modules_of(graph: Graph) -> dict[str, Module]:
    """All modules that a drawing uses, by name: nested ones, and those that stand expanded in a frame. Inner ones come first."""
    found: dict[str, Module] = {}
    _gather(graph, found)
    return found


def _gather(graph: Graph, found: dict[str, Module]) -> None:
    """Adds the modules that are not found yet: each is looked into once, however often it stands."""
    for instance in instances_of(graph):
        if instance.module.name not in found:
            _gather(instance.module.graph, found)
            found[instance.module.name] = instance.module


def instances_of(graph: Graph) -> Iterator[Instance]:
    """The instances that stand in a graph itself, those that are expanded in a frame too."""
    expanded = (note.expanded for note in graph.notes.values() if note.expanded)
    return (node.block for node in (*graph.nodes.values(), *expanded) if isinstance(node.block, Instance))


def changed_modules(old: Graph, new: Graph) -> list[tuple[Module, Module]]:
    """The modules that both drawings use and that differ, as they were and are, inner ones first: for the project's other drawings."""
    before, after = modules_of(old), modules_of(new)
    return [(before[name], module) for name, module in after.items() if name in before and before[name] != module]


def replace_module(graph: Graph, old: Module, new: Module, renamed: Mapping[str, str] | None = None) -> Graph:
    """Another module in place of one, wherever it is used, nested ones too.

    Wires stay at the ports that both have, by the ids of the ports; other wires go, and values of parameters that are gone.

    Args:
        graph: The drawing.
        old: The module that goes; it is known by its name.
        new: The module that comes.
        renamed: Parameters that have another name in the new module, from old to new names.
    """
    if old is new:
        return graph
    return _Replacing(old, new, renamed or {}).graph(graph)


def named_apart(graph: Graph, known: Mapping[str, Module]) -> Graph:
    """A graph to add to a drawing: a module whose name another of the drawing's modules has gets a free one.

    Args:
        graph: What to add.
        known: The modules of the drawing, or of the whole project, by name.
    """
    own = modules_of(graph)
    taken = {*known, *own}
    for name, module in own.items():
        if name in known and known[name] != module:
            other = free_name(name, taken)
            taken.add(other)
            module = modules_of(graph)[name]  # what is nested in it may have another name by now
            graph = replace_module(graph, module, replace(module, name=other))
        elif name in known:
            graph = replace_module(graph, module, known[name])  # one value, shared
    return graph


def instance_apart(instance: Instance, known: Mapping[str, Module]) -> Instance:
    """An instance to add to a drawing, as `named_apart` has it."""
    if not known:
        return instance
    graph = named_apart(Graph(nodes={"": Node("", instance, "")}), known)
    block = graph.nodes[""].block
    return block if isinstance(block, Instance) else instance


class _Replacing:
    """Puts a module in another's place in graphs that are nested in each other; each module is made anew once."""

    def __init__(self, old: Module, new: Module, renamed: Mapping[str, str]) -> None:
        self._old, self._new, self._renamed = old, new, renamed
        self._done: dict[str, Module] = {}
        self._inputs = _moved(old.inputs, new.inputs)
        self._outputs = _moved(old.outputs, new.outputs)

    def graph(self, graph: Graph) -> Graph:
        """The graph with the new module; the same one where the old is not in it."""
        nodes = {node_id: self._node(node) for node_id, node in graph.nodes.items()}
        notes = {
            note_id: replace(note, expanded=self._node(note.expanded)) if note.expanded else note for note_id, note in graph.notes.items()
        }
        changed = {node_id for node_id, node in nodes.items() if node is not graph.nodes[node_id]}
        if not changed and notes == graph.notes:
            return graph
        graph = self._with_bindings(graph)
        own = {node_id for node_id in changed if self._is_old(graph.nodes[node_id])}
        if not own:
            return graph.replace(nodes=nodes, notes=notes)
        wires = (self._wire(wire, own) for wire in graph.wires)
        return rewired(graph.replace(nodes, notes=notes), (wire for wire in wires if wire))

    def _with_bindings(self, graph: Graph) -> Graph:
        """A drawing whose values follow its own parameters: those of the module under the names that they have now."""
        bindings = tuple(kept for binding in graph.bindings if (kept := self._binding(graph, binding)))
        return graph if bindings == graph.bindings else replace(graph, bindings=bindings)

    def _is_old(self, node: Node) -> bool:
        return isinstance(node.block, Instance) and node.block.module.name == self._old.name

    def _node(self, node: Node) -> Node:
        if not isinstance(node.block, Instance):
            return node
        module = self._new if self._is_old(node) else self._module(node.block.module)
        if module is node.block.module:
            return node
        if not self._is_old(node):
            return replace(node, block=replace(node.block, module=module))
        kept = {parameter.name for parameter in self._new.parameters}
        values, first = (self._named(values, kept) for values in (node.block.values, node.block.first))
        return replace(node, block=replace(node.block, module=module, values=values, first=first))

    def _named(self, values: Mapping[str, T], kept: set[str]) -> dict[str, T]:
        named = {self._renamed.get(name, name): value for name, value in values.items()}
        return {name: value for name, value in named.items() if name in kept}

    def _module(self, module: Module) -> Module:
        """A module in which the old one may be nested."""
        if module.name not in self._done:
            graph = self.graph(module.graph)
            bindings = tuple(kept for binding in module.bindings if (kept := self._binding(module.graph, binding)))
            same = graph is module.graph and bindings == module.bindings
            self._done[module.name] = module if same else replace(module, graph=graph, bindings=bindings)
        return self._done[module.name]

    def _binding(self, graph: Graph, binding: Binding) -> Binding | None:
        node = graph.nodes.get(binding.node)
        if node is None or not self._is_old(node) or binding.field == BYPASS:
            return binding
        field = self._renamed.get(binding.field, binding.field)
        known = any(parameter.name == field for parameter in self._new.parameters)
        return replace(binding, field=field) if known else None

    def _wire(self, wire: Wire, changed: set[str]) -> Wire | None:
        port = self._inputs.get(wire.port) if wire.target in changed else wire.port
        outlet = self._outputs.get(wire.outlet) if wire.source in changed else wire.outlet
        return None if port is None or outlet is None else replace(wire, port=port, outlet=outlet)


def _moved(old: tuple[Node, ...], new: tuple[Node, ...]) -> dict[int, int]:
    """From the place of each old port to that of the new port with the same id."""
    places = {node.id: place for place, node in enumerate(new)}
    return {place: places[node.id] for place, node in enumerate(old) if node.id in places}
