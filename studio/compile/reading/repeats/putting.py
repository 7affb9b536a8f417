"""Puts modules in place of sections that are alike, those that follow each other as one with a repeat count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.compile.reading.naming import id_of, identifier, titled
from studio.compile.reading.repeats.likeness import Family
from studio.compile.reading.repeats.sections import Section
from studio.graph import edits, paths
from studio.graph.layout.layered import laid_out
from studio.graph.model import Binding, Graph, Node, Wire
from studio.graph.module import MOST_REPEATS, Instance, Module, Placed
from studio.graph.modules.used import modules_of
from studio.graph.names import FreeNames, free_name

_NUMBER = re.compile(r"_?\d+[a-z]?(?=_|$)")
_FEWEST_REST = 2  # repetitions that are alike, before another one may be their first


class Folded(NamedTuple):
    """A drawing with modules.

    Attributes:
        graph: Not laid out anew; what is inside its new modules is.
        paths: Where nodes went that are inside modules now, by the ids that they had.
    """

    graph: Graph
    paths: Mapping[str, str]


class Part(NamedTuple):
    """A section with the values of its module's parameters."""

    section: Section
    family: Family
    values: Mapping[str, Any]


def put(graph: Graph, families: Iterable[Family]) -> Folded:
    """The drawing with an instance of a module for each run of sections of a family."""
    folding = _Folding(graph, _runs(graph, families))
    return Folded(folding.graph(), folding.paths)


def moved(path: str, where: Mapping[str, str]) -> str:
    """Where a node is that was at a path before modules were put in, in repetitions too: `a.2/conv` of `b.2/conv`."""
    head, slash, rest = path.partition("/")
    node, dot, repetition = head.partition(".")
    return where.get(node, node) + dot + repetition + slash + rest


def _runs(graph: Graph, families: Iterable[Family]) -> list[list[Part]]:
    """Sections by what stands in one chain: of one family, with the same values but for the first; nothing else takes what one gives."""
    place = {node: number for number, node in enumerate(paths.order(graph)[0])}
    parts = [Part(section, family, family.values(section)) for family in families for section in family.sections]
    parts.sort(key=lambda part: place[part.section.end])
    runs: list[list[Part]] = []
    last: dict[str, list[Part]] = {}  # by the node that ends a run
    for part in parts:
        run = last.get(part.section.entries[0][0], [])
        if not (run and _goes_on(graph, run[-1], part) and run[-1].values == part.values and len(run) < MOST_REPEATS):
            run = []
            runs.append(run)
        run.append(part)
        last[part.section.end] = run
    return _with_firsts(graph, runs)


def _with_firsts(graph: Graph, runs: Sequence[list[Part]]) -> list[list[Part]]:
    """Runs with the one section before them that differs in nothing but values."""
    ends = {run[-1].section.end: run for run in runs}
    for run in runs:
        before = ends.get(run[0].section.entries[0][0], [])
        if len(before) == 1 and _FEWEST_REST <= len(run) < MOST_REPEATS and _goes_on(graph, before[0], run[0]):
            run.insert(0, before.pop())
    return [run for run in runs if run]


def _goes_on(graph: Graph, one: Part, other: Part) -> bool:
    """Whether all that leaves a section enters the other of its family."""
    end = one.section.end
    inside = {*one.section.nodes.values(), *other.section.nodes.values()}
    return one.family is other.family and other.section.entries == ((end, 0),) and all(wire.target in inside for wire in graph.follows[end])


class _Folding:
    """Puts modules in place of runs of sections.

    Attributes:
        paths: Where nodes go, by their ids.
    """

    def __init__(self, graph: Graph, runs: Sequence[Sequence[Part]]) -> None:
        self.paths: dict[str, str] = {}
        self._old = graph
        self._modules: dict[int, Module] = {}
        self._taken = set(modules_of(graph))
        inside = {node for run in runs for part in run for node in part.section.nodes.values()}
        self._nodes = {node_id: node for node_id, node in graph.nodes.items() if node_id not in inside}
        self._names = FreeNames(node.name for node in self._nodes.values())
        self._shown: dict[str, str] = {}  # the node that feeds what comes after a section, by that inside it
        for run in runs:
            self._fold(run)
        self._wires = {wire for wire in graph.wires if wire.target not in inside}
        for run in runs:
            node = self._shown[run[-1].section.end]
            self._wires |= {Wire(source, node, port, outlet) for port, (source, outlet) in enumerate(run[0].section.entries)}

    def graph(self) -> Graph:
        """The drawing with modules."""
        moved = (replace(wire, source=self._shown.get(wire.source, wire.source)) for wire in self._wires)
        return Graph(self._nodes, tuple(sorted(moved)), self._old.notes)

    def _fold(self, run: Sequence[Part]) -> None:
        first, values = run[0].section, run[-1].values
        differing = {name: run[0].family.chosen(run[0].section)[name] for name in run[0].values.keys() | values.keys()}
        of_first = differing if len(run) > 1 and run[0].values != values else {}
        instance = Instance(self._module(run[0]), values=values, repeat=len(run), first=of_first)
        node = id_of(f"{first.name}:{first.end}")
        self._nodes[node] = Node(node, instance, self._names.take(identifier(first.name), instance))
        for number, part in enumerate(run, start=1):
            here = f"{node}.{number}" if len(run) > 1 else node
            self.paths |= {old: f"{here}/{id_of(inner)}" for inner, old in part.section.nodes.items()}
        self._shown[run[-1].section.end] = node

    def _module(self, part: Part) -> Module:
        """The module of a family."""
        key = id(part.family)
        if key not in self._modules:
            self._modules[key] = _module(part, free_name(identifier(_title(part)), self._taken))
            self._taken.add(self._modules[key].name)
        return self._modules[key]


def _module(part: Part, name: str) -> Module:
    section, family, names = part.section, part.family, FreeNames(())
    nodes = {id_of(key): Node(id_of(key), block, names.take(section.labels[key], block)) for key, block in section.blocks.items()}
    entries, end = [id_of(_entry(number)) for number in range(len(section.entries))], id_of(":out")
    nodes |= {port: Node(port, block, names.take(text, block)) for port, block, text in _ports(entries, end)}
    wires = {
        Wire(id_of(source), id_of(target), port, outlet) if source else Wire(entries[outlet], id_of(target), port)
        for source, outlet, target, port in section.wires
    }
    graph = Graph(nodes, tuple(sorted({*wires, Wire(id_of(section.exit), end)})))
    bindings = tuple(Binding(id_of(inner), field, expression) for (inner, field), expression in family.bindings.items())
    return Module(name, edits.move(graph, laid_out(graph)), family.parameters, bindings, title=titled(name))


def _entry(number: int) -> str:
    """What the id of an entry follows from: the first as in modules that have no other."""
    return f":in{number}" if number else ":in"


def _title(part: Part) -> str:
    """What the module is called: without the numbers of one section where it stands for several."""
    title = part.section.title
    return (_NUMBER.sub("", title) or title) if len(part.family.sections) > 1 else title


def _ports(entries: Sequence[str], end: str) -> list[tuple[str, Placed, str]]:
    words = ["input"] if len(entries) == 1 else [f"input{number}" for number in range(1, len(entries) + 1)]
    inputs = [(entry, ModuleInput(port=number), words[number - 1]) for number, entry in enumerate(entries, start=1)]
    return [*inputs, (end, ModuleOutput(), "output")]
