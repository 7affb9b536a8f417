"""A module shown in its place, in a frame, where its nodes are edited like others; and put back."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, bounds, moved, shifted
from studio.graph.flat import prefixes
from studio.graph.manner import Manner
from studio.graph.model import Graph, Node, Note, Position, Wire
from studio.graph.module import Instance, Module
from studio.graph.modules.dissolving import contents, dissolvable, plain
from studio.graph.modules.grouping import check_groupable, is_end
from studio.graph.modules.inside import titled
from studio.graph.modules.put_back import PutBack, put_back, thawed
from studio.graph.modules.room import resized
from studio.graph.modules.used import modules_of, replace_module
from studio.graph.names import first_free, free_name, name_fault, names_of, new_id, stem
from studio.graph.notes import held
from studio.graph.refusals import EditRefused, note_of
from studio.graph.rules import takes_many

_MARGIN, _HEAD = 24.0, 48.0
_CARD = (float(CARD_WIDTH), float(CARD_HEIGHT))


def expand(graph: Graph, node_id: str) -> tuple[Graph, str]:
    """Shows what is inside an instance in its place, in a frame; what is beside and below makes room.

    The nodes have the names and ids that `studio.graph.flat` gives them, so the network is the same, and weights stay with it.

    Returns:
        The new graph and the id of the frame.

    Raises:
        EditRefused: The node is not there, locked, not switched on, no module, or one that cannot be shown in place.
    """
    node, instance = dissolvable(graph, node_id)
    _check_expandable(node, instance)
    _check_ports(graph, node, instance)
    inner = contents(instance)
    corner, (width, height) = bounds(list(plain(inner).values()))
    size = (width + 2 * _MARGIN, height + _HEAD + _MARGIN)
    frame = Note(new_id(graph.nodes, graph.notes), titled(instance), node.position, size, kind="frame", expanded=node)
    graph = _cleared(resized(graph, node.position, _CARD, size, but={node_id}), node_id, frame)
    offset = _offset(node.position, corner)
    nodes = {each: card for each, card in graph.nodes.items() if each != node_id} | _shown_cards(graph, node, inner, offset)
    notes = dict(graph.notes)
    begins = prefixes(graph)[node_id]
    for note in inner.notes.values():
        shown_there = note.expanded and replace(note.expanded, id=f"{node_id}/{note.expanded.id}", name=f"{begins}_{note.expanded.name}")
        own = f"{node_id}/{note.id}"
        notes[own] = replace(note, id=own, position=moved(note.position, offset), expanded=shown_there)
    shown = graph.replace(nodes, tuple(sorted(_expanded_wires(graph, node_id, instance, inner))), notes)
    _check_order(node, shown)
    return shown, frame.id


def collapse(graph: Graph, note_id: str, everywhere: bool = False, elsewhere: Mapping[str, Module] | None = None) -> tuple[Graph, str]:
    """Puts the instance back that a frame shows in place, with what is in the frame now inside it.

    Args:
        graph: The drawing.
        note_id: The frame.
        everywhere: Whether a changed inside is that of all instances of the module; otherwise this one gets a module of its own, under
            a free name where the old one is still used.
        elsewhere: The modules of the project's other drawings, by name.

    Returns:
        The new graph and the id of the instance.

    Raises:
        EditRefused: The note is not there or shows no module, nothing is left in it, or data leaves it and comes back.
    """
    frame, node, instance = _shown(graph, note_id)
    members = _members(graph, frame, node)
    node = thawed(node, [graph.nodes[each] for each in members if each in graph.nodes])
    back = put_back(graph, node, instance, members, _offset(frame.position, _corner(instance.module)))
    module = back.module
    if module is not instance.module and everywhere:
        _check_apart(instance, module)
        graph = replace_module(graph, instance.module, module)  # old ports keep their places, so the wires of `back` stay right
    rest = _without(graph, {*members, note_id})
    if module is not instance.module and not everywhere:
        module = replace(module, name=_own_name(rest, module, elsewhere or {}))
    rest = resized(rest, frame.position, frame.size, _CARD)
    standing = replace(node, position=frame.position, block=replace(instance, module=module), name=free_name(node.name, names_of(rest)))
    wires = (*rest.wires, *_wires_of(node.id, back))
    return rest.replace({**rest.nodes, node.id: standing}, tuple(sorted(wires))), node.id


def _check_expandable(node: Node, instance: Instance) -> None:
    if instance.repeat > 1:
        raise EditRefused(
            f"{node.name} stands {instance.repeat} times in a chain, which cannot be shown in one place. Enter it, or dissolve it."
        )
    graph = instance.module.graph
    ports = {each.id for each in (*instance.module.inputs, *instance.module.outputs)}
    if any(wire.source in ports and wire.target in ports for wire in graph.wires):
        raise EditRefused(
            f"{titled(instance)} hands an input on as it is, which cannot be shown in place. Enter {node.name}, or dissolve it."
        )
    if end := next((each for each in plain(graph).values() if is_end(each)), None):
        raise EditRefused(f"{end.name} cannot stand inside {titled(instance)}. Enter {node.name} and take it out.")
    if len(ports) == len(graph.nodes):
        raise EditRefused(f"{titled(instance)} is empty, so there is nothing to show. Enter {node.name} and add nodes.")


def _check_ports(graph: Graph, node: Node, instance: Instance) -> None:
    """A wire to a port that leads nowhere inside would be lost."""
    inner, ports = instance.module.graph, instance.module
    loose = [ports.inputs[wire.port] for wire in graph.feeds.get(node.id, ()) if ports.inputs[wire.port].id not in inner.follows]
    loose += [ports.outputs[wire.outlet] for wire in graph.follows.get(node.id, ()) if ports.outputs[wire.outlet].id not in inner.feeds]
    if loose:
        raise EditRefused(
            f"{node.name} cannot be shown in place, because {loose[0].name} has no wire inside. Enter {node.name} and wire {loose[0].name}."
        )


def _check_order(node: Node, shown: Graph) -> None:
    """A merging node closes its ranks where nothing arrives, and would not know its order any more when the module is put back."""
    for target, wires in shown.feeds.items():
        merging = shown.nodes[target]
        if takes_many(merging.block) and [wire.port for wire in wires] != list(range(len(wires))):
            raise EditRefused(
                f"{node.name} cannot be shown in place, because {merging.name} would lose an input. "
                f"Wire all inputs and outputs of {node.name} first, inside and outside."
            )


def _cleared(graph: Graph, node_id: str, frame: Note) -> Graph:
    """The drawing with the frame, and cards that lay on the instance's beside it, so that they are not taken for part of the module."""
    graph = graph.replace(notes={**graph.notes, frame.id: frame})
    nodes, notes = dict(graph.nodes), dict(graph.notes)
    for each in held(graph, frame.id):
        if each in notes:
            notes[each] = replace(notes[each], position=moved(notes[each].position, (frame.size[0], 0.0)))
        elif each != node_id and not nodes[each].locked:
            nodes[each] = shifted(nodes[each], (frame.size[0], 0.0))
    return graph.replace(nodes=nodes, notes=notes)


