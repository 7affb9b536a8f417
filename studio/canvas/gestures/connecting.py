"""Drawing a wire, or leading one elsewhere by either end; what it meets is judged at once."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from studio.canvas.gestures.gesture import Gesture, Keys, Surface
from studio.canvas.gestures.pointing import card_at, port_at
from studio.canvas.painting.tentative import paint_tentative
from studio.canvas.shown.anatomy import HOT_PORT
from studio.canvas.shown.judging import Judge, Verdict
from studio.graph import edits
from studio.graph.model import Graph, Wire
from studio.graph.rules import inputs_of

_PORT_SLOP = 14.0


class Connecting(Gesture):
    """A wire follows the cursor from a port.

    Args:
        surface: The board.
        point: Where it began.
        row: Of the card where it is fast.
        port: Where it is fast; outputs are -1 and below.
        lifted: The wire that is led elsewhere, where there is one.
    """

    cursor = Qt.CursorShape.CrossCursor
    quiet = True

    def __init__(self, surface: Surface, point: QPointF, row: int, port: int, lifted: Wire | None = None) -> None:
        super().__init__(surface, point)
        scene = self.stage.scene
        self._row, self._port, self._lifted = row, port, lifted
        self.judge = Judge(scene, row, port, lifted)
        self.verdict: Verdict | None = None
        self._begun = False

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Looks what is under the cursor and judges it; a wire comes loose only when it is pulled."""
        self.point = point
        self._begun = self._begun or (point - self.start).manhattanLength() >= QApplication.startDragDistance()
        if not self._begun:
            return
        if self._lifted is not None:
            self.stage.hidden_wire = self.stage.scene.wires.index(self._lifted)
        self.stage.judge = self.judge
        row = self._row_at(point)
        self.stage.leave()
        self.stage.hovered = row  # so that the ports of a module are named there too
        free = row < 0 or row == self._row
        self.verdict = None if free else self.judge.best(row, self.stage.view.to_board(point).y())
        self.surface.update()

    def ended(self) -> None:
        """Draws the wire; over nothing, takes a lifted one away and asks what a new one should lead to."""
        self.stage.hidden_wire, self.stage.judge = -1, None
        verdict = self.verdict
        if not self._begun:
            self._clicked()
        elif verdict is None:
            self._dropped()
        elif verdict.reason:
            self.surface.refuse(verdict.reason)
        elif self._lifted is not None:
            self._led(self._lifted, verdict)
        else:
            self.surface.edit("Draw a wire", lambda graph: edits.connect(graph, *verdict[:4]))
        self.surface.update()

    def cancelled(self) -> None:
        """Lets the lifted wire be where it was."""
        self.stage.hidden_wire, self.stage.judge = -1, None
        self.surface.update()

    def paint(self, painter: QPainter) -> None:
        """The wire."""
        if not self._begun:
            return
        scene, view = self.stage.scene, self.stage.view
        start = view.to_screen(QPointF(*scene.port(self._row, self._port)))
        paint_tentative(painter, self.stage, start, self.point, self.verdict, forward=self.judge.forward)

    def _dropped(self) -> None:
        lifted = self._lifted
        if (self.point - self.start).manhattanLength() <= 2 * HOT_PORT:
            return  # back where it began
        if lifted is not None:
            self.surface.edit("Remove a wire", lambda graph: edits.disconnect(graph, lifted))
        elif card_at(self.stage, self.point) < 0:
            self.surface.want((self.stage.scene.ids[self._row], self._port), self.point)

    def _clicked(self) -> None:
        """A press on a wire without a move selects it."""
        if self._lifted is not None:
            self.surface.select(())
            self.stage.chosen_wire = self.stage.scene.wires.index(self._lifted)

    def _led(self, lifted: Wire, verdict: Verdict) -> None:
        if verdict[:4] == (lifted.source, lifted.target, lifted.port, lifted.outlet):
            return
        if (lifted.source, lifted.target, lifted.outlet) == (verdict.source, verdict.target, verdict.outlet):
            self.surface.edit("Reorder inputs", lambda graph: edits.reorder(graph, lifted, verdict.port))
        else:
            self.surface.edit("Draw a wire", lambda graph: _led(graph, lifted, verdict))

    def _row_at(self, point: QPointF) -> int:
        port = port_at(self.stage, point, _PORT_SLOP)
        return port[0] if port else card_at(self.stage, point)


def _led(graph: Graph, lifted: Wire, verdict: Verdict) -> Graph:
    """The wire at its new ends; one that feeds the same node as before keeps its place among the inputs."""
    made = edits.connect(edits.disconnect(graph, lifted), *verdict[:4])
    if verdict.target != lifted.target or inputs_of(graph.nodes[lifted.target].block) is not None:
        return made
    return edits.reorder(made, Wire(*verdict[:4]), lifted.port)
