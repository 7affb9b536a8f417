"""Cards as pixmaps: each face drawn once for a size, state, theme and screen scale."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from studio.canvas import anatomy
from studio.canvas.faces import Face
from studio.canvas.kept import Kept
from studio.canvas.scene import CALM, STOPPED
from studio.canvas.view import Level
from studio.look import Look
from studio.look.lettering import SEMIBOLD, small_font, text_font

MARGIN = 8.0
"""Room around the card in its pixmap, for the shadow."""
_WEIGHT_ICON = 12
_BELOW = anatomy.TALL - anatomy.PICTURE_TOP - anatomy.PICTURE_HEIGHT  # room for the shape below the picture
_MUTED = 0.5
_WORDS_FROM = 120.0  # pixels; narrower cards have no room for the words of an issue
_CAPTION_FROM = 60.0  # pixels; low cards below this have no room for the caption


class Dress(NamedTuple):
    """How a card is shown.

    Attributes:
        level: Near or middle.
        width: In pixels of the widget.
        height: In pixels of the widget.
        zoom: Letters of a near card grow with it.
        tall: Whether there is room for a picture.
        mark: CALM, WARNED or STOPPED.
        hovered: Whether the cursor is on it.
        muted: Whether the network leaves it out.
    """

    level: Level
    width: float
    height: float
    zoom: float
    tall: bool
    mark: int
    hovered: bool
    muted: bool


class Cards:
    """Pixmaps of cards.

    Args:
        look: Theme and icons.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._kept = Kept(48 << 20)

    def pixmap(self, face: Face, dress: Dress, ratio: float) -> QPixmap:
        """A card with MARGIN pixels around it, without picture, ports and ring."""
        key = (face, dress, ratio, self._look.theme.name)
        return self._kept.get(key, lambda: self._drawn(face, dress, ratio))

    def _drawn(self, face: Face, dress: Dress, ratio: float) -> QPixmap:
        size = QSizeF(dress.width + 2 * MARGIN, dress.height + 2 * MARGIN) * ratio
        pixmap = QPixmap(size.toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(MARGIN, MARGIN)
        self._body(painter, face, dress)
        if dress.muted:
            painter.setOpacity(_MUTED)
        scale = max(dress.zoom, 1.0)
        writer = _Writer(painter, self._look, ratio * scale)
        if dress.level is Level.NEAR:
            painter.scale(scale, scale)
            _near(writer, face, dress)
        else:
            _middle(writer, face, dress)
        painter.end()
        return pixmap

    def _body(self, painter: QPainter, face: Face, dress: Dress) -> None:
        theme, scale = self._look.theme, min(dress.zoom, 1.0)
        room, radius = QRectF(0, 0, dress.width, dress.height), anatomy.RADIUS * dress.zoom
        _shadow(painter, room, radius, 14 if theme.name == "dark" else 6)
        shape = QPainterPath()
        shape.addRoundedRect(room, radius, radius)
        painter.fillPath(shape, QColor(theme.raised if dress.hovered else theme.card))
        edge = QColor(theme.colour(face.family))
        edge.setAlphaF(_MUTED if dress.muted else 1.0)
        painter.save()
        painter.setClipRect(QRectF(0, 0, anatomy.FAMILY_EDGE * max(dress.zoom, 0.75), dress.height))
        painter.fillPath(shape, edge)
        painter.restore()
        painter.setPen(_border(self._look, dress, scale))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)


def picture_room(level: Level, width: float, height: float, zoom: float) -> QRectF:
    """Where the picture lies on a tall card, from the card's corner, in pixels of the widget."""
    if level is Level.NEAR:
        scale = max(zoom, 1.0)  # words never shrink, so the picture does
        left, top = anatomy.TEXT_LEFT * scale, anatomy.PICTURE_TOP * scale
        right, bottom = width - anatomy.RIGHT_MARGIN * scale, height - _BELOW * scale
        return QRectF(round(left), round(top), round(right - left), round(bottom - top))
    left = round(anatomy.TEXT_LEFT * zoom)
    return QRectF(left, 26, round(width - left - 6), max(round(height - 26 - 24), 1))


def _shadow(painter: QPainter, room: QRectF, radius: float, alpha: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, alpha))
    for spread in (0.0, 1.0, 2.0, 3.5):
        painter.drawRoundedRect(room.adjusted(-spread, 1.5 - spread, spread, 1.5 + spread), radius + spread, radius + spread)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _border(look: Look, dress: Dress, scale: float) -> QPen:
    if dress.mark != CALM:
        return QPen(look.colour("bad" if dress.mark == STOPPED else "warning"), max(1.25 * scale, 1.0))
    pen = QPen(look.colour("strong_line" if dress.hovered or dress.muted else "line"), 1.0)
    if dress.muted:
        pen.setDashPattern([3.0, 2.0])
    return pen


