"""Sections of a drawing that repeat become modules, by the names that people and programs give them: `conv2_block1_…`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.compile.reading.naming import id_of, identifier, titled
from studio.graph import edits, paths
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import MOST_REPEATS, Instance, Module, Placed
from studio.graph.modules.grouping import is_end
from studio.graph.modules.used import modules_of
from studio.graph.names import FreeNames, free_name

_SECTIONS = (re.compile(r"((?:.*_)?block_?\d+[a-z]?)_(.+)"), re.compile(r"(.*\d[a-z]?)_(\D.*)"))
"""What names of sections look like: Keras's own, and others with a number, such as those of modules that the studio laid out."""
_FEWEST = 3  # nodes that are worth a module
_OUTSIDE = ""
"""In place of an inner name: what enters a section."""


class Folded(NamedTuple):
    """A drawing with modules.

    Attributes:
        graph: Not laid out anew; what is inside its new modules is.
        paths: Where nodes went that are inside modules now, by the ids that they had.
    """

    graph: Graph
    paths: Mapping[str, str]


class Section(NamedTuple):
    """Nodes whose names begin alike, with one wire's source that feeds them and one of them that feeds others.

    Attributes:
        name: What their names begin with.
        nodes: Their ids by the rest of their names.
        entry: The output outside that feeds them: node and outlet.
        exit: The rest of the name of the node that feeds what comes after.
        blocks: What they are, by the rest of their names.
        wires: Those between them and from outside: source, outlet, target and port, by the rest of their names.
    """

    name: str
    nodes: Mapping[str, str]
    entry: tuple[str, int]
    exit: str
    blocks: Mapping[str, Placed]
    wires: frozenset[tuple[str, int, str, int]]

    @property
    def family(self) -> str:
        """Its name without numbers, which its likes share."""
        return re.sub(r"\d+[a-z]?", "#", self.name)

    @property
    def end(self) -> str:
        """The id of the node that feeds what comes after."""
        return self.nodes[self.exit]

    def is_like(self, other: Section) -> bool:
        """Whether it computes the same, but for its weights."""
        return (self.exit, self.wires) == (other.exit, other.wires) and self.blocks == other.blocks


def folded(graph: Graph) -> Folded:
    """The drawing with its repeating sections as modules, those that follow each other as one with a repeat count.

    Sections of a family become modules where two of it are alike, so that a drawing without repetition stays as it is.
    """
    for pattern in _SECTIONS:
        if runs := _runs(graph, _worth(_sections(graph, pattern))):
            folding = _Folding(graph, runs)
            return Folded(folding.graph(), folding.paths)
    return Folded(graph, {})


def _sections(graph: Graph, pattern: re.Pattern[str]) -> list[Section]:
    """All sections, in the data's way."""
    members: dict[str, dict[str, str]] = {}
    for node in (graph.nodes[node_id] for node_id in paths.order(graph)[0]):
        if (found := pattern.fullmatch(node.name)) and not is_end(node):
            members.setdefault(found[1], {})[found[2]] = node.id
    return [section for name, nodes in members.items() if (section := _section(graph, name, nodes))]


def _section(graph: Graph, name: str, nodes: Mapping[str, str]) -> Section | None:
    """The nodes as a section; None where more than one thing enters or leaves."""
    rest = {node: inner for inner, node in nodes.items()}
    arriving = [wire for node in rest for wire in graph.feeds.get(node, ())]
    leaving = {wire.source for node in rest for wire in graph.follows.get(node, ()) if wire.target not in rest}
    dead = [node for node in rest if not graph.follows.get(node) or not graph.feeds.get(node)]
    entries = {(wire.source, wire.outlet) for wire in arriving if wire.source not in rest}
    if len(entries) != 1 or len(leaving) != 1 or dead or len(rest) < _FEWEST:
        return None
    wires = frozenset(
        (rest.get(wire.source, _OUTSIDE), wire.outlet * (wire.source in rest), rest[wire.target], wire.port) for wire in arriving
    )
    blocks = {inner: graph.nodes[node].block for inner, node in nodes.items()}
    return Section(name, nodes, entries.pop(), rest[leaving.pop()], blocks, wires)


