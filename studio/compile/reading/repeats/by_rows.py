"""Sections by how they are wired: rows of nodes that come again, whatever they are called."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from studio.compile.reading.repeats.labels import called, of_row
from studio.compile.reading.repeats.sections import FEWEST, Section, follower, kind
from studio.graph import paths
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.modules.grouping import is_end

_LONGEST = 12  # nodes of a row
_FEW = 4  # nodes of a row with modules in it
_OFTEN = 3  # times that a row has to come: two that are alike in a small network are no pattern


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
    made = (called(graph, nodes, of_row(graph, nodes)) for nodes in found)
    return [each for each in made if each]


def series(graph: Graph) -> list[Section]:
    """The row that follows most often on itself, where modules and others are in it: `residual, relu, residual, relu, …`."""
    best: list[list[str]] = []
    for chain in _chains(graph, modules=True):
        word = [kind(graph.nodes[node].block) for node in chain]
        for length in range(2, _FEW + 1):
            for at in range(len(word) - _OFTEN * length + 1):
                times = _times(word, at, length) if _mixed(graph, chain[at : at + length]) else 0
                if times >= _OFTEN and times * length > sum(map(len, best)):
                    best = [chain[start : start + length] for start in range(at, at + times * length, length)]
    made = (called(graph, nodes, "block") for nodes in best)
    return [each for each in made if each]


def _mixed(graph: Graph, nodes: Sequence[str]) -> bool:
    """Whether not all of them are modules: those may be of several stages, which a person would not put together."""
    return not all(isinstance(graph.nodes[node].block, Instance) for node in nodes)


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
            node = follower(graph, node)
        yield chain


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
