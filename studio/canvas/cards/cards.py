"""Cards as pixmaps: each face drawn once for a size, state, theme and screen scale."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from studio.canvas.cards.blanks import MUTED, SIGNS, Blanks, Dress, margin
from studio.canvas.cards.nameplate import GAP, headed_as, name_room, name_width
from studio.canvas.cards.titles import Heading
from studio.canvas.cards.writer import Writer
from studio.canvas.shown import anatomy
from studio.canvas.shown.faces import Face
from studio.canvas.shown.kept import Kept
from studio.canvas.shown.proportions import crisp, mix, ramp
from studio.canvas.shown.scene import CALM
from studio.look import Look

_SIGN = 12.0  # of the icon before a figure
_WORDS_FROM = 120.0  # pixels; narrower cards have no room for the words of an issue
_CAPTION_FROM = 58.0  # pixels; low cards below this have no room for the caption
_DIRECT_FROM = 2.0  # larger cards are few, and too many pixels to keep

Details = Sequence[tuple[str, str]]


class Cards:
    """Draws cards, and keeps pixmaps of all but the largest.

    Args:
        look: Theme and icons.
        vector: Whether to draw lines and letters, without shadows, rather than keep pixmaps: for paper.
    """

    def __init__(self, look: Look, *, vector: bool = False) -> None:
        self._look, self._vector = look, vector
        self._kept, self._blanks = Kept(48 << 20), Blanks(look, vector=vector)

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
            space = margin(face.deck)
            painter.drawPixmap(corner - QPointF(space, space), self.pixmap(face, dress, ratio))
            return
        painter.save()
        painter.translate(corner)
        self._blanks.draw(painter, face.family, face.deck, dress, ratio)
        self._words(painter, face, dress, ratio, details)
        painter.restore()

    def pixmap(self, face: Face, dress: Dress, ratio: float) -> QPixmap:
        """A card with some room around it."""
        key = (face, dress, ratio, self._look.theme.name)
        return self._kept.get(key, lambda: self._drawn(face, dress, ratio))

    def _drawn(self, face: Face, dress: Dress, ratio: float) -> QPixmap:
        pixmap = QPixmap(self._blanks.pixmap(face.family, face.deck, dress, ratio))  # its own as soon as it is painted on
        with QPainter(pixmap) as painter:
            painter.translate(margin(face.deck), margin(face.deck))
            self._words(painter, face, dress, ratio)
        return pixmap

    def _words(self, painter: QPainter, face: Face, dress: Dress, ratio: float, details: Details = ()) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        opacity = painter.opacity()
        if dress.muted:
            painter.setOpacity(opacity * MUTED)
        writer = Writer(painter, self._look, ratio, dress.parts.letters, vector=self._vector)
        _Content(painter, writer, dress).draw(face, details)
        painter.setOpacity(opacity)


class _Content:
    """Words and icons on one card."""

    def __init__(self, painter: QPainter, writer: Writer, dress: Dress) -> None:
        self._painter, self._writer, self._dress = painter, writer, dress
        self._parts, self._rooms = dress.parts, dress.rooms

    def draw(self, face: Face, details: Details) -> None:
        """All of it."""
        self._writer.icon(self._rooms.icon, face.icon, face.family)
        headed = headed_as(self._dress, face)
        self._title(face, headed)
        self._caption(face, headed)
        if face.words:
            self._well(face)
        self._figures(face)
        if self._parts.full and details:
            self._details(details)

    def _title(self, face: Face, headed: Heading) -> None:
        place, scale = QRectF(self._rooms.title), self._parts.letters
        if self._dress.mark != CALM:
            side = mix(13.0, 14.0, self._parts.more) * scale
            self._writer.icon(QRectF(place.right() - side, place.center().y() - side / 2, side, side), *SIGNS[self._dress.mark])
            place.setRight(place.right() - side - 4 * scale)
        chip = f"×{face.repeat}"
        if face.repeat > 1 and (self._parts.more or self._writer.fits(place.width(), headed.first, chip)):
            place.setRight(self._writer.chip(place.right(), place.center().y(), chip) - 4 * scale)
        self._writer.title(place, headed.first, headed.size)

    def _caption(self, face: Face, headed: Heading) -> None:
        """The values; before them what of the title has no room above."""
        place, scale = QRectF(self._rooms.caption), self._parts.letters
        if headed.second:
            place.setLeft(place.left() + self._writer.title(place, headed.second, headed.size) + GAP * scale)
        if strength := captioned(self._dress):
            name = name_room(self._dress, face, face.beside) if face.beside else None
            if name is not None and name.top() == place.top():
                place.setRight(name.left() - GAP * scale)
            with Faded(self._painter, strength):
                self._writer.text(place, face.caption, "quiet")

    def _well(self, face: Face) -> None:
        room, scale, more = self._rooms.picture, self._parts.letters, self._parts.more
        self._writer.well(room)
        if self._dress.width >= _WORDS_FROM:
            inner = room.adjusted(mix(4, 10, more) * scale, mix(2, 8, more) * scale, -mix(2, 8, more) * scale, -mix(2, 4, more) * scale)
            self._writer.words(inner, face.words, SIGNS[self._dress.mark][1])

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


def captioned(dress: Dress) -> float:
    """How strongly the caption of a card shows: hardly ever half, for words that are half there cannot be read."""
    low = crisp(ramp(dress.height, _CAPTION_FROM - 4, _CAPTION_FROM)) if not dress.tall else 0.0
    return max(low, crisp(ramp(dress.parts.more, 0.75, 1.0)))


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
