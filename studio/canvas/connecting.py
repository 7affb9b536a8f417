"""Drawing a wire: what it meets is judged at once, in colour, sign and words."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from studio.blocks.block import ShapeError, pictured
from studio.canvas.anatomy import HOT_PORT, PORT
from studio.canvas.callouts import box_size, paint_box, write_lines
from studio.canvas.gestures import Gesture, Keys, Surface
from studio.canvas.labels import around, paint_on_wire, scaled_font
from studio.canvas.near import paint_port
from studio.canvas.pointing import card_at, port_at
from studio.canvas.stage import Stage
from studio.graph import edits
from studio.graph.model import Graph, Wire
from studio.graph.rules import free_port, refusal, shape_with

_PORT_SLOP = 14.0
_ICON = 14


class Verdict(NamedTuple):
    """What the wire meets.

    Attributes:
        source: Id of the node it would leave.
        target: Id of the node it would reach.
        port: The input it would take.
        place: Where the port lies on the board.
        reason: Why not, in a whole sentence; empty where it fits.
        shape: What would come out of the target; empty where that is unknown.
    """

    source: str
    target: str
    port: int
    place: tuple[float, float]
    reason: str
    shape: str


class Connecting(Gesture):
    """A wire follows the cursor from a port.

    Args:
        surface: The board.
        point: Where it began.
        row: Of the card that the wire starts at.
        port: -1 for its output, else an input.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, surface: Surface, point: QPointF, row: int, port: int) -> None:
        super().__init__(surface, point)
        scene = self.stage.scene
        self._lifted = _arriving(scene.graph, scene.ids[row], port)
        self._graph = _without(scene.graph, self._lifted)
        self._row, self._port = (scene.rows[self._lifted.source], -1) if self._lifted else (row, port)
        self.verdict: Verdict | None = None
        self.stage.hidden_wire = scene.wires.index(self._lifted) if self._lifted else -1

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Looks what is under the cursor and judges it."""
        self.point = point
        found = self._meets(point)
        if found is None:
            self.verdict = None
        elif self.verdict is None or found[:3] != self.verdict[:3]:
            back = self._returns(self.stage.scene.rows[found[1]])  # it was allowed there before
            self.verdict = Verdict(*found, "", "") if back else _judged(self.stage, self._graph, *found)
        self.surface.update()

    def ended(self) -> None:
        """Draws the wire, or takes a lifted one away where it was dropped on nothing."""
        self.stage.hidden_wire = -1
        lifted, verdict = self._lifted, self.verdict
        if verdict is None:
            if lifted is not None and _far(self.point - self.start):
                self.surface.edit("Remove a wire", lambda graph: edits.disconnect(graph, lifted))
        elif verdict.reason:
            self.surface.refuse(verdict.reason)
        elif lifted is not None and (lifted.source, lifted.target) == verdict[:2]:
            if lifted.port != verdict.port:
                self.surface.edit("Reorder inputs", lambda graph: edits.reorder(graph, lifted, verdict.port))
        else:
            self.surface.edit("Draw a wire", lambda graph: edits.connect(_without(graph, lifted), *verdict[:2]))
        self.surface.update()

    def cancelled(self) -> None:
        """Lets the lifted wire be where it was."""
        self.stage.hidden_wire = -1
        self.surface.update()

    def paint(self, painter: QPainter) -> None:
        """The wire: bright on its way, green where it fits, red and dashed with a cross where it does not."""
        stage, verdict = self.stage, self.verdict
        role = "text" if verdict is None else "bad" if verdict.reason else "good"
        start = stage.view.to_screen(QPointF(*stage.scene.port(self._row, self._port)))
        end = stage.view.to_screen(QPointF(*verdict.place)) if verdict else self.point
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(stage.colour(role), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if verdict and verdict.reason:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawPath(_curve(start, end, forward=self._port < 0))
        paint_port(painter, stage, start, stage.colour(role), PORT, filled=True)
        paint_port(painter, stage, end, stage.colour(role), HOT_PORT, filled=False)
        if verdict and verdict.reason:
            _paint_refusal(painter, stage, end, verdict.reason)
        elif verdict and verdict.shape:
            _paint_shape(painter, stage, (start + end) / 2, verdict.shape)

    def _meets(self, point: QPointF) -> tuple[str, str, int, tuple[float, float]] | None:
        """Source, target, input and place of the wire as it would be; None over nothing."""
        scene = self.stage.scene
        row = self._row_at(point)
        if row < 0 or row == self._row:
            return None
        source, target = (self._row, row) if self._port < 0 else (row, self._row)
        if self._port >= 0:
            return scene.ids[source], scene.ids[target], self._port, scene.port(row, -1)
        port = self._nearest(target, point) if self._returns(target) else free_port(self._graph, scene.ids[target]) or 0
        return scene.ids[source], scene.ids[target], port, scene.port(row, min(port, max(scene.inputs(target) - 1, 0)))

    def _returns(self, target: int) -> bool:
        """Whether the lifted wire is over the node it came from, which has several inputs."""
        scene = self.stage.scene
        return self._lifted is not None and scene.ids[target] == self._lifted.target and scene.inputs(target) > 1

    def _nearest(self, target: int, point: QPointF) -> int:
        scene, y = self.stage.scene, self.stage.view.to_board(point).y()
        return min(range(scene.inputs(target)), key=lambda port: abs(scene.port(target, port)[1] - y))

    def _row_at(self, point: QPointF) -> int:
        port = port_at(self.stage, point, _PORT_SLOP)
        return port[0] if port else card_at(self.stage, point)


def _arriving(graph: Graph, node: str, port: int) -> Wire | None:
    return next((wire for wire in graph.feeds.get(node, ()) if wire.port == port), None)


def _without(graph: Graph, wire: Wire | None) -> Graph:
    return graph if wire is None else edits.disconnect(graph, wire)


def _judged(stage: Stage, graph: Graph, source: str, target: str, port: int, place: tuple[float, float]) -> Verdict:
    measured = stage.scene.measured if stage.scene.measured.figures else None
    free = free_port(graph, target)
    asked = port if free is None else free  # blocks with many inputs take a wire at the next one and are put in order after that
    reason = refusal(graph, source, target, asked, measured) or ""
    shape = None
    if not reason and measured is not None:
        try:
            shape = shape_with(graph, source, target, asked, measured)
        except ShapeError as error:
            reason = str(error)
    return Verdict(source, target, port, place, reason, pictured(shape) if shape else "")


def _far(way: QPointF) -> bool:
    return way.manhattanLength() > 2 * HOT_PORT


def _curve(start: QPointF, end: QPointF, *, forward: bool) -> QPainterPath:
    reach = min(max(abs(end.x() - start.x()) / 2, 24.0), 160.0) * (1 if forward else -1)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
    return path


def _paint_shape(painter: QPainter, stage: Stage, centre: QPointF, words: str) -> None:
    metrics = QFontMetricsF(scaled_font(stage))
    size = QSizeF(metrics.horizontalAdvance(words) + 12, metrics.height() + 2)
    paint_on_wire(painter, stage, around(centre, size), words, "good")


def _paint_refusal(painter: QPainter, stage: Stage, end: QPointF, reason: str) -> None:
    """A cross in the ring, and the sentence in a box below that stays on the board."""
    painter.setPen(QPen(stage.colour("bad"), 1.75))
    for across in (3.0, -3.0):
        painter.drawLine(end + QPointF(-across, -3), end + QPointF(across, 3))
    size = box_size(reason) + QSizeF(_ICON + 8, 0)
    left = min(max(end.x() - 32, 8.0), stage.size.width() - size.width() - 8)
    below = end.y() + 24
    top = below if below + size.height() < stage.size.height() - 8 else end.y() - 24 - size.height()
    box = QRectF(QPointF(round(left), round(top)), size)
    paint_box(painter, stage, box, "bad")
    painter.drawPixmap(box.topLeft() + QPointF(11, 9), stage.look.pixmap("x", "bad", _ICON, stage.ratio))
    write_lines(painter, stage, box.adjusted(13 + _ICON + 6, 8, -13, -8), reason)
