"""Sections by the names that people and programs give their nodes: `conv2_block1_1_conv`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studio.compile.reading.naming import identifier
from studio.compile.reading.repeats.sections import FEWEST, Section, section
from studio.graph import paths
from studio.graph.model import Graph
from studio.graph.modules.grouping import is_end

_PATTERNS = (re.compile(r"((?:.*_)?block_?\d+[a-z]?)_(.+)"), re.compile(r"(.*\d[a-z]?)_(\D.*)"))
"""What names of sections look like: Keras's own, and others with a number, such as those of modules that the studio laid out."""


def by_name(graph: Graph) -> Iterator[list[Section]]:
    """All sections in the data's way, once for each way to name them."""
    for pattern in _PATTERNS:
        yield _sections(graph, pattern)


def family(found: Section) -> str:
    """A section's name without numbers, which its likes share."""
    return re.sub(r"\d+[a-z]?", "#", found.name)


def _sections(graph: Graph, pattern: re.Pattern[str]) -> list[Section]:
    members: dict[str, dict[str, str]] = {}
    for node in (graph.nodes[node_id] for node_id in paths.order(graph)[0]):
        if (found := pattern.fullmatch(node.name)) and not is_end(node):
            members.setdefault(found[1], {})[found[2]] = node.id
    made = (_section(graph, name, nodes) for name, nodes in members.items() if len(nodes) >= FEWEST)
    return [each for each in made if each]


def _section(graph: Graph, name: str, nodes: dict[str, str]) -> Section | None:
    return section(graph, nodes, name=name, title=name, labels={rest: _label(rest) for rest in nodes})


def _label(rest: str) -> str:
    """`conv1` of `1_conv`: a name cannot begin with a number."""
    found = re.fullmatch(r"(\d+)_(\w+)", rest)
    return identifier(f"{found[2]}{found[1]}" if found else rest)
