"""Where cards and wires lie, as arrays: one row a node and one row a wire, taken over where an edit leaves them alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import repeat
from math import prod
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from studio.blocks.block import Block
from studio.canvas.shown import anatomy
from studio.canvas.shown.faces import FAMILIES, family_of
from studio.canvas.shown.hits import boxes_of, touching
from studio.canvas.shown.primitives import Flags, Floats, Indices
from studio.graph.figures import Figures, Measured
from studio.graph.model import Graph, Node, Wire
from studio.graph.rules import inputs_of, outputs_of
from studio.graph.ways.lanes import CELL, Occupied
from studio.graph.ways.ports import leans, rooms
from studio.graph.ways.routes import SIGHT, routes, taken

T = TypeVar("T")

ON, BYPASSED, MUTED = 0, 1, 2
_STATES = {"on": ON, "bypassed": BYPASSED, "muted": MUTED}
NOTHING = Measured(figures={}, order=(), used=frozenset(), issues=())
_MANY = 120  # places above this let every wire find its way anew
_FAR = 1e6  # a card placed farther away, by hand in a file, is drawn here, where it can be found


class Rows:
    """Arrays of a drawing.

    Attributes:
        graph: The drawing.
        measured: Its figures.
        ids: Node ids by row.
        rows: Row of each node id.
        rects: (nodes, 4): x, y, width, height.
        families: (nodes,): index into FAMILIES.
        states: (nodes,): ON, BYPASSED or MUTED.
        locked: (nodes,): stay where and as they are.
        frozen: (nodes,): training does not change them.
        wires: The graph's wires by row.
        ends: (wires, 2): rows of source and target.
        widths: (wires,): how thick each is drawn at 100 %.
        routes: Where the wires run.
        boxes: (wires, 4): around each wire.
    """

    def __init__(self) -> None:
        self.graph, self.measured = Graph(), NOTHING
        self._tall: frozenset[str] = frozenset()
        self._empty()

    def touching(self, rows: Indices) -> Indices:
        """Rows of the wires that leave or reach these nodes."""
        flags = np.zeros(len(self.ids), bool)
        flags[rows] = True
        return np.flatnonzero(flags[self.ends].any(axis=1))

    def rows_of(self, ids: Iterable[str]) -> Indices:
        """Rows of those of the nodes that are here."""
        return np.array([self.rows[node_id] for node_id in ids if node_id in self.rows], np.intp)

    def figures(self, row: int) -> Figures | None:
        """What is known of the node, where it was measured."""
        return self.measured.figures.get(self.ids[row])

    def carried(self, wire: int) -> Figures | None:
        """What is known of the data on a wire, where it was measured."""
        figures = self.figures(int(self.ends[wire, 0]))
        return figures.leaving(self.wires[wire].outlet) if figures is not None else None

    def _empty(self) -> None:
        """No rows."""
        self.ids: tuple[str, ...] = ()
        self.rows: dict[str, int] = {}
        self.rects, self._settled = np.zeros((0, 4)), np.zeros((0, 4))
        self._inputs, self._outputs = np.zeros(0, np.int16), np.zeros(0, np.int16)
        self._leans = np.zeros(0)
        self.families, self._values = np.zeros(0, np.intp), np.zeros(0)
        self.states: NDArray[np.int8] = np.zeros(0, np.int8)
        self.locked: Flags = np.zeros(0, bool)
        self.frozen: Flags = np.zeros(0, bool)
        self.wires: tuple[Wire, ...] = ()
        self.ends, self.boxes, self._occupied = np.zeros((0, 2), np.intp), np.zeros((0, 4)), Occupied(self.rects)
        self._port_numbers, self._outlets = np.zeros(0, np.int16), np.zeros(0, np.int16)
        self.routes = routes(*self._starts_and_ends(np.zeros(0, np.intp)))
        self._widen()

    def _renew(self, before: Graph, former: Mapping[str, Figures], resized: Collection[str]) -> None:
        """Rows for the graph; what is known of nodes and wires that are as before is taken over from the rows they had."""
        there = self.ids
        removed, origin = self._take_nodes()
        fresh, rewired = self._take_wires(origin, changed=self.ids is not there)
        nodes, inputs, outputs = self.graph.nodes, self._inputs.copy(), self._outputs.copy()
        changed = {node_id for node_id, node in nodes.items() if before.nodes.get(node_id) is not node}
        for node_id in changed | ((rewired | set(resized)) & nodes.keys()):
            self._set(self.rows[node_id], nodes[node_id], anew=node_id in changed)
        if self._take_shapes(former) or rewired:
            self._widen()
        fresh[self.touching(np.flatnonzero((inputs != self._inputs) | (outputs != self._outputs)))] = True  # their ports lie elsewhere
        fresh[self._lean(self.rows_of(rewired))] = True
        moved = np.flatnonzero((self.rects != self._settled).any(axis=1))
        if len(moved) or len(removed):
            fresh[self._near(moved, np.concatenate([self.rects[moved], self._settled[moved], removed]))] = True
            self._occupied, self._settled = Occupied(self.rects), self.rects.copy()
        if fresh.any() or rewired:
            self._reroute(np.flatnonzero(fresh))

    def _take_nodes(self) -> tuple[Floats, Indices]:
        """Rows for the nodes of the graph, filled with what is known of them; where those lay that are gone, and which row each had."""
        ids = tuple(self.graph.nodes)
        if ids == self.ids:
            return np.zeros((0, 4)), np.arange(len(ids))
        origin = _rows_in(self.rows, ids)
        gone = np.ones(len(self.ids), bool)
        gone[origin[origin >= 0]] = False
        removed = self._settled[gone]
        self.ids, self.rows = ids, dict(zip(ids, range(len(ids)), strict=True))
        self.rects, self._settled = taken(self.rects, origin, 0.0), taken(self._settled, origin, np.nan)
        self._inputs, self._outputs = taken(self._inputs, origin, 0), taken(self._outputs, origin, 0)
        self._leans = taken(self._leans, origin, 0.0)
        self.families, self._values = taken(self.families, origin, 0), taken(self._values, origin, 0.0)
        self.states, self.locked = taken(self.states, origin, ON), taken(self.locked, origin, False)
        self.frozen = taken(self.frozen, origin, False)
        return removed, origin

    def _take_wires(self, nodes: Indices, *, changed: bool) -> tuple[Flags, set[str]]:
        """Rows for the wires of the graph, with the ways of those that were there; which are new, and the nodes whose wires changed.

        Args:
            nodes: Which row each node had.
            changed: Whether nodes have other rows now.
        """
        before, wires = self.wires, self.graph.wires
        if wires is before and not changed:
            return np.zeros(len(wires), bool), set()
        origin = _rows_in(dict(zip(map(id, before), range(len(before)), strict=True)), list(map(id, wires)))
        fresh, gone = origin < 0, np.ones(len(before), bool)
        gone[origin[~fresh]] = False
        new = [wires[row] for row in np.flatnonzero(fresh).tolist()]
        self.wires, self.ends = wires, taken(self.ends, origin, 0)
        self.ends[~fresh] = _moved(nodes)[self.ends[~fresh]]
        self.ends[fresh] = np.array([(self.rows[wire.source], self.rows[wire.target]) for wire in new], np.intp).reshape(-1, 2)
        self._port_numbers, self._outlets = taken(self._port_numbers, origin, 0), taken(self._outlets, origin, 0)
        self._port_numbers[fresh], self._outlets[fresh] = [wire.port for wire in new], [wire.outlet for wire in new]
        self.routes, self.boxes = self.routes.taken(origin), taken(self.boxes, origin, 0.0)
        return fresh, {wire.target for wire in (*new, *(before[row] for row in np.flatnonzero(gone).tolist()))}

    def _take_shapes(self, former: Mapping[str, Figures]) -> bool:
        """How many values leave each node, where that is not known yet; whether one has changed."""
        figures, changed = self.measured.figures, False
        for node_id in [node_id for node_id in self.ids if figures.get(node_id) is not former.get(node_id)]:
            now, before = figures.get(node_id), former.get(node_id)
            if now is None or before is None or now.shape is not before.shape:
                self._values[self.rows[node_id]], changed = _values(now), True
        return changed

    def _set(self, row: int, node: Node, *, anew: bool) -> None:
        """What is known of one node; where only its wires or its picture changed a drag may be under way, so its place is left alone."""
        self._outputs[row], self._inputs[row] = outputs_of(node.block), self._ports(node)
        if anew:
            self.families[row] = FAMILIES.index(family_of(node.block))
            self.states[row], self.locked[row], self.frozen[row] = _STATES[node.state], node.locked, not node.trainable
            self.rects[row] = self._rect(node, row)
        else:
            self.rects[row, 3] = self._height(node, row)

    def _near(self, rows: Indices, places: Floats) -> Indices:
        """Rows of the wires that cards which come, go or move may turn aside: at them, or where one lies now or lay before."""
        if len(places) > _MANY:
            return np.arange(len(self.wires))
        found = np.zeros(len(self.wires), bool)
        found[self.touching(rows)] = True
        ways = self._ways_with_their_cards()
        for x, y, width, height in places[~np.isnan(places[:, 0])].tolist():
            found |= touching(ways, (x - CELL[0], y - SIGHT, width + 2 * CELL[0], height + 2 * SIGHT))
        return np.flatnonzero(found)

    def _ways_with_their_cards(self) -> Floats:
        """(wires, 4): around each wire, as high and low as the cards at its ends, from which a free lane is looked for."""
        cards, ways = self.rects[self.ends], self.boxes.copy()
        ways[:, 1] = np.minimum(ways[:, 1], cards[:, :, 1].min(axis=1, initial=np.inf))
        lowest = np.maximum(self.boxes[:, 1] + self.boxes[:, 3], (cards[:, :, 1] + cards[:, :, 3]).max(axis=1, initial=-np.inf))
        ways[:, 3] = lowest - ways[:, 1]
        return ways

    def _reroute(self, wires: Indices) -> None:
        """Lets wires find their way anew, those beside them at ports that stand elsewhere then, and others give them room."""
        wires = np.union1d(wires, self._lean(self.ends[wires, 1]))
        if len(wires):
            self.routes.put(wires, routes(*self._starts_and_ends(wires), self._occupied, self._before(wires)))
        moved, heights = self.routes.crowded()
        if len(moved):
            self.routes.bend(moved, heights, *self._starts_and_ends(moved)[2:], self._before(moved))
        changed = np.union1d(wires, moved)
        self.boxes[changed] = boxes_of(self.routes.points[changed])

    def _lean(self, rows: Indices) -> Indices:
        """Finds anew where the inputs of cards stand; which wires reach those that stand elsewhere now."""
        concerned = np.zeros(len(self.ids), bool)
        concerned[rows] = True
        concerned &= (self._inputs > 1) | (self._leans != 0.0)
        wires = np.flatnonzero(concerned[self.ends[:, 1]])
        before = self._leans[concerned]
        self._leans[concerned] = 0.0
        starts, ends, _, _ = self._starts_and_ends(wires)
        found = leans(starts, ends, self.ends[wires, 1], rooms(self._inputs.astype(float), self.rects[:, 3]))
        self._leans[concerned] = found[concerned]
        concerned[concerned] = found[concerned] != before
        return np.flatnonzero(concerned[self.ends[:, 1]])

    def _before(self, wires: Indices) -> Floats:
        """How far before its target each wire turns."""
        return np.where(self._inputs[self.ends[wires, 1]] > 1, anatomy.MERGING_LANE, anatomy.LANE)

    def _starts_and_ends(self, wires: Indices) -> tuple[Floats, Floats, Floats, Floats]:
        sources, targets = (self.rects[self.ends[wires, side]] for side in (0, 1))
        leaving = anatomy.port_offsets(self._outlets[wires], self._outputs[self.ends[wires, 0]], sources[:, 3])
        arriving = anatomy.port_offsets(self._port_numbers[wires], self._inputs[self.ends[wires, 1]], targets[:, 3])
        arriving += self._leans[self.ends[wires, 1]]
        starts = np.stack([sources[:, 0] + sources[:, 2], sources[:, 1] + leaving], axis=1)
        return starts, np.stack([targets[:, 0], targets[:, 1] + arriving], axis=1), sources, targets

    def _widen(self) -> None:
        """Ten values 1.0, 400 values 2.5, 4,704 values 3.5; unknown as thin as can be."""
        values = self._values[self.ends[:, 0]] if len(self.ends) else np.zeros(0)
        for wire in np.flatnonzero(self._outlets).tolist():
            values[wire] = _values(self.carried(wire))
        self.widths: Floats = np.maximum(1.0, 1 + 0.95 * (np.log10(np.maximum(values, 1.0)) - 1))

    def _ports(self, node: Node) -> int:
        count = inputs_of(node.block)
        if count is not None:
            return count
        wired = len(self.graph.feeds.get(node.id, ()))
        return max(wired, 2 if isinstance(node.block, Block) else 1)

    def _rect(self, node: Node, row: int) -> Sequence[float]:
        left, top = (min(max(place, -_FAR), _FAR) for place in node.position)
        return left, top, anatomy.WIDTH, self._height(node, row)

    def _height(self, node: Node, row: int) -> float:
        return anatomy.height(node.id in self._tall, int(max(self._inputs[row], self._outputs[row])))


def _rows_in(rows: Mapping[T, int], wanted: Sequence[T]) -> Indices:
    """The row of each thing; -1 for those that have none."""
    return np.fromiter(map(rows.get, wanted, repeat(-1)), np.intp, len(wanted))


def _moved(origin: Indices) -> Indices:
    """Where each former row is now, from where each row was."""
    found = np.full(origin.max(initial=-1) + 1, -1, np.intp)
    found[origin[origin >= 0]] = np.flatnonzero(origin >= 0)
    return found


def _values(figures: Figures | None) -> float:
    if figures is None or figures.shape is None:
        return 0.0
    return float(prod(axis or 1 for axis in figures.shape))
