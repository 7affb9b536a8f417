"""What edits refuse, in sentences, and the looks at a graph by which they find out."""

from __future__ import annotations

from collections.abc import Iterable

from studio.graph.model import Graph, Node, Note, Wire
from studio.graph.names import first_free, name_fault, names_of, stem


class EditRefused(ValueError):
    """An edit that a graph does not allow; its text is a whole sentence."""


def node_of(graph: Graph, node_id: str) -> Node:
    """The node with that id.

    Raises:
        EditRefused: It is not there.
    """
    if node_id not in graph.nodes:
        raise EditRefused(f"The drawing has no node with the id {node_id}. It may have been removed since.")
    return graph.nodes[node_id]


def note_of(graph: Graph, note_id: str) -> Note:
    """The comment or frame with that id.

    Raises:
        EditRefused: It is not there.
    """
    if note_id not in graph.notes:
        raise EditRefused(f"The drawing has no note with the id {note_id}. It may have been removed since.")
    return graph.notes[note_id]


def unlocked(graph: Graph, node_id: str) -> Node:
    """The node with that id, which may be changed.

    Raises:
        EditRefused: It is not there, or locked.
    """
    node = node_of(graph, node_id)
    if node.locked:
        raise EditRefused(f"{node.name} is locked. Unlock it first.")
    return node


def all_unlocked(graph: Graph, ids: Iterable[str]) -> None:
    """Nodes that may all be changed.

    Raises:
        EditRefused: One is not there, or some are locked; all of those at once.
    """
    locked = sorted(node.name for node_id in ids if (node := node_of(graph, node_id)).locked)
    if len(locked) == 1:
        raise EditRefused(f"{locked[0]} is locked. Unlock it first.")
    if locked:
        raise EditRefused(f"{', '.join(locked[:-1])} and {locked[-1]} are locked. Unlock them first.")


def check_wire(graph: Graph, wire: Wire) -> None:
    """A wire of the drawing.

    Raises:
        EditRefused: It is not there.
    """
    if wire not in graph.feeds.get(wire.target, ()):
        raise EditRefused(f"The drawing has no wire from {wire.source} to {wire.target}. It may have been removed since.")


def check_name(graph: Graph, name: str) -> None:
    """A name that a node may be given.

    Raises:
        EditRefused: It cannot be one, or is taken.
    """
    if fault := name_fault(name):
        raise EditRefused(fault)
    if graph.named(name):
        raise EditRefused(f"The name {name} is taken by another node. Choose another, such as {first_free(stem(name), names_of(graph))}.")
