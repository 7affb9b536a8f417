"""Sections by how they are wired, for networks whose names say nothing: rows of nodes that come again, and branches that join again."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from studio.blocks.merging import Add, Concatenate
from studio.blocks.seminal import ScaledAdd
from studio.compile.reading.naming import identifier
from studio.compile.reading.repeats.sections import FEWEST, OUTSIDE, Section, kind, section
from studio.graph import paths
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.modules.grouping import is_end
from studio.graph.names import prefix

_LONGEST = 12  # nodes of a row
_FEW = 4  # nodes of a row with modules in it
_OFTEN = 3  # times that a row has to come: two that are alike in a small network are no pattern
_WIDEST = 400  # nodes between where branches part and where they join
_NUMBER = re.compile(r"_?\d+")


def rows(graph: Graph) -> list[Section]:
    """The row of nodes, one after the other, that covers most of the drawing where it comes; each place where it does."""
    chains = [[graph.nodes[node] for node in chain] for chain in _chains(graph)]
    words = [[kind(node.block) for node in chain] for chain in chains]
    counted: dict[tuple[Hashable, ...], int] = {}
    for word in words:
        for length in range(FEWEST, _LONGEST + 1):
            for row, times in _counts(word, length).items():
                counted[row] = counted.get(row, 0) + times
    often = [row for row, times in counted.items() if times >= _OFTEN]
    best = max(often, key=lambda row: (len(row) * counted[row], -len(row)), default=())
    found = [nodes for chain, word in zip(chains, words, strict=True) for nodes in _cut(chain, word, best)]
    made = (_section(graph, nodes, _of_row(graph, nodes)) for nodes in found)
    return [each for each in made if each]


def series(graph: Graph) -> list[Section]:
    """The row that follows most often on itself, where there are modules in it: `residual, relu, residual, relu, …`."""
    best: list[list[str]] = []
    for chain in _chains(graph, modules=True):
        word = [kind(graph.nodes[node].block) for node in chain]
        for length in range(2, _FEW + 1):
            for at in range(len(word) - _OFTEN * length + 1):
                times = _times(word, at, length)
                if times >= _OFTEN and times * length > sum(map(len, best)):
                    best = [chain[start : start + length] for start in range(at, at + times * length, length)]
    made = (_section(graph, nodes, "block") for nodes in best)
    return [each for each in made if each]


def _times(word: Sequence[Hashable], at: int, length: int) -> int:
    """How often a row stands one after the other from a place on."""
    times = 1
    while word[at : at + length] == word[at + times * length : at + (times + 1) * length]:
        times += 1
    return times


def _chains(graph: Graph, modules: bool = False) -> Iterator[list[str]]:
    """The longest ways on which nothing parts or joins, in the data's way."""
    seen = {node.id for node in graph.nodes.values() if is_end(node) or (isinstance(node.block, Instance) and not modules)}
    for start in paths.order(graph)[0]:
        chain: list[str] = []
        node: str | None = start
        while node is not None and node not in seen:
            seen.add(node)
            chain.append(node)
            node = _next(graph, node)
        yield chain


def _next(graph: Graph, node: str) -> str | None:
    """What alone takes the one output of a node, and takes nothing else."""
    leaving = graph.follows.get(node, ())
    if len(leaving) != 1 or leaving[0].outlet or len(graph.feeds.get(leaving[0].target, ())) != 1:
        return None
    return leaving[0].target


def _counts(word: Sequence[Hashable], length: int) -> Mapping[tuple[Hashable, ...], int]:
    """How often each row of that length comes in a chain, never overlapping itself."""
    free: dict[tuple[Hashable, ...], int] = {}
    times: dict[tuple[Hashable, ...], int] = {}
    for at in range(len(word) - length + 1):
        row = tuple(word[at : at + length])
        if free.get(row, 0) <= at:
            free[row] = at + length
            times[row] = times.get(row, 0) + 1
    return times


