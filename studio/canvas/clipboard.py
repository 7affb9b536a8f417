"""Copied nodes as JSON text, so that they can be pasted into another project, a message, or a file."""

from typing import Any

import msgspec
from msgspec import Struct

from studio.blocks.catalogue import read_block
from studio.forms import FormError
from studio.graph.edits import EditRefused, connect
from studio.graph.model import Graph, Node
from studio.graph.names import name_fault
from studio.project.placed_record import placed_record

VERSION = 1


class NotAGraph(ValueError):
    """Text that holds no nodes; its text is a whole sentence."""


class _Node(Struct, frozen=True):
    id: str
    name: str
    position: tuple[float, float]
    block: dict[str, Any]


class _Fragment(Struct, frozen=True, tag="abyss graph", tag_field="kind", forbid_unknown_fields=True):
    nodes: list[_Node]
    wires: list[tuple[str, str, int]] = []
    version: int = VERSION


def written(graph: Graph) -> str:
    """A graph as text."""
    nodes = [_Node(node.id, node.name, node.position, placed_record(node.block)) for node in graph.nodes.values()]
    wires = [(wire.source, wire.target, wire.port) for wire in graph.wires]
    return msgspec.json.format(msgspec.json.encode(_Fragment(nodes, wires))).decode()


def read(text: str) -> Graph:
    """A graph from text.

    Raises:
        NotAGraph: It is something else, of a newer version, or holds values that a block refuses.
    """
    try:
        found = msgspec.json.decode(text.encode(), type=_Fragment)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise NotAGraph("What was copied is not part of a drawing. Expected: nodes copied from a board. Copy some nodes first.") from None
    if found.version > VERSION:
        raise NotAGraph(
            f"What was copied comes from a newer version of the studio. Expected: version {VERSION} or older. "
            f"Received: version {found.version}. Update this studio first."
        )
    return _graph(found)


def _graph(found: _Fragment) -> Graph:
    try:
        graph = Graph({each.id: _node(each) for each in found.nodes})
        for source, target, port in sorted(found.wires, key=lambda wire: wire[2]):
            graph = connect(graph, source, target, port)
    except (FormError, EditRefused) as error:
        raise NotAGraph(f"What was copied holds what cannot be. {error}") from None
    return graph


def _node(each: _Node) -> Node:
    if fault := name_fault(each.name):
        raise EditRefused(fault)
    return Node(each.id, read_block(each.block), each.name, each.position)
