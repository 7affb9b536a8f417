"""Sections by how they are wired: cells, which take what several others give, such as those of the last two cells."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from heapq import heappop, heappush

from msgspec.structs import replace

from studio.compile.reading.repeats.by_branches import canonical
from studio.compile.reading.repeats.labels import called, of_cell
from studio.compile.reading.repeats.sections import Section, follower, kind
from studio.graph import paths
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.modules.grouping import is_end

_MOST = 3  # outputs that feed a cell
_WIDEST = 100  # nodes of a cell
_ALONG = 6  # nodes that follow on its last merging
_OFTEN = 3  # times that a small cell has to come
_LARGE = 10  # nodes of a cell that is worth a module when it comes twice


def cells(graph: Graph) -> list[Section]:
    """The cells, alike, that cover most of the drawing: what one node alone needs, back to the cells before, where several things enter."""
    order = paths.order(graph)[0]
    place = {node: number for number, node in enumerate(order)}
    grown = [_grown(graph, place, along) for node in reversed(order) for along in _alongs(graph, node)]
    forms: dict[Hashable, list[Section]] = {}
    for each in (_cell(graph, place, inside) for inside in grown):
        if each:
            forms.setdefault(each.form, []).append(each)
    often = [alike for alike in forms.values() if len(alike) >= (2 if len(alike[0].nodes) >= _LARGE else _OFTEN)]
    best = max(often, key=lambda alike: len(alike) * len(alike[0].nodes), default=[])
    return [*best, *_cut(graph, place, grown, best)]


def _alongs(graph: Graph, node: str) -> Iterator[list[str]]:
    """A merging and the nodes that follow on it one after the other, each time one fewer of them."""
    if len(graph.feeds.get(node, ())) < 2 or is_end(graph.nodes[node]):
        return
    along = [node]
    while len(along) <= _ALONG and (after := follower(graph, along[-1])) and not is_end(graph.nodes[after]):
        along.append(after)
    yield from (along[:length] for length in range(len(along), 0, -1))


def _grown(graph: Graph, place: Mapping[str, int], along: Sequence[str]) -> Collection[str]:
    """Those nodes and all before them that feed nothing else, up to where the cell before may end."""
    ends, inside = {_kind(graph, along[0]), _kind(graph, along[-1])}, set(along)
    todo = sorted((-place[wire.source], wire.source) for wire in graph.feeds[along[0]])
    while todo and len(inside) < _WIDEST:
        _, node = heappop(todo)  # the last of them, so that all that it feeds has been looked at
        alone = node not in inside and all(wire.target in inside for wire in graph.follows[node])
        if alone and _may_be_inside(graph, node) and _kind(graph, node) not in ends:
            inside.add(node)
            for wire in graph.feeds[node]:
                heappush(todo, (-place[wire.source], wire.source))
    return inside


def _may_be_inside(graph: Graph, node: str) -> bool:
    """Whether it is neither where data enters nor a cell that was found before."""
    block = graph.nodes[node].block
    return node in graph.feeds and not is_end(graph.nodes[node]) and not (isinstance(block, Instance) and len(block.module.inputs) > 1)


def _kind(graph: Graph, node: str) -> Hashable:
    return kind(graph.nodes[node].block), len(graph.feeds.get(node, ()))


def _cell(graph: Graph, place: Mapping[str, int], inside: Collection[str]) -> Section | None:
    """The nodes as a cell; None where fewer or more than several things enter."""
    entries = {(wire.source, wire.outlet) for node in inside for wire in graph.feeds[node] if wire.source not in inside}
    if not 1 < len(entries) <= _MOST:
        return None
    nodes = canonical(graph, sorted(inside, key=place.__getitem__))
    name, title = of_cell(graph, nodes)
    found = called(graph, nodes, title, most=_MOST)
    return replace(found, name=name) if found else None


def _cut(graph: Graph, place: Mapping[str, int], grown: Sequence[Collection[str]], best: Sequence[Section]) -> list[Section]:
    """Cells that are like those but for what stands before them: the first of a network often has more in it."""
    found = dict[str, Section]()
    ends = {each.end for each in best}
    for inside in grown:
        if best and len(inside) > (wanted := len(best[0].nodes)) and ends.isdisjoint(inside):
            less = sorted(inside, key=place.__getitem__)[len(inside) - wanted :]
            each = _cell(graph, place, less)
            if each and each.form == best[0].form:
                found.setdefault(each.end, each)
    return list(found.values())
