"""The modules that drawings use: which there are, and how all instances of one name stay instances of one module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from studio.graph.model import Graph, Node, Note, Wire
from studio.graph.module import Instance, Module
from studio.graph.names import first_free, stem


def used(graphs: Iterable[Graph]) -> dict[str, Module]:
    """The modules of all instances by name, those inside others before these; of one name the first."""
    found: dict[str, Module] = {}
    for graph in graphs:
        for module in every(graph):
            found.setdefault(module.name, module)
    return found


def every(graph: Graph) -> tuple[Module, ...]:
    """The modules of a drawing and of what is inside them, those inside others before these, no object twice."""
    return tuple(_every(graph, set()))


def _every(graph: Graph, seen: set[int]) -> Iterator[Module]:
    for module in placed(graph):
        if id(module) not in seen:
            seen.add(id(module))
            yield from _every(module.graph, seen)
            yield module


def placed(graph: Graph) -> Iterator[Module]:
    """The modules of the instances on the board, and of those that frames stand for."""
    for node in graph.nodes.values():
        if isinstance(node.block, Instance):
            yield node.block.module
    for note in graph.notes.values():
        if note.expanded and isinstance(note.expanded.block, Instance):
            yield note.expanded.block.module


class Swap:
    """Puts modules in place of those of the same names, in all drawings of a project alike: each is worked out once.

    Args:
        modules: The new ones by name.
    """

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self._modules = modules
        self._done: dict[int, tuple[Module, Module]] = {}

    def graph(self, old: Graph) -> Graph:
        """The drawing with the new modules, inside others too; wires follow the ports they lead to. The same object where none changes."""
        nodes = {key: put for key, node in old.nodes.items() if (put := self._node(node)) is not node}
        notes = {key: kept for key, note in old.notes.items() if (kept := self._note(note)) is not note}
        if not nodes and not notes:
            return old
        new = old.replace(nodes={**old.nodes, **nodes}, notes={**old.notes, **notes})
        wires = tuple(sorted(wire for here in old.wires if (wire := _followed(here, old, new))))
        return new if wires == old.wires else new.replace(wires=wires)

    def module(self, old: Module) -> Module:
        """What stands in place of a module."""
        if id(old) not in self._done:
            self._done[id(old)] = (old, self._chosen(old))  # the old one too, so that no other object gets its id
        return self._done[id(old)][1]

    def _chosen(self, old: Module) -> Module:
        return self._modules.get(old.name) or self._within(old)

    def _within(self, old: Module) -> Module:
        graph = self.graph(old.graph)
        return old if graph is old.graph else replace(old, graph=graph)

    def _node(self, node: Node) -> Node:
        if not isinstance(node.block, Instance):
            return node
        module = self.module(node.block.module)
        return node if module is node.block.module else replace(node, block=replace(node.block, module=module))

    def _note(self, note: Note) -> Note:
        node = self._node(note.expanded) if note.expanded else None
        return note if node is note.expanded else replace(note, expanded=node)


class _Settling(Swap):
    """Gives modules whose names are taken names of their own; those inside others first, so that equal ones are known as such.

    Args:
        known: The modules that are there already, by name.
    """

    def __init__(self, known: Mapping[str, Module]) -> None:
        super().__init__({})
        self._known = dict(known)

    def _chosen(self, old: Module) -> Module:
        module = self._within(old)
        there = self._known.setdefault(module.name, module)
        return there if there is module or there == module else self._named_anew(module)

    def _named_anew(self, module: Module) -> Module:
        """The module under a free name; the same where that was done before."""
        for other in self._known.values():
            if other.graph == module.graph and replace(other, name=module.name) == module:
                return other
        name = first_free(stem(module.name) or module.name, self._known)
        return self._known.setdefault(name, replace(module, name=name))


def settled(graph: Graph, known: Mapping[str, Module]) -> Graph:
    """The drawing as it may come among others: of two modules with one name, its own gets another name.

    Args:
        graph: A drawing, or what was copied from one.
        known: The modules that are there already, by name; equal ones are shared.
    """
    return _Settling(known).graph(graph)


def _followed(wire: Wire, old: Graph, new: Graph) -> Wire | None:
    """A wire at the ports it had, wherever these stand now; None where one of them is gone."""
    port = _place(_ports(old, wire.target, "inputs"), _ports(new, wire.target, "inputs"), wire.port)
    outlet = _place(_ports(old, wire.source, "outputs"), _ports(new, wire.source, "outputs"), wire.outlet)
    return None if port is None or outlet is None else Wire(wire.source, wire.target, port, outlet)


def _ports(graph: Graph, node: str, side: str) -> list[str]:
    block = graph.nodes[node].block
    return [port.id for port in getattr(block.module, side)] if isinstance(block, Instance) else []


def _place(old: list[str], new: list[str], place: int) -> int | None:
    if old == new or place >= len(old):
        return place
    return new.index(old[place]) if old[place] in new else None


def replaced(old: Graph, new: Graph) -> dict[str, Module]:
    """The modules that stand in the new drawing where the old one had others of the same names.

    A module is replaced when the old one is nowhere left, or is on the board no more while the new one is.
    """
    there, left, board = used([old]), every(new), list(placed(new))
    found: dict[str, Module] = {}
    for module in (*board, *left):
        before = there.get(module.name)
        if before is None or module == before or module.name in found:
            continue
        if before not in left or (module in board and before not in board and before in list(placed(old))):
            found[module.name] = module
    return found
