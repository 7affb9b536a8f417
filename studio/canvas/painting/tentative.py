"""How a wire looks while it is being drawn, and which ports would take it."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from studio.canvas.painting.callouts import box_size, paint_box, write_lines
from studio.canvas.painting.labels import around, paint_on_wire, scaled_font
from studio.canvas.painting.wires import paint_port
from studio.canvas.shown.anatomy import HOT_PORT, PORT, RADIUS
from studio.canvas.shown.judging import Judge, Verdict
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import Level

_ICON = 14
_VEIL = 150  # of 255: how much of the board lies over cards that do not take the wire
_GLOW = 70  # of 255
_GLOW_WIDTH = 10.0


def dim_what_does_not_fit(painter: QPainter, stage: Stage, judge: Judge) -> None:
    """Ports that would take the wire glow; cards that have none step back, and so do the other ports.

    Args:
        painter: Of the board.
        stage: What is shown.
        judge: Of the wire.
    """
    if stage.level is Level.FAR:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for row in stage.seen_nodes().tolist():
        fitting = [port for port in judge.ports(row) if judge.fits(row, port)]
        if not fitting and row != judge.row:
            _veil(painter, stage, row)
        for port in fitting:
            _glow(painter, stage, stage.view.to_screen(QPointF(*stage.scene.port(row, port))))


def paint_tentative(painter: QPainter, stage: Stage, start: QPointF, cursor: QPointF, verdict: Verdict | None, *, forward: bool) -> None:
    """The wire: bright on its way, green where it fits, red and dashed with a cross where it does not."""
    refused = verdict is not None and bool(verdict.reason)
    colour = stage.colour("text" if verdict is None else "bad" if refused else "good")
    end = stage.view.to_screen(QPointF(*verdict.place)) if verdict else cursor
    pen = QPen(colour, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if refused:
        pen.setDashPattern([3.0, 2.0])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(_curve(start, end, forward=forward))
    paint_port(painter, stage, start, colour, PORT, filled=True)
    paint_port(painter, stage, end, colour, HOT_PORT, filled=False)
    if verdict and refused:
        _paint_refusal(painter, stage, end, verdict.reason)
    elif verdict and verdict.shape:
        _paint_shape(painter, stage, (start + end) / 2, verdict.shape)


def _veil(painter: QPainter, stage: Stage, row: int) -> None:
    veil, radius = QColor(stage.colour("board")), RADIUS * stage.view.zoom
    veil.setAlpha(_VEIL)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil)
    reach = PORT / 2  # the ports on the card's edges as well
    painter.drawRoundedRect(stage.screen_rect(row).adjusted(-reach, -1, reach, 1), radius, radius)


def _glow(painter: QPainter, stage: Stage, place: QPointF) -> None:
    light = QColor(stage.colour("good"))
    light.setAlpha(_GLOW)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(light)
    painter.drawEllipse(place, _GLOW_WIDTH, _GLOW_WIDTH)
    paint_port(painter, stage, place, stage.colour("good"), HOT_PORT, filled=False)


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
