"""Milliseconds from an edited program to the edited drawing, as the Source panel has it while a person types."""

from __future__ import annotations

from collections.abc import Iterator

from studio.compile.parsing.editing import applied, start
from studio.compile.planner import plan
from studio.compile.source import source
from tests.benchmarks.drawings import chain
from tests.benchmarks.graph import NODES, finished
from tests.benchmarks.table import Row, busy_milliseconds, median


def rows(quick: bool) -> Iterator[Row]:
    turns = 5 if quick else 25
    graph = finished(chain(NODES - 2))
    planned = plan(graph, "Benchmark")
    text = source(planned, graph=graph).text
    begin = start(planned, graph, text)
    edited = text.replace(f'name="n{NODES // 2 - 1}"', 'name="middle"')
    if edited == text or applied(begin, edited, {}).graph.named("middle") is None:
        raise ValueError("The program was not edited, or the drawing did not follow.")
    taken = median([busy_milliseconds(lambda: applied(begin, edited, {})) for _ in range(turns)])
    lines = f"{NODES} nodes, {len(text.splitlines())} lines; CPU time of one thread, median of {turns}"
    yield Row("an edited program read, what differs applied", f"{taken:.1f} ms", "50 ms", lines)
