"""Sections by how they are wired: branches that part and join again, whatever they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.compile.reading.repeats.labels import called
from studio.compile.reading.repeats.sections import Section
from studio.graph import paths
from studio.graph.model import Graph
from studio.graph.modules.grouping import is_end

_WIDEST = 400  # nodes between where branches part and where they join


def branches(graph: Graph) -> list[Section]:
    """All that lies between where data parts and where it joins again, where nothing else enters or leaves; the widest first."""
    order = paths.order(graph)[0]
    place = {node: number for number, node in enumerate(order)}
    found = []
    for node in order:
        if len({wire.target for wire in graph.follows.get(node, ())}) > 1 and (end := _joined(graph, order, place, node)) is not None:
            inner = order[place[node] + 1 : end + 1]
            if not any(is_end(graph.nodes[each]) for each in inner) and (each := called(graph, canonical(graph, inner), "")):
                found.append(each)
    return sorted(found, key=lambda each: -len(each.nodes))


def _joined(graph: Graph, order: Sequence[str], place: Mapping[str, int], start: str) -> int | None:
    """The place in the order of the node where all ways from another join again; None where something else enters first."""
    begin = at = place[start]
    reach = max(place[wire.target] for wire in graph.follows[start])
    while at < reach:
        at += 1
        node = order[at]
        if any(place[wire.source] < begin for wire in graph.feeds.get(node, ())) or at - begin > _WIDEST:
            return None
        if at < reach:
            reach = max([reach, *(place[wire.target] for wire in graph.follows.get(node, ()))])
    return reach


def canonical(graph: Graph, nodes: Sequence[str]) -> list[str]:
    """The nodes in an order that follows from how they are wired alone: before each node all that feeds it, by its ports."""
    inside, found = set(nodes), dict[str, None]()
    todo = [(nodes[-1], False)]
    while todo:
        node, fed = todo.pop()
        if fed:
            found.setdefault(node)
        elif node not in found:
            todo.append((node, True))
            sources = [wire.source for wire in sorted(graph.feeds.get(node, ()), key=lambda wire: wire.port)]
            todo += [(source, False) for source in reversed(sources) if source in inside and source not in found]
    return list(found)