def _shown_cards(graph: Graph, node: Node, inner: Graph, offset: Position) -> dict[str, Node]:
    names, begins, found, manner = names_of(graph), prefixes(graph)[node.id], dict[str, Node](), Manner().inside(node)
    for card in plain(inner).values():
        path, name = f"{node.id}/{card.id}", f"{begins}_{card.name}"
        if name_fault(name):
            name = first_free(stem(card.name), names)  # too long to be one
        names.add(name)
        found[path] = replace(manner.given(shifted(card, offset)), id=path, name=name)
    return found


def _expanded_wires(graph: Graph, node_id: str, instance: Instance, inner: Graph) -> list[Wire]:
    inputs = {port.id: place for place, port in enumerate(instance.module.inputs)}
    sources = {wire.port: wire for wire in graph.feeds.get(node_id, ())}
    wires = [wire for wire in graph.wires if node_id not in (wire.source, wire.target)]
    cards = plain(inner)
    for wire in (wire for wire in inner.wires if wire.target in cards):
        target = f"{node_id}/{wire.target}"
        if wire.source in cards:
            wires.append(Wire(f"{node_id}/{wire.source}", target, wire.port, wire.outlet))
        elif outer := sources.get(inputs[wire.source]):
            wires.append(Wire(outer.source, target, wire.port, outer.outlet))
    for wire in graph.follows.get(node_id, ()):
        for shown in inner.feeds.get(instance.module.outputs[wire.outlet].id, ()):
            wires.append(Wire(f"{node_id}/{shown.source}", wire.target, wire.port, shown.outlet))
    return wires


def _shown(graph: Graph, note_id: str) -> tuple[Note, Node, Instance]:
    frame = note_of(graph, note_id)
    if frame.expanded is None or not isinstance(frame.expanded.block, Instance):
        raise EditRefused(f"The frame {frame.text!r} shows no module. Choose one that does.")
    return frame, frame.expanded, frame.expanded.block


def _members(graph: Graph, frame: Note, node: Node) -> list[str]:
    """What goes into the module: what came out of it, and what lies in the frame, but for locked nodes and the network's ends."""
    came = {each for each in (*graph.nodes, *graph.notes) if each.startswith(f"{node.id}/")}
    stays = {each.id for each in graph.nodes.values() if each.locked or is_end(each)}
    inside = came | (set(held(graph, frame.id)) - stays)
    members = [each for each in (*graph.nodes, *graph.notes) if each in inside]
    if not any(each in graph.nodes for each in members):
        raise EditRefused(f"Nothing is left in the frame {frame.text!r}, so there is no module to put back. Remove the frame.")
    check_groupable(graph, {each for each in members if each in graph.nodes})
    return members


def _corner(module: Module) -> Position:
    return bounds(list(plain(module.graph).values()))[0]


def _offset(place: Position, corner: Position) -> Position:
    """From places inside a module to places in a frame."""
    return place[0] + _MARGIN - corner[0], place[1] + _HEAD - corner[1]


def _without(graph: Graph, gone: set[str]) -> Graph:
    return graph.replace(
        nodes={each: node for each, node in graph.nodes.items() if each not in gone},
        wires=tuple(wire for wire in graph.wires if wire.source not in gone and wire.target not in gone),
        notes={each: note for each, note in graph.notes.items() if each not in gone},
    )


def _wires_of(node_id: str, back: PutBack) -> list[Wire]:
    arriving = [Wire(source, node_id, place, outlet) for place, (source, outlet) in back.arriving.items()]
    return [*arriving, *back.leaving]


def _check_apart(instance: Instance, module: Module) -> None:
    if instance.module.name in modules_of(module.graph):
        raise EditRefused(f"{titled(instance)} cannot stand inside itself. Give this one a module of its own.")


def _own_name(graph: Graph, module: Module, elsewhere: Mapping[str, Module]) -> str:
    """Its name where nothing else has it, in the drawing or inside it, otherwise a free one."""
    return free_name(module.name, {*modules_of(graph), *modules_of(module.graph), *elsewhere})
