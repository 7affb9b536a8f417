"""Where the arrow keys lead: along wires to the right and left, by place up and down, and to comments and frames by place."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from studio.graph.model import Graph, Node, Note, Wire
from studio.graph.quick.chaining import reading_order

Thing = Node | Note


def things(graph: Graph) -> list[Thing]:
    """Everything where the keyboard can be."""
    return [*graph.nodes.values(), *graph.notes.values()]


def neighbour(graph: Graph, node_id: str, right: int, down: int) -> str | None:
    """The node, comment or frame that an arrow key leads to; None where there is none in that direction.

    Right leads to what the node feeds, left to what feeds it, of several to the one nearest in height. Where no wire leads there, and up
    and down, the nearest by place counts, so that nodes without wires, comments and frames are reached as well.

    Args:
        graph: The drawing.
        node_id: Where the keyboard is.
        right: 1 to the right, -1 to the left, else 0.
        down: 1 down, -1 up, else 0.
    """
    here = graph.nodes.get(node_id) or graph.notes[node_id]
    wired = _along(graph, node_id, right) if right else []
    if wired:
        return min(wired, key=lambda other: (abs(other.position[1] - here.position[1]), other.position[0], other.id)).id
    ahead = [other for other in things(graph) if other.id != node_id and _ahead(here, other, right, down) > 0]
    return min(ahead, key=lambda other: (_way(here, other, right, down), other.id)).id if ahead else None


def first(graph: Graph, backwards: bool = False) -> str | None:
    """The first node, comment or frame as the drawing is read, or the last."""
    found = reading_order(things(graph))
    return found[-1 if backwards else 0].id if found else None


def next_read(graph: Graph, node_id: str, step: int) -> str | None:
    """What comes after (1) or before (-1) a node, comment or frame as the drawing is read; None at the ends."""
    ids = [thing.id for thing in reading_order(things(graph))]
    place = ids.index(node_id) + step
    return ids[place] if 0 <= place < len(ids) else None


def left_behind(graph: Graph, gone: Collection[str]) -> str | None:
    """What is read before the first of those that go, or else first of what stays: where the keyboard goes on."""
    ids = [thing.id for thing in reading_order(things(graph))]
    place = next((place for place, each in enumerate(ids) if each in gone), 0)
    return next((each for each in (*reversed(ids[:place]), *ids[place:]) if each not in gone), None)


def wires_of(graph: Graph, node_id: str) -> tuple[Wire, ...]:
    """The wires of a node as one walks through them: those that arrive, by port, then those that leave."""
    leaving = sorted(graph.follows.get(node_id, ()), key=lambda wire: (wire.outlet, graph.nodes[wire.target].position[1], wire))
    return (*graph.feeds.get(node_id, ()), *leaving)


def _along(graph: Graph, node_id: str, right: int) -> list[Node]:
    wires: Iterable[Wire] = graph.follows.get(node_id, ()) if right > 0 else graph.feeds.get(node_id, ())
    return [graph.nodes[wire.target if right > 0 else wire.source] for wire in wires]


def _ahead(node: Thing, other: Thing, right: int, down: int) -> float:
    """How far something else lies in a direction."""
    return (other.position[0] - node.position[0]) * right + (other.position[1] - node.position[1]) * down


def _way(node: Thing, other: Thing, right: int, down: int) -> float:
    """How far it is to something else; what lies aside counts double."""
    across, along = abs(other.position[0] - node.position[0]), abs(other.position[1] - node.position[1])
    return across + 2 * along if right else along + 2 * across
