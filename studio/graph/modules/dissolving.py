"""A module becomes nodes again."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, COLUMN, bounds, moved, shifted
from studio.graph.manner import Manner
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance
from studio.graph.modules.inside import ContentError, content
from studio.graph.names import FreeNames, id_is_free, ids_of, names_of, new_id
from studio.graph.refusals import EditRefused, unlocked
from studio.graph.wiring import Outlet, rewired


def dissolve(graph: Graph, node_id: str) -> Graph:
    """Puts what is inside an instance in its place: repetitions one after the other, with its values, under free names.

    Raises:
        EditRefused: The node is not there, locked, not switched on or no module, or its module refuses its values.
    """
    node, instance = dissolvable(graph, node_id)
    laid, manner = _Laid(graph, node), Manner().inside(node)
    for repetition in range(instance.repeat):
        laid.add(instance, contents(instance, repetition), manner.repeated(repetition + 1) if instance.repeat > 1 else manner)
    return laid.result()


def dissolvable(graph: Graph, node_id: str) -> tuple[Node, Instance]:
    """An instance that can give way to what is inside it.

    Raises:
        EditRefused: The node is not there, locked, not switched on or no module.
    """
    node = unlocked(graph, node_id)
    if not isinstance(node.block, Instance):
        raise EditRefused(f"{node.name} is no module, so there is nothing inside it. Choose a module.")
    if node.state != "on":
        raise EditRefused(f"{node.name} is {node.state}, and what is inside it would not be. Switch it on first.")
    return node, node.block


def contents(instance: Instance, repetition: int = 0) -> Graph:
    """What is inside an instance.

    Raises:
        EditRefused: Its module refuses its values.
    """
    try:
        return content(instance, repetition)
    except ContentError as error:
        raise EditRefused(str(error)) from None


def plain(graph: Graph) -> dict[str, Node]:
    """The nodes inside a module but for its ports."""
    return {node_id: node for node_id, node in graph.nodes.items() if not isinstance(node.block, ModuleInput | ModuleOutput)}


def came_from(instance: str, inner: str) -> str:
    """The id of a node that came out of an instance where its own was taken."""
    return f"{instance}-{inner}"


class _Laid:
    """The repetitions of an instance laid out in its place, one after the other."""

    def __init__(self, graph: Graph, node: Node) -> None:
        self._node = node
        self._graph = graph
        self._nodes = {node_id: each for node_id, each in graph.nodes.items() if node_id != node.id}
        self._notes = dict(graph.notes)
        self._names = FreeNames(names_of(graph) - {node.name})
        self._ids = ids_of(graph) - {node.id}
        self._wires = [wire for wire in graph.wires if node.id not in (wire.source, wire.target)]
        self._arriving: dict[int, Outlet] = {wire.port: (wire.source, wire.outlet) for wire in graph.feeds.get(node.id, ())}
        self._right = 0.0

    def add(self, instance: Instance, graph: Graph, manner: Manner) -> None:
        """One repetition, which then feeds the next."""
        ids, inner = self._placed(graph, manner), plain(graph)
        origins: dict[str, Outlet] = {}
        for port, node in enumerate(instance.module.inputs):
            origins |= {node.id: self._arriving[port]} if port in self._arriving else {}

        def origin(wire: Wire) -> Outlet | None:
            return (ids[wire.source], wire.outlet) if wire.source in ids else origins.get(wire.source)

        found = [
            Wire(start[0], ids[wire.target], wire.port, start[1])
            for wire in graph.wires
            if wire.target in inner and (start := origin(wire))
        ]
        self._wires += found
        ends = enumerate(graph.feeds.get(node.id, ()) for node in instance.module.outputs)
        self._arriving = {port: start for port, wires in ends if wires and (start := origin(wires[0]))}

    def result(self) -> Graph:
        """The drawing with what was laid out wired through."""
        leaving = self._graph.follows.get(self._node.id, ())
        self._wires += [Wire(start[0], wire.target, wire.port, start[1]) for wire in leaving if (start := self._arriving.get(wire.outlet))]
        return rewired(self._graph.replace(self._nodes, notes=self._notes), self._wires)

    def _placed(self, graph: Graph, manner: Manner) -> dict[str, str]:
        """Puts the nodes and notes on the board; their new ids by the inner ones."""
        inner = plain(graph)
        corner, (width, height) = bounds(list(inner.values()))
        x, y = self._node.position
        start = x - (width - CARD_WIDTH) // 2 if not self._right else self._right + COLUMN - CARD_WIDTH
        offset = (start - corner[0], y - (height - CARD_HEIGHT) // 2 - corner[1])
        self._right = start + width
        ids = {each: self._free(each) for each in (*inner, *graph.notes)}
        for node in inner.values():
            name = self._names.take(node.name, node.block)
            self._nodes[ids[node.id]] = replace(manner.given(shifted(node, offset)), id=ids[node.id], name=name)
        for note in graph.notes.values():
            shown = note.expanded if note.expanded and self._stays(note.expanded, ids) else None
            self._notes[ids[note.id]] = replace(note, id=ids[note.id], position=moved(note.position, offset), expanded=shown)
        return ids

    def _stays(self, shown: Node, ids: Mapping[str, str]) -> bool:
        """Whether a module that is shown in its place can stand there again: its id is free, and its nodes have theirs."""
        stays = shown.id not in self._ids and all(ids[each] == each for each in ids if each.startswith(f"{shown.id}/"))
        self._ids.add(shown.id)
        return stays

    def _free(self, inner: str) -> str:
        """The inner id, one that tells where it was if that is taken, or else one of its own."""
        ids = (each for each in (inner, came_from(self._node.id, inner)) if id_is_free(each, self._ids, self._nodes))
        found = next(ids, None) or new_id(self._ids)
        self._ids.add(found)
        return found
