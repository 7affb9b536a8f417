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
    """Quietly at the right of the title, or of the values below it where the title is long; not at all where both are."""
    parts, width = dress.parts, _name_width(name) * dress.parts.letters
    place = next((row for row in _free(dress, face) if row.width() >= width + _GAP * parts.letters), None)
    if not parts.more or place is None:
        return
    with faded(painter, ramp(parts.more, 0.75, 1.0) * (_PALE if dress.muted else 1.0)):
        painter.save()
        painter.translate(corner + QPointF(place.right() - width, place.top()))
        painter.scale(parts.letters, parts.letters)
        painter.setFont(small_font())
        painter.setPen(stage.colour("quiet"))
        painter.drawText(QRectF(0, 0, _name_width(name) + 1, place.height() / parts.letters), Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


def _free(dress: Dress, face: Face) -> tuple[QRectF, QRectF]:
    """What is free of the row of the title, and of the row below."""
    scale, title, caption = dress.parts.letters, dress.rooms.title, dress.rooms.caption
    signs = (_MARK if dress.mark != CALM else 0.0) + (_chip_width(face.repeat) if face.repeat > 1 else 0.0)
    return (
        title.adjusted(_title_width(face.title) * scale, 0, -signs * scale, 0),
        caption.adjusted(_name_width(face.caption) * scale, 0, 0, 0),
    )


@lru_cache(maxsize=256)
def _title_width(title: str) -> float:
    return QFontMetricsF(text_font(SEMIBOLD)).horizontalAdvance(title)


@lru_cache(maxsize=4096)
def _name_width(name: str) -> float:
    return QFontMetricsF(small_font()).horizontalAdvance(name)


@lru_cache(maxsize=64)
def _chip_width(repeat: int) -> float:
    return QFontMetricsF(small_font(SEMIBOLD)).horizontalAdvance(f"×{repeat}") + _PLATE + 4.0
