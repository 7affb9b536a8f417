"""What was shown in its place becomes the inside of its module again: the same one where nothing changed, else one that differs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.cards import COLUMN, ROW, moved
from studio.graph.dissolving import contents
from studio.graph.model import Graph, Node, Note, Position, Wire
from studio.graph.module import Binding, Instance, Module
from studio.graph.names import first_free, name_fault, names_of, new_id, stem
from studio.graph.parameters import values_of

Outlet = tuple[str, int]
"""An output: id of the node, and which."""

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
    way = _Way(graph, node, instance, members, offset)
    way.lead()
    inner = Graph(nodes=way.nodes, wires=tuple(sorted(way.wires)), notes=way.notes)
    module = instance.module
    kept = tuple(binding for binding in module.bindings if way.follows(binding))
    if inner != module.graph or kept != module.bindings:
        module = replace(module, graph=inner, bindings=kept)
    inputs, outputs = ({port.id: place for place, port in enumerate(ports)} for ports in (module.inputs, module.outputs))
    arriving = {inputs[port]: outlet for port, outlet in way.arriving.items()}
    leaving = tuple(replace(wire, source=node.id, outlet=outputs[port]) for port, wire in way.leaving)
    return PutBack(module, arriving, leaving)


class _Way:
    """The way back into a module: nodes and notes as they are inside, wires that end at its ports."""

    def __init__(self, graph: Graph, node: Node, instance: Instance, members: Collection[str], offset: Position) -> None:
        self._graph, self._node, self._members = graph, node, set(members)
        self._old, self._then = instance.module.graph, contents(instance)
        self._offset = (-offset[0], -offset[1])
        self.nodes = {each: port for each, port in self._old.nodes.items() if isinstance(port.block, ModuleInput | ModuleOutput)}
        self.notes = {self._inner(each): self._note(graph.notes[each]) for each in members if each in graph.notes}
        self.wires: set[Wire] = set()
        self.arriving: dict[str, Outlet] = {}
        self.leaving: list[tuple[str, Wire]] = []
        for each in members:
            if each in graph.nodes:
                self.nodes[self._inner(each)] = self._inside(graph.nodes[each])

    def lead(self) -> None:
        """Leads all wires: among the members, those that cross, and those of ports that nothing was wired to."""
        crossing = []
        for wire in self._graph.wires:
            if wire.source in self._members and wire.target in self._members:
                self.wires.add(replace(wire, source=self._inner(wire.source), target=self._inner(wire.target)))
            elif wire.target in self._members:
                crossing.append(wire)
            elif wire.source in self._members:
                self.leaving.append((self._output(self._inner(wire.source), wire.outlet), wire))
        for wire in sorted(crossing, key=lambda wire: self._known_input(wire) is None):
            self._enter(wire)
        self._restore()

    def follows(self, binding: Binding) -> bool:
        """Whether a value is still what its binding made of it."""
        if binding.node not in self._old.nodes or binding.node not in self.nodes:
            return False
        now = self._graph.nodes.get(f"{self._node.id}/{binding.node}")
        then = self._then.nodes[binding.node]
        missing = object()
        return now is not None and values_of(now).get(binding.field, missing) == values_of(then).get(binding.field)

    def _inner(self, each: str) -> str:
        return each.removeprefix(f"{self._node.id}/")

    def _inside(self, now: Node) -> Node:
        """A node as it is inside, with the values of the instance where it differs from what it was."""
        inner = self._inner(now.id)
        old, then = self._old.nodes.get(inner), self._then.nodes.get(inner)
        place = moved(now.position, self._offset)
        if old is None or then is None:
            return replace(now, id=inner, name=self._name(now.name, old), position=place)
        near = all(abs(one - other) < _NEAR for one, other in zip(place, old.position, strict=True))
        return replace(
            now,
            id=inner,
            name=self._name(now.name, old),
            position=old.position if near else place,
            block=old.block if now.block == then.block else now.block,
            state=old.state if now.state == then.state else now.state,
        )

    def _name(self, name: str, old: Node | None) -> str:
        """The name inside: what it was where it is the one that expanding gave, otherwise without the instance's, and not taken."""
        if old and re.fullmatch(rf"{re.escape(self._node.name)}(_\d+)?_{re.escape(old.name)}", name):
            return old.name
        short = name.removeprefix(f"{self._node.name}_")
        taken = names_of(self._old) | {node.name for node in self.nodes.values()}
        short = name if name_fault(short) else short
        return short if short not in taken else first_free(stem(short), taken)

    def _note(self, note: Note) -> Note:
        old = self._old.notes.get(self._inner(note.id))
        place = moved(note.position, self._offset)
        if old and all(abs(one - other) < _NEAR for one, other in zip(place, old.position, strict=True)):
            place = old.position
        shown = note.expanded
        if shown:
            inner = self._inner(shown.id)
            before = (old and old.expanded) or self._old.nodes.get(inner)
            shown = replace(shown, id=inner, name=self._name(shown.name, before))
        return replace(note, id=self._inner(note.id), position=place, expanded=shown)

    def _known_input(self, wire: Wire) -> str | None:
        """The port that fed this input before."""
        target = self._inner(wire.target)
        fed = (each.source for each in self._old.feeds.get(target, ()) if each.port == wire.port)
        return next((source for source in fed if isinstance(self._old.nodes[source].block, ModuleInput)), None)

    def _enter(self, wire: Wire) -> None:
        outlet, port = (wire.source, wire.outlet), self._known_input(wire)
        if port is None or self.arriving.get(port, outlet) != outlet:
            port = next((each for each, known in self.arriving.items() if known == outlet), None) or self._added(ModuleInput)
        self.arriving[port] = outlet
        self.wires.add(Wire(port, self._inner(wire.target), wire.port))

    def _output(self, source: str, outlet: int) -> str:
        """The port that shows an inner output, a new one where none did."""
        wires = (*self._old.follows.get(source, ()), *self.wires)
        known = (wire for wire in wires if (wire.source, wire.outlet) == (source, outlet) and wire.target in self.nodes)
        port = next((wire.target for wire in known if isinstance(self.nodes[wire.target].block, ModuleOutput)), None)
        port = port or self._added(ModuleOutput)
        self.wires.add(Wire(source, port, 0, outlet))
        return port

    def _added(self, kind: type[ModuleInput] | type[ModuleOutput]) -> str:
        """A new port, below the others of its kind."""
        others = [(node.block.port, node.position) for node in self.nodes.values() if isinstance(node.block, kind)]
        left = min((node.position[0] for node in self.nodes.values()), default=0.0)
        right = max((node.position[0] for node in self.nodes.values()), default=0.0)
        number, (x, y) = max(others, default=(0, (left - COLUMN if kind is ModuleInput else right + COLUMN, -float(ROW))))
        word = "input" if kind is ModuleInput else "output"
        name = first_free(word, {node.name for node in self.nodes.values()})
        port = Node(new_id(self.nodes), kind(port=number + 1), name, (x, y + ROW))
        self.nodes[port.id] = port
        return port.id

    def _restore(self) -> None:
        """The wires of ports that nothing was wired to on the board, where both ends are there and free."""
        taken = {(wire.target, wire.port) for wire in self.wires}
        idle = (wire for wire in self._old.wires if self._idle(wire))
        there = (wire for wire in idle if wire.source in self.nodes and wire.target in self.nodes)
        self.wires |= {wire for wire in there if (wire.target, wire.port) not in taken}

    def _idle(self, wire: Wire) -> bool:
        if isinstance(self._old.nodes[wire.source].block, ModuleInput):
            return wire.source not in self.arriving
        shown = isinstance(self._old.nodes[wire.target].block, ModuleOutput)
        return shown and all(port != wire.target for port, _ in self.leaving)
