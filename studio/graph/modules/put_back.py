"""What was shown in its place becomes the inside of its module again: the same one where nothing changed, else one that differs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from studio.graph.cards import moved
from studio.graph.manner import Manner
from studio.graph.model import Graph, Node, Note, Position, Wire
from studio.graph.module import Binding, Instance, Module
from studio.graph.modules.dissolving import contents
from studio.graph.modules.leading import Leading
from studio.graph.modules.parameters import values_of
from studio.graph.names import first_free, id_is_free, name_fault, names_of, new_id, stem
from studio.graph.wiring import Outlet, rewired

_NEAR = 0.01
"""Pixels that rounding may move a card by on its way out and back."""


class PutBack(NamedTuple):
    """A module whose inside is what was shown in its place.

    Attributes:
        module: The very same where its inside is.
        arriving: What feeds the instance, by input.
        leaving: Wires from it, with the output as their outlet.
    """

    module: Module
    arriving: Mapping[int, Outlet]
    leaving: tuple[Wire, ...]


def put_back(graph: Graph, node: Node, instance: Instance, members: Collection[str], offset: Position) -> PutBack:
    """The module with the members inside.

    Args:
        graph: The drawing that shows it.
        node: The instance's node, as it stood there.
        instance: Its block.
        members: Ids of the nodes and notes that go inside.
        offset: From places inside to places on the board.
    """
    module, ids = instance.module, _ids(instance.module.graph, f"{node.id}/", members)
    way = _Way(graph, node, instance, offset, ids)
    nodes = {ids[each]: way.inside(graph.nodes[each]) for each in members if each in graph.nodes}
    notes = {ids[each]: way.note(graph.notes[each]) for each in members if each in graph.notes}
    ports = {port.id: port for port in (*module.inputs, *module.outputs)}
    led = Leading(graph, {each: ids[each] for each in members if each in graph.nodes}, module.graph, {**ports, **nodes})
    inner = rewired(Graph(nodes=led.nodes, notes=notes), led.wires)
    kept = tuple(binding for binding in module.bindings if way.follows(binding))
    if inner != module.graph or kept != module.bindings:
        module = replace(module, graph=inner, bindings=kept)
    inputs, outputs = ({port.id: place for place, port in enumerate(ports)} for ports in (module.inputs, module.outputs))
    arriving = {inputs[port]: outlet for port, outlet in led.arriving.items()}
    leaving = tuple(replace(wire, source=node.id, outlet=outputs[port]) for port, wire in led.leaving)
    return PutBack(module, arriving, leaving)


def thawed(node: Node, members: Iterable[Node]) -> Node:
    """An instance as it stands there again: frozen no more where something of it was unfrozen meanwhile."""
    return node if node.trainable or not any(each.trainable for each in members) else replace(node, trainable=True)


def _ids(old: Graph, path: str, members: Iterable[str]) -> dict[str, str]:
    """The ids inside: what came out has the one it had, others keep theirs where it is free."""
    found = {each: each.removeprefix(path) for each in members if each.startswith(path)}
    taken = {*old.nodes, *old.notes, *found.values()}
    for each in members:
        if each not in found:
            found[each] = each if id_is_free(each, taken, taken) else new_id(taken)
            taken.add(found[each])
    return found


class _Way:
    """The way back into a module for nodes, notes and bindings."""

    def __init__(self, graph: Graph, node: Node, instance: Instance, offset: Position, ids: Mapping[str, str]) -> None:
        self._graph, self._node, self._ids = graph, node, ids
        self._old, self._then = instance.module.graph, contents(instance)
        self._offset = (-offset[0], -offset[1])
        self._taken = names_of(self._old)
        self._shown = set[str]()
        self._manner = Manner().inside(node)

    def follows(self, binding: Binding) -> bool:
        """Whether a value is still what its binding made of it."""
        now, then = self._graph.nodes.get(f"{self._node.id}/{binding.node}"), self._then.nodes.get(binding.node)
        if now is None or then is None or binding.field not in values_of(now):
            return False
        return bool(values_of(now)[binding.field] == values_of(then).get(binding.field))

    def inside(self, now: Node) -> Node:
        """A node as it is inside, with the values of the instance where it differs from what it was."""
        inner = self._ids[now.id]
        old, then = self._old.nodes.get(inner), self._then.nodes.get(inner)
        place = moved(now.position, self._offset)
        if old is None or then is None:
            return replace(now, id=inner, name=self._name(now.name, old), position=place, multiplier=now.multiplier / self._node.multiplier)
        near = all(abs(one - other) < _NEAR for one, other in zip(place, old.position, strict=True))
        return replace(
            now,
            id=inner,
            name=self._name(now.name, old),
            position=old.position if near else place,
            block=old.block if now.block == then.block else now.block,
            state=old.state if now.state == then.state else now.state,
            **self._trained(now, old),
        )

    def _trained(self, now: Node, old: Node) -> dict[str, Any]:
        """How it is trained inside: as it was, where that comes to what is wanted of it now; else as it is now, without the instance's."""
        if self._manner.inside(old) == Manner().inside(now):
            return {"trainable": old.trainable, "multiplier": old.multiplier, "pretrained": old.pretrained}
        return {"multiplier": now.multiplier / self._node.multiplier}

    def _name(self, name: str, old: Node | None) -> str:
        """The name inside: what it was where it is the one that expanding gave, otherwise without the instance's, and not taken."""
        if old and re.fullmatch(rf"{re.escape(self._node.name)}(_\d+)?_{re.escape(old.name)}", name):
            return old.name
        short = name.removeprefix(f"{self._node.name}_")
        short = name if name_fault(short) else short
        found = short if short not in self._taken else first_free(stem(short), self._taken)
        self._taken.add(found)
        return found

    def note(self, note: Note) -> Note:
        """A note as it is inside."""
        old = self._old.notes.get(self._ids[note.id])
        place = moved(note.position, self._offset)
        if old and all(abs(one - other) < _NEAR for one, other in zip(place, old.position, strict=True)):
            place = old.position
        shown = note.expanded
        if shown:
            inner = shown.id.removeprefix(f"{self._node.id}/")
            before = (old and old.expanded) or self._old.nodes.get(inner)
            stays = inner not in self._ids.values() and inner not in self._shown  # otherwise it is a frame like others
            shown = replace(shown, id=inner, name=self._name(shown.name, before)) if stays else None
            self._shown.add(inner)
        return replace(note, id=self._ids[note.id], position=place, expanded=shown)
