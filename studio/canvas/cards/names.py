"""The names of nodes on their cards: written over the kept pixmaps, which many nodes share."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from studio.canvas.cards.blanks import Dress
from studio.canvas.cards.cards import Faded
from studio.canvas.cards.nameplate import name_room
from studio.canvas.shown.faces import Face
from studio.canvas.shown.proportions import crisp, ramp
from studio.canvas.shown.stage import Stage
from studio.look.lettering import small_font

_PALE = 0.5  # of a card that the network leaves out


def paint_name(painter: QPainter, stage: Stage, dress: Dress, face: Face, name: str, corner: QPointF) -> None:
    """Quietly, where the card has room for it."""
    parts = dress.parts
    place = name_room(dress, face, name) if parts.more else None
    if place is None:
        return
    scale = parts.letters
    with Faded(painter, crisp(ramp(parts.more, 0.75, 1.0)) * (_PALE if dress.muted else 1.0)):
        painter.save()
        painter.translate(corner + place.topLeft())
        painter.scale(scale, scale)
        painter.setFont(small_font())
        painter.setPen(stage.colour("quiet"))
        painter.drawText(QRectF(0, 0, place.width() / scale + 1, place.height() / scale), Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()
