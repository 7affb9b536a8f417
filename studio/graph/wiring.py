"""Keeps the wires of a drawing sound while nodes and wires come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from msgspec.structs import replace

from studio.graph.model import Graph, Node, Note, Wire
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


def exchanged(
    graph: Graph,
    gone: Collection[Wire],
    come: Collection[Wire] = (),
    nodes: Mapping[str, Node] | None = None,
    notes: Mapping[str, Note] | None = None,
) -> Graph:
    """The graph with some wires in place of others, as `rewired` would have it; what it costs is what changes.

    Args:
        graph: The drawing.
        gone: Wires of it that it loses; those of nodes that go must be among them.
        come: Wires that it gets.
        nodes: Its nodes from then on.
        notes: Its notes from then on.
    """
    new, gone = graph.replace(nodes, notes=notes), set(gone)
    before = {wire.target: graph.feeds.get(wire.target, ()) for wire in (*gone, *come)}
    arriving = {target: [wire for wire in wires if wire not in gone] for target, wires in before.items()}
    for wire in come:
        arriving[wire.target].append(wire)
    fed = {target: _ported(wires, takes_many(new.nodes[target].block)) if wires else () for target, wires in arriving.items()}
    old, now = set(chain.from_iterable(before.values())), set(chain.from_iterable(fed.values()))
    led = {wire.source: graph.follows.get(wire.source, ()) for wire in old ^ now}
    new = new.replace(wires=_exchanged(graph.wires, old - now, now - old))
    new.__dict__["feeds"] = _renewed(graph.feeds, fed)  # as the graph would find them itself
    new.__dict__["follows"] = _renewed(graph.follows, _leaving(led, old - now, now - old))
    return new


def _leaving(led: Mapping[str, tuple[Wire, ...]], lost: Collection[Wire], got: Iterable[Wire]) -> dict[str, tuple[Wire, ...]]:
    """The wires that leave nodes, with some in place of others."""
    found = {source: [wire for wire in wires if wire not in lost] for source, wires in led.items()}
    for wire in got:
        insort(found[wire.source], wire)
    return {source: tuple(wires) for source, wires in found.items()}


def _exchanged(wires: tuple[Wire, ...], lost: Iterable[Wire], got: Iterable[Wire]) -> tuple[Wire, ...]:
    """Sorted wires, still sorted."""
    found = list(wires)
    for wire in lost:
        del found[bisect_left(found, wire)]
    for wire in got:
        insort(found, wire)
    return tuple(found)


def _renewed(index: Mapping[str, tuple[Wire, ...]], changed: Mapping[str, tuple[Wire, ...]]) -> dict[str, tuple[Wire, ...]]:
    """An index with other wires at some nodes; nodes without one are absent."""
    found = {**index, **changed}
    for node_id, wires in changed.items():
        if not wires:
            del found[node_id]
    return found


def _ported(found: list[Wire], many: bool) -> tuple[Wire, ...]:
    """The wires of one node by port; where it takes many inputs, without gaps."""
    if len(found) > 1:
        found.sort(key=_port)
    if not many or all(wire.port == port for port, wire in enumerate(found)):
        return tuple(found)
    return tuple(wire if wire.port == port else replace(wire, port=port) for port, wire in enumerate(found))


def _port(wire: Wire) -> int:
    return wire.port


def healed(graph: Graph, gone: Collection[str]) -> list[Wire]:
    """The wires that leave nodes which go, taken back to what fed those, where that stays."""
    origin = {node_id: graph.feeds[node_id][0] for node_id in gone if len(graph.feeds.get(node_id, ())) == 1}

    def start(wire: Wire) -> Wire:
        seen, first = set[str](), wire
        while first.source in origin and first.source not in seen:
            seen.add(first.source)
            first = origin[first.source]
        return replace(wire, source=first.source, outlet=first.outlet)

    led = (start(wire) for node_id in gone for wire in graph.follows.get(node_id, ()) if wire.target not in gone)
    return [wire for wire in led if wire.source not in gone]
