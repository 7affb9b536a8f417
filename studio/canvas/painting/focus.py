"""Where the keyboard is: brackets at the corners of a card, comment or frame, unlike the ring of a selected one."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from studio.canvas.painting.notes import screen_rect
from studio.canvas.shown.stage import Stage

ROLE = "text"
_OUT = 8.0  # beyond the ring and halo of a selected card
_INSIDE = 5.0  # from the border of the board
_ROUND = 6.0
_ARM = 18.0
_WIDTH = 2.0


def place_of(stage: Stage, thing: str | None) -> QRectF | None:
    """Where a node, comment or frame lies in the widget; None for what is not there."""
    row = stage.scene.rows.get(thing or "", -1)
    if row >= 0:
        return stage.screen_rect(row)
    note = stage.scene.graph.notes.get(thing or "")
    return screen_rect(stage, stage.noted.held.get(note.id, note)) if note is not None else None


def paint_focus(painter: QPainter, stage: Stage) -> None:
    """The brackets, where the board has the keyboard and it was used last; in the corners of the board before it was anywhere."""
    if not stage.focused:
        return
    there = place_of(stage, stage.current)
    around = there.adjusted(-_OUT, -_OUT, _OUT, _OUT) if there is not None else None
    place = around or QRectF(QPointF(0, 0), stage.size).adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
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
