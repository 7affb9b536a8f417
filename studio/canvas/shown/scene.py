"""The drawing as it is shown: its rows, what is to be mended, and the state of each node."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from PySide6.QtCore import QRectF

from studio.canvas.shown import anatomy
from studio.canvas.shown.primitives import Flags, Floats, Indices
from studio.canvas.shown.rows import BYPASSED, MUTED, NOTHING, ON, Rows
from studio.graph.figures import Issue, Measured
from studio.graph.model import Graph

__all__ = ["ADVISED", "BYPASSED", "CALM", "MUTED", "NOTHING", "ON", "STOPPED", "WARNED", "Scene"]

CALM, ADVISED, WARNED, STOPPED = 0, 1, 2, 3
"""From nothing to say to what ends training; above ADVISED something is to be mended."""
_WELL_WORDS = 72  # letters that the place of a picture holds


class Scene(Rows):
    """A drawing as it is shown: where all lies, and the state of each node.

    Attributes:
        all_issues: What to mend.
        issues: The first issue of each node that has one, by node id; advice is none.
        advice: The first advice for each node that has no issue, by node id.
        worded: Ids of the nodes whose issue stands in the place of the picture.
        marks: (nodes,): CALM, ADVISED, WARNED or STOPPED.
        muted: (nodes,): left out of the network, with no issue of its own.
        version: Grows with every change, for what is cached of the whole.
    """

    def __init__(self) -> None:
        super().__init__()
        self.all_issues: tuple[Issue, ...] = ()
        self.issues: dict[str, Issue] = {}
        self.advice: dict[str, Issue] = {}
        self.worded: frozenset[str] = frozenset()
        self._by_node: dict[str | None, list[Issue]] | None = None
        self.version = 0
        self._bounds: QRectF | None = None
        self._mark()

    def show(self, graph: Graph, measured: Measured, issues: Iterable[Issue], pictured: Collection[str]) -> None:
        """Takes over a drawing; rows whose node, figures or height are as before are left alone.

        Args:
            graph: The drawing.
            measured: Its figures.
            issues: What to mend.
            pictured: Ids of the nodes that have a thumbnail.
        """
        before, former = self.graph, self.measured.figures
        self.graph, self.measured = graph, measured
        self.all_issues, self._by_node = tuple(issues), None
        self.issues = _first(issue for issue in self.all_issues if not issue.advice)
        self.advice = _first(issue for issue in self.all_issues if issue.advice and issue.node not in self.issues)
        self.worded = frozenset(node_id for node_id, issue in self.issues.items() if _fits_well(issue))
        heights, self._tall = self._tall, self.worded.union(pictured)
        self.version += 1
        self._bounds = None
        self._renew(before, former, heights ^ self._tall)
        self._mark()

    def shift(self, rows: Indices, right: float, down: float) -> None:
        """Moves cards and their wires, without a new graph: what a drag does at every step."""
        self.rects[rows, :2] += (right, down)
        self._bounds = None
        self._reroute(self.touching(rows))

    def place(self, rects: Floats) -> None:
        """Puts all cards somewhere for a moment, on the way to their places."""
        self.rects[:] = rects
        self._bounds = None
        self._reroute(np.arange(len(self.wires)))

    def inputs(self, row: int) -> int:
        """How many input ports a card shows."""
        return int(self._inputs[row])

    def outputs(self, row: int) -> int:
        """How many output ports a card shows."""
        return int(self._outputs[row])

    def has_output(self, row: int) -> bool:
        """Whether the card shows an output port."""
        return bool(self._outputs[row])

    def port(self, row: int, port: int) -> tuple[float, float]:
        """Where an input port lies; -1 is the first output, -2 the second."""
        x, y, width, height = self.rects[row].tolist()
        if port < 0:
            return x + width, y + anatomy.port_offset(-1 - port, self.outputs(row), height)
        return x, y + anatomy.port_offset(port, self.inputs(row), height) + float(self._leans[row])

    def ports(self, rows: Indices) -> tuple[Indices, Floats]:
        """Every port of these nodes: (row, port) pairs, outputs from -1 down, and where they lie."""
        outputs, inputs = self._outputs[rows].astype(np.intp), self._inputs[rows].astype(np.intp)
        counts = outputs + inputs
        of = np.repeat(np.arange(len(rows)), counts)
        ports = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts + outputs, counts)
        cards, leaving = self.rects[rows[of]], ports < 0
        numbers, all_of_them = np.where(leaving, -1 - ports, ports), np.where(leaving, outputs[of], inputs[of])
        across = cards[:, 0] + np.where(leaving, cards[:, 2], 0.0)
        down = cards[:, 1] + anatomy.port_offsets(numbers, all_of_them, cards[:, 3]) + np.where(leaving, 0.0, self._leans[rows[of]])
        return np.stack([rows[of], ports], axis=1), np.stack([across, down], axis=1)

    def bounds(self, rows: Indices | None = None) -> QRectF:
        """The rectangle around these cards, or around all cards, wires and notes."""
        if rows is None and self._bounds is not None:
            return QRectF(self._bounds)
        notes = [(*note.position, *note.size) for note in self.graph.notes.values()]
        boxes = self.rects[rows] if rows is not None else np.concatenate([self.rects, self.boxes, np.array(notes).reshape(-1, 4)])
        if not len(boxes):
            return QRectF()
        low, high = boxes[:, :2].min(axis=0), (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
        found = QRectF(low[0], low[1], high[0] - low[0], high[1] - low[1])
        self._bounds = found if rows is None else self._bounds
        return QRectF(found)

    def issues_of(self, node_id: str) -> Sequence[Issue]:
        """All that is to mend at a node."""
        if self._by_node is None:
            self._by_node = {}
            for issue in self.all_issues:
                self._by_node.setdefault(issue.node, []).append(issue)
        return self._by_node.get(node_id, ())

    def _mark(self) -> None:
        self.marks = np.zeros(len(self.ids), np.int8)
        for node_id, issue in (self.advice | self.issues).items():
            if node_id in self.rows:
                self.marks[self.rows[node_id]] = _mark_of(issue)
        used = self.measured.used
        inside = np.fromiter(map(used.__contains__, self.ids), bool, len(self.ids)) | (not used)
        self.muted: Flags = (~inside & (self.marks <= ADVISED)) | (self.states != ON)


def _first(issues: Iterable[Issue]) -> dict[str, Issue]:
    """The first of each node, by node id."""
    found: dict[str, Issue] = {}
    for issue in issues:
        if issue.node is not None:
            found.setdefault(issue.node, issue)
    return found


def _mark_of(issue: Issue) -> int:
    if issue.advice:
        return ADVISED
    return STOPPED if issue.stops else WARNED


def _fits_well(issue: Issue) -> bool:
    """Whether its words stand on the card: short, and without a fix that wants to be clicked."""
    return issue.stops and issue.fix is None and len(issue.text) <= _WELL_WORDS
