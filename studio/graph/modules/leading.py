"""Wires back into a module that was shown in its place: each to the port it came from, if there is one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import paths
from studio.graph.cards import COLUMN, ROW
from studio.graph.model import Graph, Node, Wire
from studio.graph.modules.port_numbers import port_numbered
from studio.graph.names import first_free, new_id
from studio.graph.rules import takes_many
from studio.graph.wiring import Outlet


class Leading:
    """Leads the wires of a drawing to the nodes and ports of a module.

    Attributes:
        nodes: Of the module by id, ports among them; ports that are missing are added.
        wires: Inside the module.
        arriving: What feeds its inputs, by the ids of the ports.
        leaving: Wires from its outputs, with the ids of the ports.
    """

    def __init__(self, graph: Graph, ids: Mapping[str, str], old: Graph, nodes: Mapping[str, Node]) -> None:
        """Leads all wires.

        Args:
            graph: The drawing.
            ids: The ids inside by those outside, of all nodes that go there.
            old: What was inside before.
            nodes: What is to be inside, its old ports among it.

        Raises:
            EditRefused: There are more wires than ports.
        """
        self._graph, self._ids, self._old = graph, ids, old
        self.nodes = dict(nodes)
        self.wires: set[Wire] = set()
        self.arriving: dict[str, Outlet] = {}
        self.leaving: list[tuple[str, Wire]] = []
        self._among(wire for wire in graph.wires if wire.source in ids and wire.target in ids)
        self._enter([wire for wire in graph.wires if wire.target in ids and wire.source not in ids])
        self._leave([wire for wire in graph.wires if wire.source in ids and wire.target not in ids])
        self._restore()

    def _among(self, wires: Iterable[Wire]) -> None:
        self.wires |= {replace(wire, source=self._ids[wire.source], target=self._ids[wire.target]) for wire in wires}

    def _enter(self, wires: list[Wire]) -> None:
        """The wires that arrive: those whose port is known first, so that it is not given to another."""
        known = {wire: self._known_input(wire) for wire in wires}
        for wire in sorted(wires, key=lambda wire: known[wire] is None):
            outlet, port = (wire.source, wire.outlet), known[wire]
            if port is None or self.arriving.get(port, outlet) != outlet:
                port = next((each for each, feeding in self.arriving.items() if feeding == outlet), None) or self._spare_input()
            self.arriving[port] = outlet
            self.wires.add(Wire(port, self._ids[wire.target], wire.port))

    def _known_input(self, wire: Wire) -> str | None:
        """The port that fed this input before; a merging node may have its inputs in another order by now."""
        target = self._old.nodes.get(self._ids[wire.target])
        if target is None:
            return None
        fed = [each for each in self._old.feeds.get(target.id, ()) if isinstance(self._old.nodes[each.source].block, ModuleInput)]
        same = next((each.source for each in fed if each.port == wire.port), None)
        return same or (fed[0].source if fed and takes_many(target.block) else None)

    def _spare_input(self) -> str:
        """An input whose own way was taken by what was put in between, or a new one."""
        taken = {(wire.target, wire.port) for wire in self.wires}

        def spent(port: str) -> bool:
            own = self._old.follows.get(port, ())
            return all(wire.target not in self.nodes or (wire.target, wire.port) in taken for wire in own)

        ports = (each for each in self._ports(ModuleInput) if each in self._old.nodes and each not in self.arriving)
        return next((each for each in ports if spent(each)), None) or self._added(ModuleInput)

    def _leave(self, wires: list[Wire]) -> None:
        """The wires that leave: those whose port is known first."""
        starts = {(self._ids[wire.source], wire.outlet): wire.source for wire in wires}
        ports = {start: port for start in starts if (port := self._known_output(start))}
        for start, source in starts.items():
            port = ports.get(start) or self._spare_output(source, ports.values())
            ports[start] = port
            self.wires.add(Wire(start[0], port, 0, start[1]))
        self.leaving = [(ports[self._ids[wire.source], wire.outlet], wire) for wire in wires]

    def _known_output(self, start: Outlet) -> str | None:
        shown = (wire.target for wire in self._old.follows.get(start[0], ()) if wire.outlet == start[1])
        return next((each for each in shown if isinstance(self._old.nodes[each].block, ModuleOutput)), None)

    def _spare_output(self, source: str, taken: Collection[str]) -> str:
        """An output whose node is gone or now leads to this one, because something was put in between, or a new one."""
        outside = {inner: each for each, inner in self._ids.items()}
        for port in self._ports(ModuleOutput):
            shown = next((outside.get(wire.source) for wire in self._old.feeds.get(port, ())), None)
            if port not in taken and (shown is None or paths.leads(self._graph, shown, source)):
                return port
        return self._added(ModuleOutput)

    def _ports(self, kind: type[ModuleInput] | type[ModuleOutput]) -> list[str]:
        found = [(node.block.port, node.id) for node in self.nodes.values() if isinstance(node.block, kind)]
        return [port for _, port in sorted(found)]

    def _added(self, kind: type[ModuleInput] | type[ModuleOutput]) -> str:
        """A new port, below the others of its kind."""
        others = [(node.block.port, node.position) for node in self.nodes.values() if isinstance(node.block, kind)]
        across = [node.position[0] for node in self.nodes.values()] or [0.0]
        beside = min(across) - COLUMN if kind is ModuleInput else max(across) + COLUMN
        number, (x, y) = max(others, default=(0, (beside, -float(ROW))))
        name = first_free("input" if kind is ModuleInput else "output", {node.name for node in self.nodes.values()})
        port = Node(new_id(self.nodes), port_numbered(kind, number + 1), name, (x, y + ROW))
        self.nodes[port.id] = port
        return port.id

    def _restore(self) -> None:
        """The wires of ports that nothing is wired to on the board, where both ends are there and free."""
        taken = {(wire.target, wire.port) for wire in self.wires}
        idle = (wire for wire in self._old.wires if self._idle(wire))
        there = (wire for wire in idle if wire.source in self.nodes and wire.target in self.nodes)
        self.wires |= {wire for wire in there if (wire.target, wire.port) not in taken}

    def _idle(self, wire: Wire) -> bool:
        if isinstance(self._old.nodes[wire.source].block, ModuleInput):
            return wire.source not in self.arriving
        return isinstance(self._old.nodes[wire.target].block, ModuleOutput)
