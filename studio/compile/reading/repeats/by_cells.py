"""Sections by how they are wired: cells, which take what several others give, such as those of the last two cells."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
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
_MANY = 3  # inputs of a merging that ends a cell
_WIDEST = 100  # nodes of a cell
_ALONG = 6  # nodes that follow on its last merging
_OFTEN = 3  # times that a small cell has to come
_LARGE = 10  # nodes of a cell that is worth a module when it comes twice


def cells(graph: Graph) -> list[Section]:
    """The cells, alike or of one name, that cover most of the drawing: what one node alone needs, back to the cells before it."""
    order = paths.order(graph)[0]
    place = {node: number for number, node in enumerate(order)}
    grown = [_grown(graph, place, along) for node in reversed(order) for along in _alongs(graph, node)]
    found = [each for inside in grown if (each := _cell(graph, place, inside))]
    best = max([*_alike(found), *_of_a_name(found)], key=_covered, default=[])
    return [*best, *_cut(graph, place, grown, best)]


def large(cell: Section) -> bool:
    """Whether a cell is worth a module of its own beside others of its name."""
    return len(cell.nodes) >= _LARGE


def _alike(found: Iterable[Section]) -> list[list[Section]]:
    """Cells that take several things, by how they are wired, where they come often enough for their size."""
    forms: dict[Hashable, list[Section]] = {}
    for each in found:
        if len(each.entries) > 1:
            forms.setdefault(each.form, []).append(each)
    return [alike for alike in forms.values() if len(alike) >= (2 if large(alike[0]) else _OFTEN)]


def _of_a_name(found: Iterable[Section]) -> list[list[Section]]:
    """Large cells by the name that their author gave them, where they end at one of several such; some of them take several things."""
    names: dict[str, list[Section]] = {}
    for each in found:
        if large(each) and each.name != each.title and each.name.startswith(f"{each.title}_"):
            names.setdefault(each.title, []).append(each)
    return [cells for cells in names.values() if len(cells) > 1 and any(len(cell.entries) > 1 for cell in cells) and _are_apart(cells)]


def _are_apart(found: Sequence[Section]) -> bool:
    nodes = [node for each in found for node in each.nodes.values()]
    return len(nodes) == len(set(nodes))


def _covered(found: Sequence[Section]) -> int:
    return sum(len(each.nodes) for each in found)


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
    """What cells that follow each other end in: mergings of many are alike, those of two may stand inside."""
    return kind(graph.nodes[node].block), min(len(graph.feeds.get(node, ())), _MANY)


def _cell(graph: Graph, place: Mapping[str, int], inside: Collection[str]) -> Section | None:
    """The nodes as a cell; None where too many things enter."""
    if len({(wire.source, wire.outlet) for node in inside for wire in graph.feeds[node] if wire.source not in inside}) > _MOST:
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
