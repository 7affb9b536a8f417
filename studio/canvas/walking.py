"""Where the arrow keys lead: along wires to the right and left, by place up and down."""

from __future__ import annotations

from collections.abc import Iterable

from studio.graph.model import Graph, Node, Wire
from studio.graph.quick.chaining import reading_order


def neighbour(graph: Graph, node_id: str, right: int, down: int) -> str | None:
    """The node that an arrow key leads to; None where there is none in that direction.

    Right leads to what the node feeds, left to what feeds it, of several to the one nearest in height. Where no wire leads there, and up
    and down, the nearest by place counts, so that nodes without wires are reached as well.

    Args:
        graph: The drawing.
        node_id: Where the keyboard is.
        right: 1 to the right, -1 to the left, else 0.
        down: 1 down, -1 up, else 0.
    """
    node = graph.nodes[node_id]
    wired = _along(graph, node, right) if right else []
    if wired:
        return min(wired, key=lambda other: (abs(other.position[1] - node.position[1]), other.position[0], other.id)).id
    ahead = [other for other in graph.nodes.values() if other.id != node_id and _ahead(node, other, right, down) > 0]
    return min(ahead, key=lambda other: (_way(node, other, right, down), other.id)).id if ahead else None


def first(graph: Graph, backwards: bool = False) -> str | None:
    """The first node as the drawing is read, or the last."""
    nodes = reading_order(graph.nodes.values())
    return nodes[-1 if backwards else 0].id if nodes else None


def next_read(graph: Graph, node_id: str, step: int) -> str | None:
    """The node after (1) or before (-1) another as the drawing is read; None at the ends."""
    ids = [node.id for node in reading_order(graph.nodes.values())]
    place = ids.index(node_id) + step
    return ids[place] if 0 <= place < len(ids) else None


def wires_of(graph: Graph, node_id: str) -> tuple[Wire, ...]:
    """The wires of a node as one walks through them: those that arrive, by port, then those that leave."""
    leaving = sorted(graph.follows.get(node_id, ()), key=lambda wire: (wire.outlet, graph.nodes[wire.target].position[1], wire))
    return (*graph.feeds.get(node_id, ()), *leaving)


def _along(graph: Graph, node: Node, right: int) -> list[Node]:
    wires: Iterable[Wire] = graph.follows.get(node.id, ()) if right > 0 else graph.feeds.get(node.id, ())
    return [graph.nodes[wire.target if right > 0 else wire.source] for wire in wires]


def _ahead(node: Node, other: Node, right: int, down: int) -> float:
    """How far another node lies in a direction."""
    return (other.position[0] - node.position[0]) * right + (other.position[1] - node.position[1]) * down


def _way(node: Node, other: Node, right: int, down: int) -> float:
    """How far it is to another node; what lies aside counts double."""
    across, along = abs(other.position[0] - node.position[0]), abs(other.position[1] - node.position[1])
    return across + 2 * along if right else along + 2 * across
