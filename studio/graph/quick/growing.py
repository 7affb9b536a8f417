"""A drawing grows: a block is placed beside what is selected and wired to it where it fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from studio.graph import edits
from studio.graph.cards import COLUMN, free_place
from studio.graph.figures import Measured
from studio.graph.model import Graph, Position
from studio.graph.module import Placed
from studio.graph.quick.trial import Start, tried
from studio.graph.rules import free_port, refusal, takes_many


class Grown(NamedTuple):
    """The drawing with one more node.

    Attributes:
        graph: The drawing.
        node: Id of the new node.
        refusal: Why a wire that was meant is missing, in a whole sentence; empty where none is.
    """

    graph: Graph
    node: str
    refusal: str = ""


def grown(graph: Graph, measured: Measured, block: Placed, starts: Sequence[Start], place: Position | None = None) -> Grown:
    """Places a block and wires it.

    Args:
        graph: The drawing.
        measured: Its figures.
        block: What to place.
        starts: What to wire it to; a block that takes one input takes the first of them alone.
        place: Of the card's upper left corner; beside the first start where it is not given.
    """
    wanted = place or beside(graph, starts)
    placed, node = edits.add(graph, block, free_place(graph, wanted))
    used = starts if takes_many(block) else starts[:1]
    refused = ""
    for start in used:
        missing = tried(graph, measured, start, block).refusal
        if missing:
            refused = refused or missing
        else:
            placed = _wired(placed, start, node)
    return Grown(placed, node, refused)


def beside(graph: Graph, starts: Sequence[Start]) -> Position:
    """One column on from what a block will follow, or one back from what it will feed."""
    if not starts:
        return (0.0, 0.0)
    x, y = graph.nodes[starts[0].node].position
    return (x + COLUMN, y) if starts[0].leaves else (x - COLUMN, y)


def joined(graph: Graph, measured: Measured, start: Start, node: str) -> Graph:
    """Leads a wire from a node to another that is there already.

    Raises:
        EditRefused: It does not fit there.
    """
    port = free_port(graph, node)
    reason = refusal(graph, start.node, node, port or 0, measured, outlet=-1 - start.port)
    if reason:
        raise edits.EditRefused(reason)
    return edits.connect(graph, start.node, node, port, -1 - start.port)


def waiting(graph: Graph, measured: Measured, start: Start) -> tuple[str, ...]:
    """The nodes to which nothing is wired yet and that the wire would fit, in their order on the board."""
    if not start.leaves:
        return ()
    alone = [node for node in graph.nodes.values() if node.id != start.node and not graph.feeds.get(node.id)]
    fitting = [node for node in alone if refusal(graph, start.node, node.id, 0, measured, outlet=-1 - start.port) is None]
    return tuple(node.id for node in sorted(fitting, key=lambda node: node.position))


def _wired(graph: Graph, start: Start, node: str) -> Graph:
    if start.leaves:
        return edits.connect(graph, start.node, node, None, -1 - start.port)
    return edits.connect(graph, node, start.node, start.port)
