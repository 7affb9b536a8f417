"""Words and icons on a card."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgRenderer

from studio.canvas.shown import anatomy
from studio.look import Look
from studio.look.lettering import SEMIBOLD, SMALL_SIZE, TEXT_SIZE, small_font, text_font, width_of

_AT = Qt.AlignmentFlag
_FLAGS = {side: side | _AT.AlignVCenter | Qt.TextFlag.TextDontClip for side in (_AT.AlignLeft, _AT.AlignRight, _AT.AlignHCenter)}
"""Of each side on which a line is written; joined once, for that takes as long as the line itself."""


class Writer:
    """Writes and draws in the colours of the theme.

    Args:
        painter: Where.
        look: Theme and icons.
        ratio: Screen pixels for one of the widget's.
        letters: How much larger letters are than at 100 %.
        vector: Whether icons are drawn as lines rather than as pixels.
    """

    def __init__(self, painter: QPainter, look: Look, ratio: float, letters: float = 1.0, *, vector: bool = False) -> None:
        self._painter, self._look, self._ratio, self._letters, self._vector = painter, look, ratio, letters, vector

    def text(
        self, place: QRectF, words: str, role: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, font: QFont | None = None
    ) -> float:
        """Writes one line of small letters, shortened where it does not fit; returns how wide it is."""
        return self._line(place, words, font or small_font(), self._letters, role, side)

    def title(self, place: QRectF, words: str, size: float) -> float:
        """Writes the kind of block ``size`` high at 100 %, shortened where it does not fit; returns how wide it is."""
        return self._line(place, words, text_font(SEMIBOLD), size / TEXT_SIZE * self._letters, "text", Qt.AlignmentFlag.AlignLeft)

    def words(self, place: QRectF, words: str, role: str) -> None:
        """Writes several lines."""
        painter, scale = self._painter, self._letters
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(scale, scale)
        painter.setFont(small_font())
        painter.setPen(self._look.colour(role))
        painter.drawText(QRectF(0, 0, place.width() / scale, place.height() / scale), Qt.TextFlag.TextWordWrap, words)
        painter.restore()

    def icon(self, place: QRectF, name: str, role: str) -> None:
        """Draws an icon, sharp on the screen that it is drawn for."""
        colour = self._look.theme.colour(role)
        if self._vector:
            QSvgRenderer(QByteArray(self._look.icons.svg(name, colour).encode())).render(self._painter, place)
            return
        pixmap = self._look.icons.pixmap(name, colour, max(round(place.width()), 1), self._ratio)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))

    def well(self, place: QRectF) -> None:
        """Fills the place of a picture."""
        self._box(place, "well", anatomy.PICTURE_RADIUS)

    def fits(self, width: float, words: str, chip: str) -> bool:
        """Whether small words and a plate with others have room beside each other."""
        return (sum(width_of(each, SMALL_SIZE, SEMIBOLD) for each in (words, chip)) + 14) * self._letters <= width

    def chip(self, right: float, middle: float, words: str) -> float:
        """Writes on a small plate that ends at ``right``; returns where it begins."""
        font, scale = small_font(SEMIBOLD), self._letters
        width = (width_of(words, SMALL_SIZE, SEMIBOLD) + 10) * scale
        plate = QRectF(right - width, middle - 8 * scale, width, 16 * scale)
        self._box(plate, "strong_line", 4 * scale)
        self.text(plate, words, "text", Qt.AlignmentFlag.AlignHCenter, font)
        return plate.left()

    def _box(self, place: QRectF, role: str, radius: float) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._look.colour(role))
        self._painter.drawRoundedRect(place, radius, radius)

    def _line(self, place: QRectF, words: str, font: QFont, scale: float, role: str, side: Qt.AlignmentFlag) -> float:
        painter, room = self._painter, QRectF(0, 0, place.width() / scale, place.height() / scale)
        width = width_of(words, font.pixelSize(), font.weight())
        if width > room.width() + 0.5:
            metrics = QFontMetricsF(font)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width() + 0.5)
            width = metrics.horizontalAdvance(words)
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(scale, scale)
        painter.setFont(font)
        painter.setPen(self._look.colour(role))
        painter.drawText(room, _FLAGS[side], words)
        painter.restore()
        return width * scale
