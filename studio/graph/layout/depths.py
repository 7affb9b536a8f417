"""Which column each node of a drawing comes in: as early as its inputs allow, what feeds a later merge right before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from studio.graph import paths
from studio.graph.model import Graph, Wire

Depths = Mapping[str, int]


def depths(graph: Graph, order: Iterable[str] | None = None) -> dict[str, int]:
    """Length of the longest way to each node; a wire that closes a circle does not count.

    Args:
        graph: The drawing.
        order: Its nodes in the data's way, where that is known.
    """
    found: dict[str, int] = {}
    feeds = graph.feeds
    for node in chain(*paths.order(graph)) if order is None else order:
        before = [found[wire.source] for wire in feeds.get(node, ()) if wire.source in found]
        found[node] = max(before) + 1 if before else 0
    return found


def trunk(graph: Graph, found: Depths) -> list[str]:
    """The longest way through the drawing, in the data's way; of equally long ones that at the first ports."""
    way = [max(sorted(found), key=found.__getitem__)]
    while before := [wire.source for wire in graph.feeds.get(way[-1], ()) if found[wire.source] == found[way[-1]] - 1]:
        way.append(before[0])
    return way[::-1]


def late(graph: Graph, found: Depths, line: Collection[str]) -> dict[str, int]:
    """The columns with what comes from no node of the line, such as a second input, right before what it leads to.

    Args:
        graph: The drawing.
        found: Its columns, everything as early as can be.
        line: The nodes of the longest way.
    """
    order = sorted(found, key=lambda node: (found[node], node))
    free, chosen = set[str](), dict(found)
    for node in order:
        if node not in line and all(wire.source in free for wire in arriving(graph, found, node)):
            free.add(node)
    for node in reversed(order):
        if node in free and (ahead := [chosen[wire.target] for wire in leaving(graph, found, node)]):
            chosen[node] = min(ahead) - 1
    return chosen


def arriving(graph: Graph, found: Depths, node: str) -> list[Wire]:
    """The wires that run forward to a node, by port."""
    return [wire for wire in graph.feeds.get(node, ()) if found[wire.source] < found[node]]


def leaving(graph: Graph, found: Depths, node: str) -> list[Wire]:
    """The wires that run forward from a node."""
    return [wire for wire in graph.follows.get(node, ()) if found[wire.target] > found[node]]
