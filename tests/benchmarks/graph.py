"""Milliseconds for shapes, issues and cost of a drawing: from scratch, and after one edit."""

from collections.abc import Iterator

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Output
from studio.blocks.reshaping import Flatten
from studio.compile.cost import shares
from studio.graph import edits
from studio.graph.measure import Measured, measure
from studio.graph.model import Graph
from tests.benchmarks.drawings import chain
from tests.benchmarks.table import Row, median, milliseconds

NODES = 500


def rows(quick: bool) -> Iterator[Row]:
    turns = 5 if quick else 25
    graph = finished(chain(NODES - 2))
    middle = edits.change(graph, f"n{NODES // 2 - 1}", Conv2D(filters=16, kernel_size=(5, 5), padding="same"))
    first = edits.change(graph, "n1", Conv2D(filters=16, kernel_size=(5, 5), padding="same"))
    measured = measure(graph)
    method = f"{NODES} nodes, chain with skips; median of {turns}"
    whole = median([milliseconds(lambda: shares(measure(graph))) for _ in range(turns)])
    yield Row("shapes, issues and cost from scratch", f"{whole:.1f} ms", "16 ms", method)
    for where, edited in (("in the middle", middle), ("at the front", first)):
        taken = _after(edited, graph, measured, turns)
        yield Row(f"the same after one edit {where}", f"{taken:.1f} ms", "2 ms", method)


def finished(graph: Graph) -> Graph:
    """With an Output, so that every node is used."""
    last = next(reversed(graph.nodes))
    graph, flat = edits.add(graph, Flatten(), (0.0, -400.0))
    graph, end = edits.add(graph, Output(), (200.0, -400.0))
    return edits.connect(edits.connect(graph, last, flat, 0), flat, end, 0)


def _after(edited: Graph, before: Graph, measured: Measured, turns: int) -> float:
    return median([milliseconds(lambda: shares(measure(edited, (before, measured)))) for _ in range(turns)])
