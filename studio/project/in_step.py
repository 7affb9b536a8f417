"""Keeps the modules of a project's drawings in step: of one name there is one module, the same object everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from studio.graph.model import Graph, Node, Note
from studio.graph.module import Instance, Module
from studio.graph.modules.used import instances_of, modules_of, named_apart, replace_module
from studio.graph.names import free_name


def all_modules(graphs: Iterable[Graph]) -> dict[str, Module]:
    """The modules of drawings by name, those inside others before these."""
    found: dict[str, Module] = {}
    for graph in graphs:
        found |= {name: module for name, module in modules_of(graph).items() if name not in found}
    return found


def nested(graph: Graph, seen: set[int] | None = None) -> Iterator[Module]:
    """The modules of all instances in a drawing and inside others, no object twice."""
    seen = set() if seen is None else seen
    for instance in instances_of(graph):
        if id(instance.module) not in seen:
            seen.add(id(instance.module))
            yield instance.module
            yield from nested(instance.module.graph, seen)


def in_step(graphs: Mapping[str, Graph], shown: str, new: Graph) -> dict[str, Graph]:
    """The drawings with a new one in place of one of them.

    What has another module in it than the old one had under the same name changes the other drawings too. A module that comes anew while
    another goes by its name gets a name of its own.

    Args:
        graphs: The drawings by name, in step with each other.
        shown: Name of the one that changes.
        new: What it becomes.
    """
    now: dict[str, list[Module]] = {}
    for module in nested(new):
        now.setdefault(module.name, []).append(module)
    before = {name: module for name, module in modules_of(graphs[shown]).items() if name in now}
    changed = {name: now[name][0] for name, module in before.items() if module not in now[name]}
    settling = _Settling({**before, **changed}.values(), {*now, *all_modules(graphs.values())})
    pairs = [(before[name], module) for name, module in changed.items()]
    found = {name: settling.graph(_all_replaced(graph, pairs)) for name, graph in graphs.items() if name != shown}
    return {**graphs, **found, shown: settling.graph(new)}


def with_module(graphs: Mapping[str, Graph], module: Module) -> dict[str, Graph]:
    """The drawings with a module in place of the one of its name, wherever that is used."""
    old = all_modules(graphs.values()).get(module.name)
    if old is None:
        return dict(graphs)
    graph = named_apart(module.graph, {module.name: module})  # inside itself, it is another module from now on
    new = module if graph is module.graph else replace(module, graph=graph)
    settling = _Settling([new], all_modules(graphs.values()))
    return {name: settling.graph(_all_replaced(graph, [(old, new)])) for name, graph in graphs.items()}


def _all_replaced(graph: Graph, pairs: Iterable[tuple[Module, Module]]) -> Graph:
    for old, new in pairs:
        graph = replace_module(graph, old, new)
    return graph


class _Settling:
    """Makes equal modules one object, and gives those whose names are taken by others names of their own, drawing after drawing.

    Args:
        known: The modules that have the first right to their names, those inside others first.
        names: Those in use anywhere, which are not free.
    """

    def __init__(self, known: Iterable[Module], names: Iterable[str]) -> None:
        self._known: dict[str, Module] = {}
        self._names = set(names)
        self._done: dict[int, tuple[Module, Module]] = {}
        for module in known:
            self._module(module)

    def graph(self, graph: Graph) -> Graph:
        """The drawing with what stands in place of its modules; the same object where nothing changes."""
        nodes = {key: put for key, node in graph.nodes.items() if (put := self._node(node)) is not node}
        notes = {key: kept for key, note in graph.notes.items() if (kept := self._note(note)) is not note}
        return graph.replace(nodes={**graph.nodes, **nodes}, notes={**graph.notes, **notes}) if nodes or notes else graph

    def _node(self, node: Node) -> Node:
        if not isinstance(node.block, Instance):
            return node
        module = self._module(node.block.module)
        return node if module is node.block.module else replace(node, block=replace(node.block, module=module))

    def _note(self, note: Note) -> Note:
        node = self._node(note.expanded) if note.expanded else None
        return note if node is note.expanded else replace(note, expanded=node)

    def _module(self, old: Module) -> Module:
        if id(old) not in self._done:
            self._done[id(old)] = (old, self._settled(old))  # the old one too, so that no other object gets its id
        return self._done[id(old)][1]

    def _settled(self, old: Module) -> Module:
        """What is inside it first, so that equal modules are known as such."""
        graph = self.graph(old.graph)
        module = old if graph is old.graph else replace(old, graph=graph)
        there = self._known.setdefault(module.name, module)
        return there if there is module or there == module else self._named_anew(module)

    def _named_anew(self, module: Module) -> Module:
        """The module under a free name; the same where that was done before."""
        for other in self._known.values():
            if other.graph == module.graph and replace(other, name=module.name) == module:
                return other
        name = free_name(module.name, self._names | self._known.keys())
        return self._known.setdefault(name, replace(module, name=name))