def _cut(chain: Sequence[Node], word: Sequence[Hashable], row: Sequence[Hashable]) -> Iterator[list[str]]:
    """The nodes of each place in a chain where a row comes, never overlapping itself."""
    at = 0
    while row and at + len(row) <= len(word):
        found = tuple(word[at : at + len(row)]) == tuple(row)
        if found:
            yield [node.id for node in chain[at : at + len(row)]]
        at += len(row) if found else 1


def branches(graph: Graph) -> list[Section]:
    """All that lies between where data parts and where it joins again, where nothing else enters or leaves; the widest first."""
    order = paths.order(graph)[0]
    place = {node: number for number, node in enumerate(order)}
    found = []
    for node in order:
        if len({wire.target for wire in graph.follows.get(node, ())}) > 1 and (end := _joined(graph, order, place, node)) is not None:
            inner = order[place[node] + 1 : end + 1]
            if not any(is_end(graph.nodes[each]) for each in inner) and (each := _section(graph, _canonical(graph, inner), "")):
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


def _canonical(graph: Graph, nodes: Sequence[str]) -> list[str]:
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


def _section(graph: Graph, nodes: Sequence[str], title: str) -> Section | None:
    """The nodes as a section of that title, or one after what they end in; None where they are none or too few."""
    inner = {str(number): node for number, node in enumerate(nodes)}
    own = _shared([_NUMBER.sub("", graph.nodes[node].name) for node in nodes])
    labels = {key: _label(graph, node, own) for key, node in inner.items()}
    first, last = graph.nodes[nodes[0]].name, graph.nodes[nodes[-1]].name
    name = first if title or _NUMBER.sub("", last) in _made_up(graph, nodes[-1]) else last
    found = section(graph, inner, name=name, title=title, labels=labels) if _is_worth(graph, nodes) else None
    if found is None or found.exit != str(len(nodes) - 1):
        return None
    return found if title else replace(found, title=_of_branches(graph, found))


def _is_worth(graph: Graph, nodes: Sequence[str]) -> bool:
    """Whether there is enough inside, in modules too."""
    blocks = [graph.nodes[node].block for node in nodes]
    return len(nodes) > 1 and sum(block.size if isinstance(block, Instance) else 1 for block in blocks) >= FEWEST


def _label(graph: Graph, node: str, shared: str) -> str:
    """A node's name without its numbers and the words that all have, where it has one of its own."""
    name = _NUMBER.sub("", graph.nodes[node].name).removeprefix(f"{shared}_")
    return prefix(graph.nodes[node].block) if not name or name in (shared, *_made_up(graph, node)) else identifier(name)


def _made_up(graph: Graph, node: str) -> tuple[str, ...]:
    """What Keras calls a layer that was given no name: `max_pooling2d` without its number; and our own word."""
    block = graph.nodes[node].block
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", type(block).__name__).lower()
    return _NUMBER.sub("", words), words, prefix(block), "activation"


def _of_row(graph: Graph, nodes: Sequence[str]) -> str:
    """`conv_norm_relu` of a short row; of a longer one what all names in it begin with."""
    names = [_NUMBER.sub("", graph.nodes[node].name) for node in nodes]
    shared = _shared(names)
    words = [prefix(graph.nodes[node].block) for node in nodes]
    return shared if shared and shared not in words else "_".join(words) if len(nodes) <= 3 else f"{shared or words[0]}_block"


def _shared(names: Sequence[str]) -> str:
    """The words that all names begin with."""
    common = [parts[0] for parts in zip(*(name.split("_") for name in names), strict=False) if len(set(parts)) == 1]
    return "_".join(common)


def _of_branches(graph: Graph, found: Section) -> str:
    """What a person would call branches by what they end in."""
    name = _NUMBER.sub("", graph.nodes[found.end].name).rstrip("_")
    own = name and name not in _made_up(graph, found.end)
    match found.blocks[found.exit]:
        case Add() | ScaledAdd() if any(source == OUTSIDE and target == found.exit for source, _, target, _ in found.wires):
            return "residual"
        case _ if own:
            return name
        case Concatenate():
            return "branches"
        case _:
            return "block"
