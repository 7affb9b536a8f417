"""Keeps the wires of a drawing sound while nodes and wires come and go."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from studio.graph.model import Graph, Wire
from studio.graph.rules import takes_many

Outlet = tuple[str, int]
"""An output: id of the node, and which."""


def rewired(graph: Graph, wires: Iterable[Wire]) -> Graph:
    """The graph with these wires, sorted, and the ports of nodes with many inputs without gaps."""
    arriving: dict[str, list[Wire]] = {}
    for wire in wires:
        arriving.setdefault(wire.target, []).append(wire)
    kept: list[Wire] = []
    for target, found in arriving.items():
        found.sort(key=lambda wire: wire.port)
        many = takes_many(graph.nodes[target].block)
        kept += [wire if not many or wire.port == port else replace(wire, port=port) for port, wire in enumerate(found)]
    return graph.replace(wires=tuple(sorted(kept)))


def healed(graph: Graph, gone: Collection[str]) -> tuple[Wire, ...]:
    """The wires, with those that leave a node that goes taken back to what fed it."""
    origin = {node_id: graph.feeds[node_id][0] for node_id in gone if len(graph.feeds.get(node_id, ())) == 1}

    def start(wire: Wire) -> Wire:
        seen, first = set[str](), wire
        while first.source in origin and first.source not in seen:
            seen.add(first.source)
            first = origin[first.source]
        return wire if first is wire else replace(wire, source=first.source, outlet=first.outlet)

    return tuple(start(wire) for wire in graph.wires)