class _Writer:
    """Words and icons on a card."""

    def __init__(self, painter: QPainter, look: Look, ratio: float) -> None:
        self._painter, self._look, self._ratio = painter, look, ratio

    def text(self, place: QRectF, words: str, font: QFont, role: str, flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> float:
        """Writes one line, shortened where it does not fit; returns how wide it is."""
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width() + 0.5)
        self._painter.setFont(font)
        self._painter.setPen(self._look.colour(role))
        self._painter.drawText(place, flags | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
        return metrics.horizontalAdvance(shown)

    def title(self, place: QRectF, words: str) -> None:
        """Writes the kind of block, in small letters where it would not fit."""
        font = text_font(SEMIBOLD)
        fits = QFontMetricsF(font).horizontalAdvance(words) <= place.width() + 2
        self.text(place, words, font if fits else small_font(SEMIBOLD), "text")

    def words(self, place: QRectF, words: str, role: str) -> None:
        """Writes several lines."""
        self._painter.setFont(small_font())
        self._painter.setPen(self._look.colour(role))
        self._painter.drawText(place, Qt.TextFlag.TextWordWrap, words)

    def icon(self, left: float, top: float, name: str, role: str, size: int) -> None:
        """Draws an icon, sharp at the scale of the card."""
        pixmap = self._look.icons.pixmap(name, self._look.theme.colour(role), size, self._ratio)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawPixmap(QRectF(left, top, size, size), pixmap, QRectF(pixmap.rect()))

    def well(self, place: QRectF) -> None:
        """Fills the place of a picture."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._look.colour("well"))
        self._painter.drawRoundedRect(place, anatomy.PICTURE_RADIUS, anatomy.PICTURE_RADIUS)


def _near(writer: _Writer, face: Face, dress: Dress) -> None:
    scale = max(dress.zoom, 1.0)
    width, height = dress.width / scale, dress.height / scale
    left, right = anatomy.TEXT_LEFT, width - anatomy.RIGHT_MARGIN
    mark = 20.0 if dress.mark != CALM else 0.0
    writer.icon(left, anatomy.ICON_TOP, face.icon, face.family, anatomy.ICON)
    writer.title(QRectF(left + 22, anatomy.ICON_TOP, right - left - 22 - mark, anatomy.LINE), face.title)
    writer.text(QRectF(left, anatomy.CAPTION_TOP, right - left, anatomy.LINE), face.caption, small_font(), "quiet")
    if mark:
        writer.icon(right - 14, anatomy.ICON_TOP + 1, "triangle-alert", _mark_role(dress), 14)
    if face.words:
        _near_well(writer, face, dress, width, height)
    top = height - (anatomy.TALL - anatomy.SHAPE_TOP) if dress.tall else min(anatomy.LOW_SHAPE_TOP, height - 22)
    _figures(writer, face, QRectF(left, top, right - left, anatomy.LINE))


def _near_well(writer: _Writer, face: Face, dress: Dress, width: float, height: float) -> None:
    room = picture_room(Level.NEAR, width, height, 1.0)
    writer.well(room)
    writer.words(room.adjusted(10, 8, -8, -4), face.words, _mark_role(dress))


def _figures(writer: _Writer, face: Face, line: QRectF) -> None:
    """The shape at the left; the weights at the right where both fit."""
    taken = writer.text(line, face.shape, small_font(), "text")
    width = QFontMetricsF(small_font()).horizontalAdvance(face.weights)
    if not face.weights or taken + width + _WEIGHT_ICON + 12 > line.width():
        return
    writer.text(line, face.weights, small_font(), "quiet", Qt.AlignmentFlag.AlignRight)
    writer.icon(line.right() - width - _WEIGHT_ICON - 4, line.top() + 2, "weight", "quiet", _WEIGHT_ICON)


def _middle(writer: _Writer, face: Face, dress: Dress) -> None:
    """Icon, name and shape at 11 pixels whatever the zoom; the picture takes the rest."""
    left, right = round(anatomy.TEXT_LEFT * dress.zoom), dress.width - 6
    mark = 16.0 if dress.mark != CALM else 0.0
    low = not dress.tall and dress.height < 44
    top = 1.0 if low else 6.0
    writer.icon(left, top + 2, face.icon, face.family, 12)
    writer.text(QRectF(left + 16, top, right - left - 16 - mark, 16), face.title, small_font(SEMIBOLD), "text")
    if mark:
        writer.icon(right - 13, top + 1, "triangle-alert", _mark_role(dress), 13)
    if not dress.tall and dress.height >= _CAPTION_FROM:
        writer.text(QRectF(left, top + 16, right - left, 16), face.caption, small_font(), "quiet")
    if face.words:
        room = picture_room(Level.MIDDLE, dress.width, dress.height, dress.zoom)
        writer.well(room)
        if dress.width >= _WORDS_FROM:
            writer.words(room.adjusted(4, 2, -2, -2), face.words, _mark_role(dress))
    writer.text(QRectF(left, dress.height - (18 if low else 20), right - left, 16), face.shape, small_font(), "quiet")


def _mark_role(dress: Dress) -> str:
    return "bad" if dress.mark == STOPPED else "warning"


def top_left(rect: QRectF) -> QPointF:
    """Where a card's pixmap goes so that the card lies on a rectangle."""
    return rect.topLeft() - QPointF(MARGIN, MARGIN)
