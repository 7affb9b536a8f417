"""Nodes become a module."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from studio.blocks.block import Block
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import paths
from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, COLUMN, ROW, bounds, moved, shifted, whole
from studio.graph.model import Graph, Node, Position, Wire
from studio.graph.module import Instance, Module, Placed
from studio.graph.modules.port_numbers import Port, port_numbered
from studio.graph.modules.used import modules_of
from studio.graph.names import first_free, free_name, name_fault, new_id, prefix
from studio.graph.refusals import EditRefused, all_unlocked
from studio.graph.rules import gives_output, takes_input
from studio.graph.wiring import Outlet


def group(
    graph: Graph, ids: Collection[str], name: str = "module", title: str = "", elsewhere: Mapping[str, Module] | None = None
) -> tuple[Graph, str]:
    """Makes a module of nodes, and puts an instance of it in their place.

    Each outside output that feeds them becomes an input of the module, each of theirs that feeds the outside an output. Where nothing
    enters or leaves, loose inputs or ends become ports.

    Args:
        graph: The drawing.
        ids: The nodes, and notes that go with them.
        name: Of the module, an identifier; a number is added where another module has it.
        title: Of the module, for people.
        elsewhere: The modules of the project's other drawings, by name.

    Returns:
        The new graph and the id of the instance.

    Raises:
        EditRefused: Nothing is selected, something locked or an end of the network, data leaves the selection and comes back, or
            more arrives or leaves than a module has ports.
    """
    chosen = {node_id for node_id in ids if node_id not in graph.notes}
    if not chosen:
        raise EditRefused("A module is made of nodes. Received: none. Select the nodes first.")
    all_unlocked(graph, chosen)
    check_groupable(graph, chosen)
    if fault := name_fault(name):
        raise EditRefused(fault)
    own = free_name(name, {*modules_of(graph), *(elsewhere or {})})
    inner, entries, exits = _inside(graph, chosen, [each for each in ids if each in graph.notes])
    instance = Instance(Module(own, inner, title=title))
    node = _standing(graph, instance, chosen)
    return _with_instance(graph, node, {*chosen, *inner.notes}, entries, exits), node.id


def check_groupable(graph: Graph, chosen: Collection[str]) -> None:
    """Nodes that can become a module.

    Raises:
        EditRefused: One of them is an end of the network, or data leaves them and comes back.
    """
    ends = [graph.nodes[node_id] for node_id in chosen if is_end(graph.nodes[node_id])]
    if ends:
        end = min(ends, key=lambda node: node.name)
        raise EditRefused(f"{end.name} is {_end(end)}, which stays outside of modules. Take it out of the selection.")
    _check_closed(graph, chosen)


def is_end(node: Node) -> bool:
    """Whether it is where data enters or leaves a drawing or a module, which is never part of a module that is made."""
    return isinstance(node.block, Input | Output | ModuleInput | ModuleOutput)


def _check_closed(graph: Graph, chosen: Collection[str]) -> None:
    between = (paths.after(graph, chosen) & paths.before(graph, chosen)) - set(chosen)
    if between:
        names = sorted(graph.nodes[node_id].name for node_id in between)
        them = "it" if len(names) == 1 else "them"
        raise EditRefused(
            f"Data leaves the selection, passes {', '.join(names)} and comes back, so a module of it would feed itself. "
            f"Select {them} as well."
        )


def _end(node: Node) -> str:
    whole = "the surrounding module's" if isinstance(node.block, ModuleInput | ModuleOutput) else "the network's"
    return f"{whole} {'input' if gives_output(node.block) else 'output'}"


class _Entry(NamedTuple):
    """A port of a new module: the outside output that feeds it, empty for none, and the inner wires that it feeds."""

    source: Outlet
    wires: tuple[Wire, ...]


def _inside(graph: Graph, chosen: Collection[str], notes: Iterable[str]) -> tuple[Graph, list[_Entry], list[Outlet]]:
    """The inside of a new module, what feeds its inputs, and which inner outputs its outputs show."""
    rank = {node_id: place for place, node_id in enumerate(chain(*paths.order(graph)))}
    entries, exits = _entries(graph, chosen, rank), _exits(graph, chosen, rank)
    corner, (width, height) = bounds([graph.nodes[node_id] for node_id in chosen])
    nodes = {node_id: shifted(graph.nodes[node_id], (-corner[0], -corner[1])) for node_id in sorted(chosen, key=rank.__getitem__)}
    wires = [wire for wire in graph.wires if wire.source in chosen and wire.target in chosen]
    for place, entry in enumerate(entries):
        y = height / 2 - CARD_HEIGHT / 2 + (place - (len(entries) - 1) / 2) * ROW
        port = _port(nodes, port_numbered(ModuleInput, place + 1), (-COLUMN, y))
        wires += [Wire(port, wire.target, wire.port) for wire in entry.wires]
    for place, (source, outlet) in enumerate(exits):
        y = height / 2 - CARD_HEIGHT / 2 + (place - (len(exits) - 1) / 2) * ROW
        port = _port(nodes, port_numbered(ModuleOutput, place + 1), (width + COLUMN - CARD_WIDTH, y), _called(nodes[source].block, outlet))
        wires.append(Wire(source, port, 0, outlet))
    kept = {note: replace(graph.notes[note], position=moved(graph.notes[note].position, (-corner[0], -corner[1]))) for note in notes}
    return Graph(nodes=nodes, wires=tuple(sorted(wires)), notes=kept), entries, exits


def _port(nodes: dict[str, Node], block: Port, position: Position, name: str = "") -> str:
    """Adds a port to the nodes of a new module, under a name or a number."""
    word, taken = "input" if isinstance(block, ModuleInput) else "output", {node.name for node in nodes.values()}
    node = Node(new_id(nodes), block, free_name(name, taken) if name else first_free(word, taken), whole(position))
    nodes[node.id] = node
    return node.id


def _called(block: Placed, outlet: int) -> str:
    """What a block calls an output after its first; empty where there is none."""
    return block.output_names[outlet] if outlet and isinstance(block, Block) else ""


def _entries(graph: Graph, chosen: Collection[str], rank: Mapping[str, int]) -> list[_Entry]:
    arriving = [wire for wire in graph.wires if wire.target in chosen and wire.source not in chosen]
    by_source: dict[Outlet, list[Wire]] = {}
    for wire in sorted(arriving, key=lambda wire: (rank[wire.target], wire.port)):
        by_source.setdefault((wire.source, wire.outlet), []).append(wire)
    if by_source:
        return [_Entry(source, tuple(wires)) for source, wires in by_source.items()]
    waiting = [each for each in sorted(chosen, key=rank.__getitem__) if each not in graph.feeds and takes_input(graph.nodes[each].block)]
    return [_Entry(("", 0), (Wire("", node_id),)) for node_id in waiting]


def _exits(graph: Graph, chosen: Collection[str], rank: Mapping[str, int]) -> list[Outlet]:
    leaving = {(wire.source, wire.outlet) for wire in graph.wires if wire.source in chosen and wire.target not in chosen}
    loose = {(each, 0) for each in chosen if each not in graph.follows and gives_output(graph.nodes[each].block)}
    return sorted(leaving or loose, key=lambda exit_: (rank[exit_[0]], exit_[1]))


def _standing(graph: Graph, instance: Instance, chosen: Collection[str]) -> Node:
    """The instance's node, in the middle of what it stands for."""
    (x, y), (width, height) = bounds([graph.nodes[node_id] for node_id in chosen])
    taken = {node.name for node in graph.nodes.values() if node.id not in chosen}
    place = (x + (width - CARD_WIDTH) // 2, y + (height - CARD_HEIGHT) // 2)  # rounded as `dissolve` does, which leads back
    return Node(new_id(graph.nodes, graph.notes), instance, first_free(prefix(instance), taken), place)


def _with_instance(graph: Graph, node: Node, gone: Collection[str], entries: list[_Entry], exits: list[Outlet]) -> Graph:
    ports = {outlet: place for place, outlet in enumerate(exits)}
    wires = [wire for wire in graph.wires if wire.source not in gone and wire.target not in gone]
    wires += [Wire(entry.source[0], node.id, place, entry.source[1]) for place, entry in enumerate(entries) if entry.source[0]]
    leaving = (wire for wire in graph.wires if wire.source in gone and wire.target not in gone)
    wires += [Wire(node.id, wire.target, wire.port, ports[wire.source, wire.outlet]) for wire in leaving]
    nodes = {node_id: each for node_id, each in graph.nodes.items() if node_id not in gone}
    notes = {note_id: note for note_id, note in graph.notes.items() if note_id not in gone}
    return graph.replace({**nodes, node.id: node}, tuple(sorted(wires)), notes)
