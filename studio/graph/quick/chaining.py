"""Connecting several nodes in a row, one after the other, as they stand on the board."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import NamedTuple, TypeVar

from studio.blocks.ports import ModuleInput
from studio.graph import edits
from studio.graph.cards import ROW
from studio.graph.figures import Figures, Measured
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Note
from studio.graph.rules import free_port, outputs_of, refusal

Lying = TypeVar("Lying", bound=Node | Note)


class Chained(NamedTuple):
    """What became of connecting nodes in a row.

    Attributes:
        graph: The drawing with the wires that are allowed.
        made: How many wires were drawn.
        refused: Why others were not, a whole sentence each.
    """

    graph: Graph
    made: int
    refused: tuple[str, ...]


def reading_order(nodes: Iterable[Lying]) -> list[Lying]:
    """Nodes, comments and frames as text is read: rows from the top, each from left to right."""
    rows: list[list[Lying]] = []
    for node in sorted(nodes, key=lambda node: (node.position[1], node.position[0], node.id)):
        if rows and node.position[1] - rows[-1][0].position[1] < ROW / 2:
            rows[-1].append(node)
        else:
            rows.append([node])
    return [node for row in rows for node in sorted(row, key=lambda node: (node.position[0], node.id))]


def chained(graph: Graph, ids: Collection[str], measured: Measured) -> Chained:
    """Draws a wire from each node to the next, in the order in which they are read.

    Args:
        graph: The drawing.
        ids: The nodes; two that are wired to each other in that direction stay as they are.
        measured: The figures of `graph`, so that shapes are checked as well.
    """
    made, refused = 0, list[str]()
    for source, target in pairwise(reading_order(graph.nodes[node_id] for node_id in ids)):
        if any(wire.source == source.id for wire in graph.feeds.get(target.id, ())):
            continue
        port, outlet = free_port(graph, target.id) or 0, _free_outlet(graph, source)
        if reason := refusal(graph, source.id, target.id, port, measured, outlet):
            refused.append(reason)
            continue
        before, graph = graph, edits.connect(graph, source.id, target.id, port, outlet)
        measured, made = measure(graph, (before, measured), _given(graph, measured)), made + 1
    return Chained(graph, made, tuple(refused))


def sentence(graph: Graph, ids: Collection[str], found: Chained) -> str:
    """What a person should know who connected nodes in a row; empty where all went as asked."""
    if len(ids) < 2:
        return f"Connecting in sequence needs two nodes or more. Received: {len(ids)}. Select more with Shift and the arrow keys."
    if not found.made and not found.refused:
        names = ", ".join(node.name for node in reading_order(graph.nodes[node_id] for node_id in ids))
        return f"Nothing is left to connect: {names} feed each other in this order. Select other nodes."
    return " ".join(found.refused)


def _free_outlet(graph: Graph, source: Node) -> int:
    """The first output of a node that feeds nothing yet; its first where all do."""
    taken = {wire.outlet for wire in graph.follows.get(source.id, ())}
    return next((outlet for outlet in range(outputs_of(source.block)) if outlet not in taken), 0)


def _given(graph: Graph, measured: Measured) -> dict[str, Figures] | None:
    """Inside a module, what arrives at its inputs; elsewhere None."""
    inputs = {node_id: measured.figures[node_id] for node_id, node in graph.nodes.items() if isinstance(node.block, ModuleInput)}
    return inputs or None