def _worth(sections: Sequence[Section]) -> list[Section]:
    """Those of families in which two are alike."""
    families: dict[str, list[Section]] = {}
    for section in sections:
        families.setdefault(section.family, []).append(section)
    repeating = {
        family for family, those in families.items() if any(one.is_like(other) for one in those for other in those if one is not other)
    }
    return [section for section in sections if section.family in repeating]


def _runs(graph: Graph, sections: Iterable[Section]) -> list[list[Section]]:
    """Sections by what stands in one chain: each like the one before, and the only one to take what that gives."""
    runs: list[list[Section]] = []
    last: dict[str, list[Section]] = {}  # by the node that ends a run
    for section in sections:
        run = last.get(section.entry[0], [])
        if not (run and run[-1].is_like(section) and _leads_only(graph, run[-1], section) and len(run) < MOST_REPEATS):
            run = []
            runs.append(run)
        run.append(section)
        last[section.end] = run
    return runs


def _leads_only(graph: Graph, one: Section, other: Section) -> bool:
    """Whether all that leaves a section enters the other."""
    inside = {*one.nodes.values(), *other.nodes.values()}
    return other.entry == (one.end, 0) and all(wire.target in inside for wire in graph.follows[one.end])


class _Folding:
    """Puts modules in place of runs of sections.

    Attributes:
        paths: Where nodes go, by their ids.
    """

    def __init__(self, graph: Graph, runs: Sequence[Sequence[Section]]) -> None:
        self.paths: dict[str, str] = {}
        self._old = graph
        self._modules: list[tuple[Section, Module]] = []
        self._taken = set(modules_of(graph))
        inside = {node for run in runs for section in run for node in section.nodes.values()}
        self._nodes = {node_id: node for node_id, node in graph.nodes.items() if node_id not in inside}
        self._names = FreeNames(node.name for node in self._nodes.values())
        self._shown: dict[str, str] = {}  # the node that feeds what comes after a section, by that inside it
        for run in runs:
            self._fold(run)
        self._wires = {wire for wire in graph.wires if wire.target not in inside}
        for (source, outlet), last in ((run[0].entry, run[-1]) for run in runs):
            self._wires.add(Wire(source, self._shown[last.end], 0, outlet))

    def graph(self) -> Graph:
        """The drawing with modules."""
        moved = (replace(wire, source=self._shown.get(wire.source, wire.source)) for wire in self._wires)
        return Graph(self._nodes, tuple(sorted(moved)), self._old.notes)

    def _fold(self, run: Sequence[Section]) -> None:
        first = run[0]
        instance = Instance(self._module(first), repeat=len(run))
        node = id_of(f"{first.name}:{first.end}")
        self._nodes[node] = Node(node, instance, self._names.take(identifier(first.name), instance))
        for number, section in enumerate(run, start=1):
            here = f"{node}.{number}" if len(run) > 1 else node
            self.paths |= {old: f"{here}/{id_of(inner)}" for inner, old in section.nodes.items()}
        self._shown[run[-1].end] = node

    def _module(self, section: Section) -> Module:
        """The module of a section; sections that are alike share it."""
        known = next((module for other, module in self._modules if other.is_like(section)), None)
        if known is None:
            known = _module(section, free_name(identifier(section.name), self._taken))
            self._taken.add(known.name)
            self._modules.append((section, known))
        return known


def _module(section: Section, name: str) -> Module:
    names = FreeNames(())
    nodes = {id_of(inner): Node(id_of(inner), block, names.take(_inner_name(inner), block)) for inner, block in section.blocks.items()}
    entry, end = id_of(":in"), id_of(":out")
    nodes |= {port: Node(port, block, names.take(text, block)) for port, block, text in _ports(entry, end)}
    wires = {Wire(id_of(source) if source else entry, id_of(target), port, outlet) for source, outlet, target, port in section.wires}
    graph = Graph(nodes, tuple(sorted({*wires, Wire(id_of(section.exit), end)})))
    return Module(name, edits.move(graph, laid_out(graph)), title=titled(section.name))


def _ports(entry: str, end: str) -> list[tuple[str, Placed, str]]:
    return [(entry, ModuleInput(), "input"), (end, ModuleOutput(), "output")]


def _inner_name(rest: str) -> str:
    """`conv1` of `1_conv`: a name cannot begin with a number."""
    found = re.fullmatch(r"(\d+)_(\w+)", rest)
    return identifier(f"{found[2]}{found[1]}" if found else rest)
