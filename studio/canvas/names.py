"""The names of nodes on their cards: written over the kept pixmaps, which many nodes share."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from studio.canvas.cards import Dress, faded
from studio.canvas.faces import Face
from studio.canvas.proportions import ramp
from studio.canvas.scene import CALM
from studio.canvas.stage import Stage
from studio.look.lettering import SEMIBOLD, small_font, text_font

_GAP = 10.0
_PLATE = 10.0  # around the count of repetitions
_MARK = 18.0
_PALE = 0.5  # of a card that the network leaves out


def paint_name(painter: QPainter, stage: Stage, dress: Dress, face: Face, name: str, corner: QPointF) -> None:
    """Quietly at the right of the title, where there is room beside it."""
    parts, room = dress.parts, dress.rooms.title.translated(corner)
    scale = parts.letters
    taken = _title_width(face.title) + (_MARK if dress.mark != CALM else 0.0) + (_chip_width(face.repeat) if face.repeat > 1 else 0.0)
    width = _name_width(name)
    if not parts.more or (taken + width + _GAP) * scale > room.width():
        return
    right = room.right() - (taken - _title_width(face.title)) * scale
    with faded(painter, ramp(parts.more, 0.5, 1.0) * (_PALE if dress.muted else 1.0)):
        painter.save()
        painter.translate(right - width * scale, room.top())
        painter.scale(scale, scale)
        painter.setFont(small_font())
        painter.setPen(stage.colour("quiet"))
        painter.drawText(QRectF(0, 0, width + 1, room.height() / scale), Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


@lru_cache(maxsize=256)
def _title_width(title: str) -> float:
    return QFontMetricsF(text_font(SEMIBOLD)).horizontalAdvance(title)


@lru_cache(maxsize=4096)
def _name_width(name: str) -> float:
    return QFontMetricsF(small_font()).horizontalAdvance(name)


@lru_cache(maxsize=64)
def _chip_width(repeat: int) -> float:
    return QFontMetricsF(small_font(SEMIBOLD)).horizontalAdvance(f"×{repeat}") + _PLATE + 4.0
