"""Ways through a graph: the order in which data flows, what leads where, and circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studio.blocks.ends import AuxiliaryOutput, Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.model import Graph
from studio.graph.module import Placed


def order(graph: Graph) -> tuple[list[str], list[str]]:
    """The nodes in the order in which data flows, and those that have none: on a circle or behind one.

    One branch is finished before the next begins, as a person would write it. Equal graphs give the same order.
    """
    follows = graph.follows
    waiting = {node: len(wires) for node, wires in graph.feeds.items()}
    ready = sorted((node for node in graph.nodes if node not in waiting), reverse=True)
    found = []
    while ready:
        node = ready.pop()
        found.append(node)
        for wire in follows.get(node, ()):
            waiting[wire.target] -= 1
            if not waiting[wire.target]:
                ready.append(wire.target)
    return found, sorted(node for node, wires in waiting.items() if wires)


def starts(graph: Graph, inside: bool = False) -> tuple[str, ...]:
    """The nodes where data enters: the Inputs, or inside a module its ModuleInputs."""
    return tuple(by_kind(graph).get(ModuleInput if inside else Input, ()))


def ends(graph: Graph, inside: bool = False) -> tuple[str, ...]:
    """The nodes where answers leave: the Outputs and AuxiliaryOutputs, or inside a module its ModuleOutputs."""
    return (*outputs(graph, inside), *(() if inside else by_kind(graph).get(AuxiliaryOutput, ())))


def outputs(graph: Graph, inside: bool = False) -> tuple[str, ...]:
    """The nodes where the network's own answer leaves: the Outputs, or inside a module its ModuleOutputs."""
    return tuple(by_kind(graph).get(ModuleOutput if inside else Output, ()))


def by_kind(graph: Graph) -> Mapping[type[Placed], Sequence[str]]:
    """The nodes by the kind of their block; kept with the graph, because every edit asks."""
    if "_by_kind" not in graph.__dict__:
        found: dict[type[Placed], list[str]] = {}
        for node_id, node in graph.nodes.items():
            found.setdefault(type(node.block), []).append(node_id)
        graph.__dict__["_by_kind"] = found
    kept: Mapping[type[Placed], Sequence[str]] = graph.__dict__["_by_kind"]
    return kept


def after(graph: Graph, first: Iterable[str]) -> set[str]:
    """The nodes that data reaches from any of `first`, themselves included."""
    seen, follows = set(first), graph.follows
    todo = list(seen)
    while todo:
        for wire in follows.get(todo.pop(), ()):
            if wire.target not in seen:
                seen.add(wire.target)
                todo.append(wire.target)
    return seen


def before(graph: Graph, last: Iterable[str]) -> set[str]:
    """The nodes whose data reaches any of `last`, themselves included."""
    seen, feeds = set(last), graph.feeds
    todo = list(seen)
    while todo:
        for wire in feeds.get(todo.pop(), ()):
            if wire.source not in seen:
                seen.add(wire.source)
                todo.append(wire.source)
    return seen


def leads(graph: Graph, start: str, end: str) -> bool:
    """Whether data of `start` reaches `end`; a node reaches itself."""
    return end in after(graph, (start,))


def circles(graph: Graph, tangled: Iterable[str]) -> list[list[str]]:
    """Circles among nodes that have no order, no node in two of them; each in the data's way."""
    left, found = _Tangle(graph, tangled), list[list[str]]()
    for node in sorted(left.nodes):
        while node in left.nodes:
            found.append(_circle(graph, left.nodes, node))
            left.without(found[-1])
    return found


def _reached(steps: Mapping[str, list[str]], first: Iterable[str]) -> set[str]:
    seen = set(first)
    todo = list(seen)
    while todo:
        for node in steps.get(todo.pop(), ()):
            if node not in seen:
                seen.add(node)
                todo.append(node)
    return seen


class _Tangle:
    """Nodes that all have an input among them.

    Attributes:
        nodes: By their ids.
    """

    def __init__(self, graph: Graph, nodes: Iterable[str]) -> None:
        self.nodes = set(nodes)
        self._follows = graph.follows
        self._fed = {node: sum(wire.source in self.nodes for wire in graph.feeds.get(node, ())) for node in self.nodes}
        self.without([node for node, count in self._fed.items() if not count])

    def without(self, nodes: Iterable[str]) -> None:
        """Takes nodes away, and those that then have no input any more."""
        gone = list(nodes)
        self.nodes.difference_update(gone)
        while gone:
            for wire in self._follows.get(gone.pop(), ()):
                if wire.target in self.nodes:
                    self._fed[wire.target] -= 1
                    if not self._fed[wire.target]:
                        self.nodes.remove(wire.target)
                        gone.append(wire.target)


def _circle(graph: Graph, nodes: set[str], start: str) -> list[str]:
    """Walks against the data, within nodes that all have an input among them, until a node comes twice."""
    node, way = start, dict[str, None]()
    while node not in way:
        way[node] = None
        node = next(wire.source for wire in graph.feeds[node] if wire.source in nodes)
    trail = list(way)
    ring = trail[trail.index(node) :][::-1]
    first = ring.index(min(ring))
    return ring[first:] + ring[:first]


def parts(graph: Graph) -> list[Graph]:
    """The connected parts of a drawing, the largest first; nodes without wires are left out."""
    beside: dict[str, list[str]] = {}
    for wire in graph.wires:
        beside.setdefault(wire.source, []).append(wire.target)
        beside.setdefault(wire.target, []).append(wire.source)
    found, left = list[set[str]](), set(beside)
    while left:
        found.append(_reached(beside, [min(left)]))
        left -= found[-1]
    return [_part(graph, nodes) for nodes in sorted(found, key=lambda nodes: (-len(nodes), min(nodes)))]


def _part(graph: Graph, nodes: set[str]) -> Graph:
    return Graph(
        nodes={node: graph.nodes[node] for node in sorted(nodes)}, wires=tuple(wire for wire in graph.wires if wire.source in nodes)
    )
