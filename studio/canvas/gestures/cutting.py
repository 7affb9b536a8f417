"""Cutting wires: a knife drawn over the board."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from studio.canvas.gestures.gesture import Gesture, Keys
from studio.canvas.painting.labels import paint_plate
from studio.canvas.painting.wires import DIMMED
from studio.canvas.shown.hits import crossed
from studio.canvas.shown.primitives import draw_lines, segments
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import Level
from studio.graph.wiring import exchanged
from studio.look.lettering import small_font
from studio.look.style import mixed

HINT = "Drag across wires to cut them. Escape puts the knife away."
_HIGH, _TOP, _PAD = 28.0, 10.0, 12.0  # of the plate with the hint


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


def paint_hint(painter: QPainter, stage: Stage) -> None:
    """What to do with the knife, on a plate at the top of the board."""
    font = small_font()
    width = QFontMetricsF(font).horizontalAdvance(HINT) + 2 * _PAD
    plate = QRectF(round((stage.size.width() - width) / 2), _TOP, width, _HIGH)
    paint_plate(painter, stage, plate, HINT, font)
