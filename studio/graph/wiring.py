"""Keeps the wires of a drawing sound while nodes and wires come and go."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

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
    feeds = {target: _ported(found, takes_many(graph.nodes[target].block)) for target, found in arriving.items()}
    new = graph.replace(wires=tuple(sorted(chain.from_iterable(feeds.values()))))
    new.__dict__["feeds"] = feeds  # as the graph would find it itself
    return new


def _ported(found: list[Wire], many: bool) -> tuple[Wire, ...]:
    """The wires of one node by port; where it takes many inputs, without gaps."""
    if len(found) > 1:
        found.sort(key=_port)
    if not many or all(wire.port == port for port, wire in enumerate(found)):
        return tuple(found)
    return tuple(wire if wire.port == port else replace(wire, port=port) for port, wire in enumerate(found))


def _port(wire: Wire) -> int:
    return wire.port


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
