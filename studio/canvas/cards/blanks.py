"""Cards without their words: the shadow, the cards behind a module's, the body with its edge; kept, for many nodes share one."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from studio.canvas.shown import anatomy
from studio.canvas.shown.kept import Kept
from studio.canvas.shown.proportions import Proportions, Rooms, proportions, radius, rooms
from studio.canvas.shown.scene import ADVISED, STOPPED, WARNED
from studio.look import Look
from studio.look.style import mixed

SIGNS = {ADVISED: ("info", "quiet"), WARNED: ("triangle-alert", "warning"), STOPPED: ("triangle-alert", "bad")}
"""Icon of each mark, and the role that colours it and the words."""
MUTED = 0.5
"""How much of its colours a card keeps that the network leaves out."""

_MARGIN = 8.0  # room around the card in its pixmap, for the shadow
_SHADOW = (6 / 255, 14 / 255)  # how dark each of its four shapes is, on a light board and on a dark one
_DECK = (5.0, 3.0)  # how much narrower and higher each card behind a module's card shows


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


class Blanks:
    """Draws cards without words, and keeps pixmaps of them.

    Args:
        look: The theme.
        vector: Whether shadows, which are pixels, are left out: for paper.
    """

    def __init__(self, look: Look, *, vector: bool = False) -> None:
        self._look, self._vector = look, vector
        self._kept = Kept(12 << 20)

    def pixmap(self, family: str, deck: int, dress: Dress, ratio: float) -> QPixmap:
        """A card with ``margin`` around it."""
        key = (family, deck, dress, ratio, self._look.theme.name)
        return self._kept.get(key, lambda: self._drawn(family, deck, dress, ratio))

    def draw(self, painter: QPainter, family: str, deck: int, dress: Dress, ratio: float) -> None:
        """Draws a card where the painter's origin is.

        Args:
            painter: Of the board.
            family: Role of its colour.
            deck: How many cards show behind it.
            dress: How it is shown.
            ratio: Screen pixels for one of the widget's.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._deck(painter, family, deck, dress, hairline(ratio))
        self._body(painter, family, dress, ratio)

    def _drawn(self, family: str, deck: int, dress: Dress, ratio: float) -> QPixmap:
        space = margin(deck)
        pixmap = _clear(QSizeF(dress.width + 2 * space, dress.height + 2 * space), ratio)
        with QPainter(pixmap) as painter:
            painter.translate(space, space)
            self.draw(painter, family, deck, dress, ratio)
        return pixmap

    def _deck(self, painter: QPainter, family: str, deck: int, dress: Dress, thin: float) -> None:
        """The cards behind a module's: it stands for several."""
        theme, scale = self._look.theme, min(dress.zoom, dress.parts.letters)
        colour, round_off = theme.colour(family), radius(dress.zoom)
        for place in range(deck, 0, -1):
            narrower, higher = (place * each * scale for each in _DECK)
            room = QRectF(narrower, -higher, dress.width - 2 * narrower, min(dress.height, 4 * round_off))
            painter.setPen(QPen(QColor(mixed(theme.line, colour, 0.55 - 0.12 * place)), thin))
            painter.setBrush(QColor(mixed(theme.card, theme.board, 0.25 * place)))
            painter.drawRoundedRect(_within(room, thin / 2), round_off / 2, round_off / 2)

    def _body(self, painter: QPainter, family: str, dress: Dress, ratio: float) -> None:
        theme, scale = self._look.theme, dress.parts.letters
        room, round_off = QRectF(0, 0, dress.width, dress.height), radius(dress.zoom)
        if not self._vector:
            painter.drawPixmap(QPointF(-_MARGIN, -_MARGIN), self._shadow(dress, ratio))
        shape = QPainterPath()
        shape.addRoundedRect(room, round_off, round_off)
        painter.fillPath(shape, QColor(theme.raised if dress.hovered else theme.card))
        edge = QColor(theme.colour(family))
        edge.setAlphaF(MUTED if dress.muted else 1.0)
        strip = QPainterPath()
        strip.addRect(QRectF(0, 0, anatomy.FAMILY_EDGE * max(min(dress.zoom, scale), 0.75), dress.height))
        painter.fillPath(shape.intersected(strip), edge)
        pen = _border(self._look, dress, hairline(ratio))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_within(room, pen.widthF() / 2), round_off - 0.5, round_off - 0.5)

    def _shadow(self, dress: Dress, ratio: float) -> QPixmap:
        """The shadow that all cards of a size share."""
        size, round_off, theme = QSizeF(dress.width, dress.height), radius(dress.zoom), self._look.theme.name
        key = (dress.width, dress.height, round_off, ratio, theme)
        return self._kept.get(key, lambda: _shadow(size, round_off, ratio, _SHADOW[theme == "dark"]))


def margin(deck: int) -> float:
    """Room around the card in its pixmap: for the shadow, and for the cards behind it."""
    return 2 * _MARGIN if deck else _MARGIN


def hairline(ratio: float) -> float:
    """How wide a line is that covers whole pixels of the screen, and looks one pixel wide."""
    return max(round(ratio), 1) / ratio


def _shadow(size: QSizeF, round_off: float, ratio: float, alpha: float) -> QPixmap:
    """Four pale shapes over each other, as one picture with some room around it.

    Each takes the place of the one that is larger, and is as dark as both: Qt fills many times faster than it blends.
    """
    pixmap = _clear(size + QSizeF(2 * _MARGIN, 2 * _MARGIN), ratio)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(QPointF(_MARGIN, _MARGIN), size)
        for number, spread in enumerate((3.5, 2.0, 1.0, 0.0), 1):
            painter.setBrush(QColor.fromRgbF(0.0, 0.0, 0.0, 1.0 - (1.0 - alpha) ** number))
            painter.drawRoundedRect(room.adjusted(-spread, 1.5 - spread, spread, 1.5 + spread), round_off + spread, round_off + spread)
    return pixmap


def _clear(size: QSizeF, ratio: float) -> QPixmap:
    """Pixels of which nothing shows."""
    pixmap = QPixmap((size * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _within(room: QRectF, by: float) -> QRectF:
    return room.adjusted(by, by, -by, -by)


def _border(look: Look, dress: Dress, thin: float) -> QPen:
    if dress.mark > ADVISED:
        width = 1.25 * dress.parts.letters if dress.zoom >= 1 else 1.0
        return QPen(look.colour(SIGNS[dress.mark][1]), max(width, thin))
    pen = QPen(look.colour("strong_line" if dress.hovered or dress.muted else "line"), thin)
    if dress.muted:
        pen.setDashPattern([3.0, 2.0])
    return pen
