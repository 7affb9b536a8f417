"""Cutting wires: a knife drawn over the empty board."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.canvas.gestures import Gesture, Keys
from studio.canvas.hits import crossed
from studio.canvas.primitives import draw_lines, segments
from studio.canvas.view import Level
from studio.canvas.wires import DIMMED
from studio.graph.wiring import exchanged
from studio.look.style import mixed


class Cutting(Gesture):
    """A straight line from where it began to the cursor; wires that it crosses are cut as one edit."""

    cursor = Qt.CursorShape.CrossCursor

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Finds the wires that the line crosses."""
        self.point = point
        stage = self.stage
        start, end = stage.view.to_board(self.start), stage.view.to_board(point)
        found = crossed(stage.scene.routes.points, stage.scene.boxes, start.toTuple(), end.toTuple())
        stage.cut_wires = frozenset(found.tolist())
        self.surface.update()

    def ended(self) -> None:
        """Cuts them."""
        gone = frozenset(self.stage.scene.wires[row] for row in self.stage.cut_wires)
        self.cancelled()
        if gone:
            label = "Cut a wire" if len(gone) == 1 else f"Cut {len(gone)} wires"
            self.surface.edit(label, lambda graph: exchanged(graph, gone))

    def cancelled(self) -> None:
        """Leaves all wires as they are."""
        self.stage.cut_wires = frozenset()
        self.surface.update()

    def paint(self, painter: QPainter) -> None:
        """The line, with a dot where it began; from far, the wires that it cuts as well."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.stage.level is Level.FAR and self.stage.cut_wires:
            self._dim(painter)
        red = self.stage.colour("bad")
        painter.setPen(QPen(red, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(self.start, self.point)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(red)
        painter.drawEllipse(self.start, 3.0, 3.0)

    def _dim(self, painter: QPainter) -> None:
        stage = self.stage
        painter.setPen(QPen(QColor(mixed(stage.look.theme.board, stage.look.theme.wire, DIMMED)), 1.5))
        points = stage.scene.routes.points[sorted(stage.cut_wires)]
        draw_lines(painter, segments(stage.view.points_to_screen(points)))
