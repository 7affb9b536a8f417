"""Edits: pure functions from graph to graph; what they refuse, they refuse in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from studio.graph.model import Graph, Node, Position, Wire
from studio.graph.module import Placed
from studio.graph.names import first_free, kind, names_of, new_id, prefix, stem
from studio.graph.refusals import EditRefused, check_name, check_wire, node_of
from studio.graph.rules import circle_refusal, free_port, gives_output, refusal, takes_input, takes_many
from studio.graph.wiring import healed, rewired

__all__ = [
    "EditRefused",
    "add",
    "change",
    "connect",
    "copy",
    "disconnect",
    "insert",
    "move",
    "paste",
    "remove",
    "rename",
    "reorder",
]


def add(graph: Graph, block: Placed, position: Position, name: str | None = None) -> tuple[Graph, str]:
    """Places a block on the board.

    Args:
        graph: The drawing.
        block: What to place.
        position: Of the card's upper left corner.
        name: The node's name; without one it gets the next free one of its kind, such as `conv2`.

    Returns:
        The new graph and the id of the new node.

    Raises:
        EditRefused: The name cannot be one, or is taken.
    """
    node = Node(id=new_id(graph.nodes), block=block, name=name or first_free(prefix(block), names_of(graph)), position=position)
    check_name(graph, node.name)
    return graph.replace(nodes={**graph.nodes, node.id: node}), node.id


def remove(graph: Graph, ids: Iterable[str], heal: bool = False) -> Graph:
    """Takes nodes and their wires off the board.

    Args:
        graph: The drawing.
        ids: The nodes to remove.
        heal: Whether what fed a removed node then feeds what it fed, where it had one input.

    Raises:
        EditRefused: A node is not there.
    """
    gone = set(ids)
    for node in gone:
        node_of(graph, node)
    wires = healed(graph, gone) if heal else graph.wires
    nodes = {node_id: node for node_id, node in graph.nodes.items() if node_id not in gone}
    return rewired(Graph(nodes=nodes), (wire for wire in wires if wire.source in nodes and wire.target in nodes))


def connect(graph: Graph, source: str, target: str, port: int | None = None, outlet: int = 0) -> Graph:
    """Draws a wire from an output; without a port, to the next free one.

    Raises:
        EditRefused: The wire is against the rules: see `studio.graph.rules.refusal`.
    """
    if port is None:
        port = free_port(graph, target) or 0
    if reason := refusal(graph, source, target, port, outlet=outlet):
        raise EditRefused(reason)
    return rewired(graph, (*graph.wires, Wire(source, target, port, outlet)))


def disconnect(graph: Graph, wire: Wire) -> Graph:
    """Removes a wire; later ports of a node with many inputs move up.

    Raises:
        EditRefused: The wire is not there.
    """
    check_wire(graph, wire)
    return rewired(graph, (other for other in graph.wires if other != wire))


def reorder(graph: Graph, wire: Wire, port: int) -> Graph:
    """Leads a wire to another input of the node it feeds; the wires between move up or down by one.

    Raises:
        EditRefused: The wire is not there.
    """
    check_wire(graph, wire)
    order = [other for other in graph.feeds[wire.target] if other != wire]
    order.insert(port, wire)
    placed = (replace(other, port=number) for number, other in enumerate(order))
    return graph.replace(wires=tuple(sorted([*(other for other in graph.wires if other.target != wire.target), *placed])))


def move(graph: Graph, positions: Mapping[str, Position]) -> Graph:
    """Puts cards elsewhere.

    Raises:
        EditRefused: A node is not there.
    """
    moved = {node_id: replace(node_of(graph, node_id), position=position) for node_id, position in positions.items()}
    return graph.replace(nodes={**graph.nodes, **moved})


def change(graph: Graph, node_id: str, block: Placed) -> Graph:
    """Gives a node another block, or its block other values.

    Raises:
        EditRefused: The node is not there, or its wires do not suit the block.
    """
    node = node_of(graph, node_id)
    arrive, leave = len(graph.feeds.get(node_id, ())), len(graph.follows.get(node_id, ()))
    if arrive > (arrive if takes_many(block) else int(takes_input(block))):
        takes = "one input" if takes_input(block) else "no input"
        raise EditRefused(
            f"{node.name} cannot become {kind(block)}, which has {takes}: {_wires(arrive)} at its inputs. Remove wires first."
        )
    if leave and not gives_output(block):
        raise EditRefused(f"{node.name} cannot become {kind(block)}, which has no output: {_wires(leave)} from it. Remove wires first.")
    return graph.replace(nodes={**graph.nodes, node_id: replace(node, block=block)})


def rename(graph: Graph, node_id: str, name: str) -> Graph:
    """Gives a node another name.

    Raises:
        EditRefused: The node is not there, or the name cannot be one, or is taken.
    """
    node = node_of(graph, node_id)
    if node.name == name:
        return graph
    check_name(graph, name)
    return graph.replace(nodes={**graph.nodes, node_id: replace(node, name=name)})


def insert(graph: Graph, node_id: str, wire: Wire) -> Graph:
    """Puts a node onto a wire, which then runs through it.

    Raises:
        EditRefused: The node or the wire is not there, or the new wires are against the rules.
    """
    check_wire(graph, wire)
    node = node_of(graph, node_id)
    cut = graph.replace(wires=tuple(other for other in graph.wires if other != wire))
    port = free_port(cut, node_id)
    if port is None:
        raise EditRefused(f"{node.name} has no free input, so it cannot be put onto a wire. Remove the wire that arrives first.")
    if not gives_output(node.block):
        raise EditRefused(f"{node.name} has no output, so it cannot be put onto a wire. Put it at the end.")
    if wire.source == node_id or wire.target == node_id:
        raise EditRefused(f"{node.name} is an end of that wire. Put it onto another one.")
    if reason := refusal(cut, wire.source, node_id, port, outlet=wire.outlet) or circle_refusal(cut, node, cut.nodes[wire.target]):
        raise EditRefused(reason)
    return rewired(cut, (*cut.wires, Wire(wire.source, node_id, port, wire.outlet), Wire(node_id, wire.target, wire.port)))


def copy(graph: Graph, ids: Collection[str]) -> Graph:
    """The nodes and the wires among them, as a graph of their own.

    Raises:
        EditRefused: A node is not there.
    """
    nodes = {node_id: node_of(graph, node_id) for node_id in ids}
    return rewired(Graph(nodes=nodes), (wire for wire in graph.wires if wire.source in nodes and wire.target in nodes))


def paste(graph: Graph, fragment: Graph, offset: Position) -> tuple[Graph, tuple[str, ...]]:
    """Adds what was copied, under ids and names of its own.

    Args:
        graph: The drawing.
        fragment: What `copy` gave.
        offset: How far from its old place, right and down.

    Returns:
        The new graph and the ids of the new nodes, in the order of the fragment's.
    """
    nodes, names, ids = dict(graph.nodes), names_of(graph), dict[str, str]()
    for node in fragment.nodes.values():
        name = node.name if node.name not in names else first_free(stem(node.name) or prefix(node.block), names)
        ids[node.id] = new_id(nodes)
        names.add(name)
        place = (node.position[0] + offset[0], node.position[1] + offset[1])
        nodes[ids[node.id]] = replace(node, id=ids[node.id], name=name, position=place)
    wires = (Wire(ids[wire.source], ids[wire.target], wire.port, wire.outlet) for wire in fragment.wires)
    return rewired(Graph(nodes=nodes), (*graph.wires, *wires)), tuple(ids.values())


def _wires(count: int) -> str:
    return "one wire is" if count == 1 else f"{count} wires are"
