"""Cards as pixmaps: each face drawn once for a size, state, theme and screen scale."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from studio.canvas import anatomy
from studio.canvas.faces import Face
from studio.canvas.kept import Kept
from studio.canvas.nameplate import GAP, name_room, name_width
from studio.canvas.proportions import Proportions, Rooms, crisp, mix, proportions, radius, ramp, rooms
from studio.canvas.scene import ADVISED, CALM, STOPPED, WARNED
from studio.canvas.writer import Writer
from studio.look import Look
from studio.look.lettering import SMALL_SIZE, TEXT_SIZE
from studio.look.style import mixed

_MARGIN = 8.0  # room around the card in its pixmap, for the shadow
_SIGN = 12.0  # of the icon before a figure
_MUTED = 0.5
_WORDS_FROM = 120.0  # pixels; narrower cards have no room for the words of an issue
_CAPTION_FROM = 60.0  # pixels; low cards below this have no room for the caption
_DIRECT_FROM = 2.0  # larger cards are few, and too many pixels to keep
_SHADOW = (6 / 255, 14 / 255)  # how dark each of its four shapes is, on a light board and on a dark one
_DECK = (5.0, 3.0)  # how much narrower and higher each card behind a module's card shows

_SIGNS = {ADVISED: ("info", "quiet"), WARNED: ("triangle-alert", "warning"), STOPPED: ("triangle-alert", "bad")}
"""Icon of each mark, and the role that colours it and the words."""

Details = Sequence[tuple[str, str]]


class Dress(NamedTuple):
    """How a card is shown.

    Attributes:
        width: In pixels of the widget.
        height: In pixels of the widget.
        zoom: Letters of a near card grow with it.
        tall: Whether there is room for a picture.
        mark: CALM, ADVISED, WARNED or STOPPED.
        hovered: Whether the cursor is on it.
        muted: Whether the network leaves it out.
    """

    width: float
    height: float
    zoom: float
    tall: bool
    mark: int
    hovered: bool
    muted: bool

    @property
    def parts(self) -> Proportions:
        """What the zoom makes of it."""
        return proportions(self.zoom)

    @property
    def rooms(self) -> Rooms:
        """Where its parts lie."""
        return rooms(self.width, self.height, self.zoom, self.tall)


class Cards:
    """Draws cards, and keeps pixmaps of all but the largest.

    Args:
        look: Theme and icons.
        vector: Whether to draw lines and letters, without shadows, rather than keep pixmaps: for paper.
    """

    def __init__(self, look: Look, *, vector: bool = False) -> None:
        self._look, self._vector = look, vector
        self._kept = Kept(48 << 20)

    def paint(self, painter: QPainter, corner: QPointF, face: Face, dress: Dress, ratio: float, details: Details = ()) -> None:
        """A card without picture, ports and ring.

        Args:
            painter: Of the board.
            corner: Upper left, in pixels of the widget.
            face: What stands on it.
            dress: How it is shown.
            ratio: Screen pixels for one of the widget's.
            details: Further figures, which a card at the full level of detail shows.
        """
        if dress.zoom < _DIRECT_FROM and not details and not self._vector:
            margin = _margin(face)
            painter.drawPixmap(corner - QPointF(margin, margin), self.pixmap(face, dress, ratio))
            return
        painter.save()
        painter.translate(corner)
        self.draw(painter, face, dress, ratio, details)
        painter.restore()

    def pixmap(self, face: Face, dress: Dress, ratio: float) -> QPixmap:
        """A card with some room around it."""
        key = (face, dress, ratio, self._look.theme.name)
        return self._kept.get(key, lambda: self._drawn(face, dress, ratio))

    def draw(self, painter: QPainter, face: Face, dress: Dress, ratio: float, details: Details = ()) -> None:
        """Draws a card where the painter's origin is."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        opacity = painter.opacity()
        self._deck(painter, face, dress, hairline(ratio))
        self._body(painter, face, dress, ratio)
        if dress.muted:
            painter.setOpacity(opacity * _MUTED)
        writer = Writer(painter, self._look, ratio, dress.parts.letters, vector=self._vector)
        _Content(painter, writer, dress).draw(face, details)
        painter.setOpacity(opacity)

    def _drawn(self, face: Face, dress: Dress, ratio: float) -> QPixmap:
        margin = _margin(face)
        pixmap = QPixmap((QSizeF(dress.width + 2 * margin, dress.height + 2 * margin) * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.translate(margin, margin)
            self.draw(painter, face, dress, ratio)
        return pixmap

    def _deck(self, painter: QPainter, face: Face, dress: Dress, thin: float) -> None:
        """The cards behind a module's: it stands for several."""
        theme, scale = self._look.theme, min(dress.zoom, dress.parts.letters)
        family, round_off = theme.colour(face.family), radius(dress.zoom)
        for place in range(face.deck, 0, -1):
            narrower, higher = (place * each * scale for each in _DECK)
            room = QRectF(narrower, -higher, dress.width - 2 * narrower, min(dress.height, 4 * round_off))
            painter.setPen(QPen(QColor(mixed(theme.line, family, 0.55 - 0.12 * place)), thin))
            painter.setBrush(QColor(mixed(theme.card, theme.board, 0.25 * place)))
            painter.drawRoundedRect(_within(room, thin / 2), round_off / 2, round_off / 2)

    def _body(self, painter: QPainter, face: Face, dress: Dress, ratio: float) -> None:
        thin = hairline(ratio)
        theme, scale = self._look.theme, dress.parts.letters
        room, round_off = QRectF(0, 0, dress.width, dress.height), radius(dress.zoom)
        if not self._vector:
            painter.drawPixmap(QPointF(-_MARGIN, -_MARGIN), self._shadow(dress, ratio))
        shape = QPainterPath()
        shape.addRoundedRect(room, round_off, round_off)
        painter.fillPath(shape, QColor(theme.raised if dress.hovered else theme.card))
        edge = QColor(theme.colour(face.family))
        edge.setAlphaF(_MUTED if dress.muted else 1.0)
        strip = QPainterPath()
        strip.addRect(QRectF(0, 0, anatomy.FAMILY_EDGE * max(min(dress.zoom, scale), 0.75), dress.height))
        painter.fillPath(shape.intersected(strip), edge)
        pen = _border(self._look, dress, thin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_within(room, pen.widthF() / 2), round_off - 0.5, round_off - 0.5)

    def _shadow(self, dress: Dress, ratio: float) -> QPixmap:
        """The shadow that all cards of a size share."""
        size, theme = QSizeF(dress.width, dress.height), self._look.theme.name
        key = (dress.width, dress.height, radius(dress.zoom), ratio, theme)
        return self._kept.get(key, lambda: _shadow(size, radius(dress.zoom), ratio, _SHADOW[theme == "dark"]))


class _Content:
    """Words and icons on one card."""

    def __init__(self, painter: QPainter, writer: Writer, dress: Dress) -> None:
        self._painter, self._writer, self._dress = painter, writer, dress
        self._parts, self._rooms = dress.parts, dress.rooms

    def draw(self, face: Face, details: Details) -> None:
        """All of it."""
        self._writer.icon(self._rooms.icon, face.icon, face.family)
        self._title(face)
        self._caption(face)
        if face.words:
            self._well(face)
        self._figures(face)
        if self._parts.full and details:
            self._details(details)

    def _title(self, face: Face) -> None:
        place, scale = QRectF(self._rooms.title), self._parts.letters
        if self._dress.mark != CALM:
            side = mix(13.0, 14.0, self._parts.more) * scale
            self._writer.icon(QRectF(place.right() - side, place.center().y() - side / 2, side, side), *_SIGNS[self._dress.mark])
            place.setRight(place.right() - side - 4 * scale)
        chip = f"×{face.repeat}"
        if face.repeat > 1 and (self._parts.more or self._writer.fits(place.width(), face.title, chip)):
            place.setRight(self._writer.chip(place.right(), place.center().y(), chip) - 4 * scale)
        self._writer.title(place, face.title, mix(SMALL_SIZE, TEXT_SIZE, self._parts.more))

    def _caption(self, face: Face) -> None:
        low = ramp(self._dress.height, _CAPTION_FROM - 8, _CAPTION_FROM) if not self._dress.tall else 0.0
        if strength := max(low, ramp(self._parts.more, 0.75, 1.0)):
            place = QRectF(self._rooms.caption)
            name = name_room(self._dress, face, face.beside) if face.beside else None
            if name is not None and name.top() == place.top():
                place.setRight(name.left() - GAP * self._parts.letters)
            with Faded(self._painter, strength):
                self._writer.text(place, face.caption, "quiet")

    def _well(self, face: Face) -> None:
        room, scale, more = self._rooms.picture, self._parts.letters, self._parts.more
        self._writer.well(room)
        if self._dress.width >= _WORDS_FROM:
            inner = room.adjusted(mix(4, 10, more) * scale, mix(2, 8, more) * scale, -mix(2, 8, more) * scale, -mix(2, 4, more) * scale)
            self._writer.words(inner, face.words, _SIGNS[self._dress.mark][1])

    def _figures(self, face: Face) -> None:
        """The shape at the left; the weights or the cost at the right where both fit."""
        line, scale, more = self._rooms.figures, self._parts.letters, self._parts.more
        taken = self._writer.text(line, face.shape, "text" if more >= 0.5 else "quiet")
        sign = _SIGN * scale
        room = line.width() - taken - sign - 12 * scale
        figure = next((each for each in (face.figure, face.brief, face.briefest) if each and name_width(each) * scale <= room), "")
        if figure:
            width = name_width(figure) * scale
            place = QRectF(line.right() - width - sign - 4 * scale, line.top() + 2 * scale, sign, sign)
            with Faded(self._painter, crisp(more)):
                self._writer.text(line, figure, "quiet", Qt.AlignmentFlag.AlignRight)
                self._writer.icon(place, face.sign, "quiet")

    def _details(self, details: Details) -> None:
        """One a line from below, as many as there is room for, each as soon as there is."""
        room, step = self._rooms.details, anatomy.LINE * self._parts.letters
        for place, (label, value) in enumerate(reversed(details), 1):
            line = QRectF(room.left(), room.bottom() - place * step, room.width(), step)
            with Faded(self._painter, crisp(ramp(line.top() - room.top(), -step / 2, 0.0))):
                self._writer.text(line, label, "quiet")
                self._writer.text(line, value, "text", Qt.AlignmentFlag.AlignRight)


class Faded(AbstractContextManager[None]):
    """What is drawn within shows as strongly as that, within the opacity there is.

    Args:
        painter: Of the board.
        share: From nothing, 0, to all, 1.
    """

    __slots__ = ("_before", "_painter", "_share")

    def __init__(self, painter: QPainter, share: float) -> None:
        self._painter, self._share, self._before = painter, share, 1.0

    def __enter__(self) -> None:
        if self._share != 1.0:
            self._before = self._painter.opacity()
            self._painter.setOpacity(self._before * self._share)

    def __exit__(self, *_raised: object) -> None:
        if self._share != 1.0:
            self._painter.setOpacity(self._before)


def _margin(face: Face) -> float:
    """Room around the card in its pixmap: for the shadow, and for the cards behind it."""
    return 2 * _MARGIN if face.deck else _MARGIN


def _shadow(size: QSizeF, round_off: float, ratio: float, alpha: float) -> QPixmap:
    """Four pale shapes over each other, as one picture with some room around it.

    Each takes the place of the one that is larger, and is as dark as both: Qt fills many times faster than it blends.
    """
    pixmap = QPixmap(((size + QSizeF(2 * _MARGIN, 2 * _MARGIN)) * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(QPointF(_MARGIN, _MARGIN), size)
        for number, spread in enumerate((3.5, 2.0, 1.0, 0.0), 1):
            painter.setBrush(QColor.fromRgbF(0.0, 0.0, 0.0, 1.0 - (1.0 - alpha) ** number))
            painter.drawRoundedRect(room.adjusted(-spread, 1.5 - spread, spread, 1.5 + spread), round_off + spread, round_off + spread)
    return pixmap


def hairline(ratio: float) -> float:
    """How wide a line is that covers whole pixels of the screen, and looks one pixel wide."""
    return max(round(ratio), 1) / ratio


def _within(room: QRectF, by: float) -> QRectF:
    return room.adjusted(by, by, -by, -by)


def _border(look: Look, dress: Dress, thin: float) -> QPen:
    if dress.mark > ADVISED:
        width = 1.25 * dress.parts.letters if dress.zoom >= 1 else 1.0
        return QPen(look.colour(_SIGNS[dress.mark][1]), max(width, thin))
    pen = QPen(look.colour("strong_line" if dress.hovered or dress.muted else "line"), thin)
    if dress.muted:
        pen.setDashPattern([3.0, 2.0])
    return pen
