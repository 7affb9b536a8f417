"""The modules that drawings use: which there are, and how all instances of one name stay instances of one module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from studio.graph.model import Graph, Node, Wire
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


def swapped(graph: Graph, modules: Mapping[str, Module]) -> Graph:
    """The drawing with these modules in place of those of the same names, inside others too; wires follow the ports they lead to."""
    return _rebuilt(graph, _Swap(lambda module: modules.get(module.name)))


def settled(graph: Graph, known: Mapping[str, Module]) -> Graph:
    """The drawing as it may come among others: of two modules with one name, its own gets another name.

    Args:
        graph: A drawing, or what was copied from one.
        known: The modules that are there already, by name; equal ones are shared.
    """
    taken = dict(known)

    def named(module: Module) -> Module:
        there = taken.setdefault(module.name, module)
        if there is module or there == module:
            return there
        again = next((other for other in taken.values() if replace(other, name=module.name) == module), None)
        if again is None:
            again = replace(module, name=first_free(stem(module.name) or module.name, taken))
            taken[again.name] = again
        return again

    return _rebuilt(graph, _Swap(named, inner_first=True))


class _Swap:
    """Puts modules in place of others, each worked out once.

    Args:
        choose: The module to put in place of another; None where it stays.
        inner_first: Whether a module is chosen for what it is once those inside it are chosen.
    """

    def __init__(self, choose: Callable[[Module], Module | None], inner_first: bool = False) -> None:
        self._choose, self._inner_first = choose, inner_first
        self._done: dict[int, tuple[Module, Module]] = {}

    def module(self, old: Module) -> Module:
        """What stands in place of a module."""
        if id(old) not in self._done:
            self._done[id(old)] = (old, self._chosen(old))  # the old one too, so that no other object gets its id
        return self._done[id(old)][1]

    def _chosen(self, old: Module) -> Module:
        if not self._inner_first and (new := self._choose(old)):
            return new
        graph = _rebuilt(old.graph, self)
        inside = old if graph is old.graph else replace(old, graph=graph)
        return (self._choose(inside) or inside) if self._inner_first else inside

    def node(self, node: Node) -> Node:
        """A node with what stands in place of its module."""
        if not isinstance(node.block, Instance):
            return node
        module = self.module(node.block.module)
        return node if module is node.block.module else replace(node, block=replace(node.block, module=module))


def _rebuilt(graph: Graph, swap: _Swap) -> Graph:
    """The same object where nothing changes."""
    nodes = {key: new for key, old in graph.nodes.items() if (new := swap.node(old)) is not old}
    notes = {
        key: replace(note, expanded=new)
        for key, note in graph.notes.items()
        if note.expanded and (new := swap.node(note.expanded)) is not note.expanded
    }
    if not nodes and not notes:
        return graph
    changed = graph.replace(nodes={**graph.nodes, **nodes}, notes={**graph.notes, **notes})
    wires = tuple(sorted(wire for old in graph.wires if (wire := _followed(old, graph, changed))))
    return changed if wires == graph.wires else changed.replace(wires=wires)


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
