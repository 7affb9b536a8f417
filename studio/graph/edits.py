"""Edits: pure functions from graph to graph; what they refuse, they refuse in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NoReturn

from msgspec.structs import replace

from studio.blocks.block import Block
from studio.graph.cards import moved, whole
from studio.graph.model import Graph, Node, Position, Wire
from studio.graph.module import Instance, Module, Placed
from studio.graph.modules.used import instance_apart, modules_of, named_apart
from studio.graph.named_values import followed_by, followed_on
from studio.graph.names import FreeNames, first_free, kind, names_of, new_id, prefix
from studio.graph.notes import held
from studio.graph.refusals import EditRefused, all_unlocked, check_name, check_wire, node_of, unlocked
from studio.graph.rules import circle_refusal, free_port, gives_output, inputs_of, outputs_of, refusal, takes_many
from studio.graph.wiring import exchanged, healed, rewired

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


def add(
    graph: Graph, block: Placed, position: Position, name: str | None = None, elsewhere: Mapping[str, Module] | None = None
) -> tuple[Graph, str]:
    """Places a block on the board; a module that is unlike the drawing's of that name gets a free name.

    Args:
        graph: The drawing.
        block: What to place.
        position: Of the card's upper left corner.
        name: The node's name; without one it gets the next free one of its kind, such as `conv2`.
        elsewhere: The modules of the project's other drawings, by name.

    Returns:
        The new graph and the id of the new node.

    Raises:
        EditRefused: The name cannot be one, or is taken.
    """
    if isinstance(block, Instance):
        block = instance_apart(block, {**(elsewhere or {}), **modules_of(graph)})
    name = name or first_free(prefix(block), names_of(graph))
    check_name(graph, name)
    node = Node(id=new_id(graph.nodes, graph.notes), block=block, name=name, position=position)
    return graph.replace(nodes={**graph.nodes, node.id: node}), node.id


def remove(graph: Graph, ids: Iterable[str], heal: bool = False) -> Graph:
    """Takes nodes with their wires, and notes, off the board; what lies in a frame stays.

    Args:
        graph: The drawing.
        ids: The nodes and notes to remove.
        heal: Whether what fed a removed node then feeds what it fed, where it had one input.

    Raises:
        EditRefused: A node or note is not there, or locked.
    """
    gone = set(ids)
    all_unlocked(graph, gone - graph.notes.keys())
    nodes = {node_id: node for node_id, node in graph.nodes.items() if node_id not in gone}
    notes = {note_id: note for note_id, note in graph.notes.items() if note_id not in gone}
    lost = {wire for node_id in gone for wire in (*graph.feeds.get(node_id, ()), *graph.follows.get(node_id, ()))}
    return exchanged(graph, lost, healed(graph, gone) if heal else (), nodes, notes)


def connect(graph: Graph, source: str, target: str, port: int | None = None, outlet: int = 0) -> Graph:
    """Draws a wire from an output; without a port, to the next free one.

    Raises:
        EditRefused: The wire is against the rules: see `studio.graph.rules.refusal`.
    """
    if port is None:
        port = free_port(graph, target) or 0
    if reason := refusal(graph, source, target, port, outlet=outlet):
        raise EditRefused(reason)
    return exchanged(graph, (), (Wire(source, target, port, outlet),))


def disconnect(graph: Graph, wire: Wire) -> Graph:
    """Removes a wire; later ports of a node with many inputs move up.

    Raises:
        EditRefused: The wire is not there.
    """
    check_wire(graph, wire)
    return exchanged(graph, (wire,))


def reorder(graph: Graph, wire: Wire, port: int) -> Graph:
    """Leads a wire to another input of the node it feeds; the wires between move up or down by one, or at a module change places.

    Raises:
        EditRefused: The wire is not there.
    """
    check_wire(graph, wire)
    if not takes_many(graph.nodes[wire.target].block):
        return _swapped(graph, wire, port)
    order = [other for other in graph.feeds[wire.target] if other != wire]
    order.insert(port, wire)
    return exchanged(graph, graph.feeds[wire.target], [replace(other, port=number) for number, other in enumerate(order)])


def move(graph: Graph, positions: Mapping[str, Position]) -> Graph:
    """Puts cards and notes elsewhere, on whole pixels; a frame takes along what lies wholly in it.

    What is locked or has a place given stays out of that.

    Args:
        graph: The drawing.
        positions: By the ids of nodes and notes.

    Raises:
        EditRefused: A node or note is not there, or a node is locked.
    """
    positions = {each: whole(place) for each, place in positions.items()}
    places = {**_taken_along(graph, positions), **positions}
    all_unlocked(graph, (each for each, place in positions.items() if each not in graph.notes and node_of(graph, each).position != place))
    nodes = {each: replace(graph.nodes[each], position=place) for each, place in places.items() if each in graph.nodes}
    notes = {each: replace(graph.notes[each], position=place) for each, place in places.items() if each in graph.notes}
    return graph.replace(nodes={**graph.nodes, **nodes}, notes={**graph.notes, **notes})


def change(graph: Graph, node_id: str, block: Placed) -> Graph:
    """Gives a node another block, or its block other values; wires of inputs and outputs that it has no more with these go.

    Raises:
        EditRefused: The node is not there or locked, or its wires do not suit the block.
    """
    node, arrive, leave = unlocked(graph, node_id), graph.feeds.get(node_id, ()), graph.follows.get(node_id, ())
    inputs, outputs = inputs_of(block), outputs_of(block)
    lost = [wire for wire in arrive if inputs is not None and wire.port >= inputs]
    gone = [wire for wire in leave if wire.outlet >= outputs]
    if (lost or gone) and isinstance(block, Block) and type(block) is type(node.block):
        return change(exchanged(graph, [*lost, *gone]), node_id, block)
    if lost:
        _too_few(node, block, _count(inputs or 0, "input"), len(arrive), "at its inputs")
    if gone:
        _too_few(node, block, _count(outputs, "output"), len(leave), "from it")
    changed = graph.replace(nodes={**graph.nodes, node_id: replace(node, block=block)})
    return exchanged(changed, arrive, arrive) if takes_many(block) else changed


def rename(graph: Graph, node_id: str, name: str) -> Graph:
    """Gives a node another name.

    Raises:
        EditRefused: The node is not there or locked, or the name cannot be one, or is taken.
    """
    node = node_of(graph, node_id)
    if node.name == name:
        return graph
    unlocked(graph, node_id)
    check_name(graph, name)
    return graph.replace(nodes={**graph.nodes, node_id: replace(node, name=name)})


def insert(graph: Graph, node_id: str, wire: Wire) -> Graph:
    """Puts a node onto a wire, which then runs through it.

    Raises:
        EditRefused: The node or the wire is not there, or the new wires are against the rules.
    """
    check_wire(graph, wire)
    node = node_of(graph, node_id)
    cut = graph.replace(wires=tuple(other for other in graph.wires if other != wire))  # its ports stay, gaps and all
    port = free_port(cut, node_id)
    if port is None:
        raise EditRefused(f"{node.name} has no free input, so it cannot be put onto a wire. Remove the wire that arrives first.")
    if not gives_output(node.block):
        raise EditRefused(f"{node.name} has no output, so it cannot be put onto a wire. Put it at the end.")
    if wire.source == node_id or wire.target == node_id:
        raise EditRefused(f"{node.name} is an end of that wire. Put it onto another one.")
    if reason := refusal(cut, wire.source, node_id, port, outlet=wire.outlet) or circle_refusal(cut, node, cut.nodes[wire.target]):
        raise EditRefused(reason)
    come = (Wire(wire.source, node_id, port, wire.outlet), Wire(node_id, wire.target, wire.port))
    return exchanged(graph, (wire,), come)


def copy(graph: Graph, ids: Collection[str]) -> Graph:
    """The nodes and notes and the wires among them, as a graph of their own; its nodes are unlocked, its frames plain ones.

    The parameters that its values follow come along.

    Raises:
        EditRefused: A node or note is not there.
    """
    notes = {each: replace(graph.notes[each], expanded=None) for each in ids if each in graph.notes}
    nodes = {each: _free(node_of(graph, each)) for each in ids if each not in notes}
    wires = (wire for wire in graph.wires if wire.source in nodes and wire.target in nodes)
    return rewired(followed_by(graph, Graph(nodes=nodes, notes=notes)), wires)


def paste(graph: Graph, fragment: Graph, offset: Position, elsewhere: Mapping[str, Module] | None = None) -> tuple[Graph, tuple[str, ...]]:
    """Adds what was copied, under ids and names of its own; a module that is unlike the drawing's of that name gets a free name.

    Args:
        graph: The drawing.
        fragment: What `copy` gave.
        offset: How far from its old place, right and down.
        elsewhere: The modules of the project's other drawings, by name.

    Returns:
        The new graph and the ids of the new nodes and then notes, each in the order of the fragment's.
    """
    fragment = named_apart(fragment, {**(elsewhere or {}), **modules_of(graph)})
    nodes, notes, names, ids = dict(graph.nodes), dict(graph.notes), FreeNames(names_of(graph)), dict[str, str]()
    for node in fragment.nodes.values():
        ids[node.id] = new_id(nodes, notes)
        place, name = whole(moved(node.position, offset)), names.take(node.name, node.block)
        nodes[ids[node.id]] = replace(node, id=ids[node.id], name=name, position=place)
    for note in fragment.notes.values():
        ids[note.id] = new_id(nodes, notes)
        notes[ids[note.id]] = replace(note, id=ids[note.id], position=whole(moved(note.position, offset)))
    wires = (Wire(ids[wire.source], ids[wire.target], wire.port, wire.outlet) for wire in fragment.wires)
    pasted = rewired(graph.replace(nodes, notes=notes), (*graph.wires, *wires))
    return followed_on(pasted, fragment, ids), tuple(ids.values())


def _swapped(graph: Graph, wire: Wire, port: int) -> Graph:
    """The wire at another port, and what was there at its own."""

    def place(other: Wire) -> Wire:
        if other == wire:
            return replace(other, port=port)
        return replace(other, port=wire.port) if (other.target, other.port) == (wire.target, port) else other

    return graph.replace(wires=tuple(sorted(map(place, graph.wires))))


def _taken_along(graph: Graph, positions: Mapping[str, Position]) -> dict[str, Position]:
    """Where the things in moved frames go."""
    places: dict[str, Position] = {}
    for note_id in positions.keys() & graph.notes.keys():
        old, new = graph.notes[note_id].position, positions[note_id]
        offset = (new[0] - old[0], new[1] - old[1])
        things = ((graph.nodes.get(each) or graph.notes[each]) for each in held(graph, note_id))
        places |= {thing.id: whole(moved(thing.position, offset)) for thing in things if not (isinstance(thing, Node) and thing.locked)}
    return places


def _free(node: Node) -> Node:
    return replace(node, locked=False) if node.locked else node


def _too_few(node: Node, block: Placed, has: str, wires: int, where: str) -> NoReturn:
    are = "one wire is" if wires == 1 else f"{wires} wires are"
    raise EditRefused(f"{node.name} cannot become {kind(block)}, which has {has}: {are} {where}. Remove wires first.")


def _count(number: int, word: str) -> str:
    return {0: f"no {word}", 1: f"one {word}"}.get(number, f"{number} {word}s")
