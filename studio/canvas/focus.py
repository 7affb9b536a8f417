"""Where the keyboard is: brackets at the corners of a card, unlike the ring of a selected one."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from studio.canvas.stage import Stage

ROLE = "text"
_OUT = 8.0  # beyond the ring and halo of a selected card
_INSIDE = 5.0  # from the border of the board
_ROUND = 6.0
_ARM = 18.0
_WIDTH = 2.0


def paint_focus(painter: QPainter, stage: Stage) -> None:
    """The brackets, where the board has the keyboard and it was used last; in the corners of the board before it was at any card."""
    if not stage.focused:
        return
    row = stage.scene.rows.get(stage.current or "", -1)
    around_card = stage.screen_rect(row).adjusted(-_OUT, -_OUT, _OUT, _OUT) if row >= 0 else None
    place = around_card or QRectF(QPointF(0, 0), stage.size).adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(stage.colour(ROLE), _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_brackets(place))


def _brackets(place: QRectF) -> QPainterPath:
    path = QPainterPath()
    arm = min(_ARM, place.width() / 3, place.height() / 3)
    bend = min(_ROUND, arm)
    for corner, right, down in (
        (place.topLeft(), 1, 1),
        (place.topRight(), -1, 1),
        (place.bottomRight(), -1, -1),
        (place.bottomLeft(), 1, -1),
    ):
        path.moveTo(corner + QPointF(arm * right, 0))
        path.lineTo(corner + QPointF(bend * right, 0))
        path.quadTo(corner, corner + QPointF(0, bend * down))
        path.lineTo(corner + QPointF(0, arm * down))
    return path
