"""Sections by the names that people and programs give their nodes: `conv2_block1_1_conv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from studio.compile.reading.naming import identifier
from studio.compile.reading.repeats.sections import FEWEST, Section, section
from studio.graph import paths
from studio.graph.model import Graph
from studio.graph.modules.grouping import is_end
from studio.graph.names import prefix

_PATTERNS = (re.compile(r"((?:.*_)?block_?\d+[a-z]?)_(.+)"), re.compile(r"(.*\d[a-z]?)_(\D.*)"))
"""What names of sections look like: Keras's own, and others with a number, such as those of modules that the studio laid out."""

Member = tuple[str, str]
"""What its section is called, and its name there."""


def by_name(graph: Graph) -> Iterator[list[Section]]:
    """All sections in the data's way, once for each way to name them."""
    for pattern in _PATTERNS:
        yield _sections(graph, pattern)


def family(found: Section) -> str:
    """A section's name without numbers, which its likes share; the first may go without one."""
    return _stem(re.sub(r"\d+[a-z]?", "#", found.name))


def _sections(graph: Graph, pattern: re.Pattern[str]) -> list[Section]:
    order = paths.order(graph)[0]
    named = {node: (found[1], found[2]) for node in order if (found := pattern.fullmatch(graph.nodes[node].name)) and _may_be(graph, node)}
    named |= _unnumbered(graph, order, named)
    sections: dict[str, dict[str, str]] = {}
    for node, (name, rest) in {**named, **_between(graph, order, named)}.items():
        sections.setdefault(name, {})[rest] = node
    made = (_section(graph, name, nodes) for name, nodes in sections.items() if len(nodes) >= FEWEST)
    return [each for each in made if each]


def _stem(name: str) -> str:
    return re.sub(r"_?(#|\d+[a-z]?)$", "", name)


def _unnumbered(graph: Graph, order: list[str], named: Mapping[str, Member]) -> dict[str, Member]:
    """The nodes of first sections that have no number: `expanded_conv_project` before `expanded_conv_1_project`."""
    rests: dict[str, set[str]] = {}
    for name, rest in named.values():
        rests.setdefault(_stem(name), set()).add(rest)
    found: dict[str, Member] = {}
    for node in (graph.nodes[each] for each in order if each not in named and _may_be(graph, each)):
        begins = ((stem, node.name.removeprefix(f"{stem}_")) for stem in rests if stem and node.name.startswith(f"{stem}_"))
        if member := next(((stem, rest) for stem, rest in begins if rest in rests[stem]), None):
            found[node.id] = member
    return found


def _may_be(graph: Graph, node: str) -> bool:
    return not is_end(graph.nodes[node])


def _between(graph: Graph, order: list[str], named: Mapping[str, Member]) -> dict[str, Member]:
    """Nodes with names of no section that stand between nodes of one alone: activations are often given no name."""
    found: dict[str, Member] = {}
    for node in order:
        feeds = [(named.get(wire.source) or found.get(wire.source)) for wire in graph.feeds.get(node, ())]
        if node not in named and _may_be(graph, node) and feeds and feeds[0] and len({each and each[0] for each in feeds}) == 1:
            found[node] = (feeds[0][0], f"{feeds[0][1]} {prefix(graph.nodes[node].block)}")
    for node in reversed(found.copy()):
        inside = {(named.get(wire.target) or found.get(wire.target) or ("", ""))[0] for wire in graph.follows.get(node, ())}
        if inside != {found[node][0]}:
            del found[node]
    return found


def _section(graph: Graph, name: str, nodes: dict[str, str]) -> Section | None:
    labels = {rest: _label(rest) if " " not in rest else prefix(graph.nodes[node].block) for rest, node in nodes.items()}
    return section(graph, nodes, name=name, title=name, labels=labels)


def _label(rest: str) -> str:
    """`conv1` of `1_conv`: a name cannot begin with a number."""
    found = re.fullmatch(r"(\d+)_(\w+)", rest)
    return identifier(f"{found[2]}{found[1]}" if found else rest)
