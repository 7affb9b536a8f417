"""The names of a module's ports, beside the card under the cursor."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from studio.canvas.labels import scaled_font
from studio.canvas.stage import Stage
from studio.canvas.view import Level
from studio.graph.spoken import port_name

_AWAY = 10.0
_PAD = 4.0


def paint_port_names(painter: QPainter, stage: Stage, row: int) -> None:
    """Inputs are named to the left of the card, outputs to the right; blocks have no names for theirs."""
    if row < 0 or stage.level is Level.FAR:
        return
    node = stage.scene.graph.nodes[stage.scene.ids[row]]
    for port in range(-stage.scene.outputs(row), stage.scene.inputs(row)):
        if name := port_name(node.block, port):
            _paint(painter, stage, stage.view.to_screen(QPointF(*stage.scene.port(row, port))), name, port)


def _paint(painter: QPainter, stage: Stage, place: QPointF, name: str, port: int) -> None:
    font, behind = scaled_font(stage), QColor(stage.colour("board"))
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(name) + 2 * _PAD, metrics.height()
    left = place.x() + _AWAY if port < 0 else place.x() - _AWAY - width
    room = QRectF(left, place.y() - height / 2, width, height)
    behind.setAlpha(225)  # over the wire that arrives here
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(behind)
    painter.drawRoundedRect(room, 3, 3)
    painter.setFont(font)
    painter.setPen(stage.colour("text"))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)
