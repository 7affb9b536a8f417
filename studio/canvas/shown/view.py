"""Which part of the board is seen and how large: pan, zoom about a point, fit, and the level of detail."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple, Self

from PySide6.QtCore import QPointF, QRectF, QSizeF

from studio.canvas.shown.primitives import Floats

SMALLEST = 0.004
LARGEST = 12.0  # one card fills a large screen
_NEAR = 0.9  # letters keep their size below 100 %, and down to here all that a card says has room
_MIDDLE = 0.5
_FULL = 2.0


class Level(IntEnum):
    """How much of a card is drawn."""

    FAR = 0
    MIDDLE = 1
    NEAR = 2
    FULL = 3


class Insets(NamedTuple):
    """Room kept free at the edges of the widget, in its pixels."""

    left: float = 16.0
    top: float = 48.0
    right: float = 16.0
    bottom: float = 16.0


@dataclass(frozen=True)
class View:
    """A window onto the board.

    Attributes:
        zoom: Pixels of the widget for one of the board.
        left: Board coordinate at the widget's left edge.
        top: Board coordinate at the widget's upper edge.
    """

    zoom: float = 1.0
    left: float = 0.0
    top: float = 0.0

    @property
    def level(self) -> Level:
        """Full from 200 %, near from 90 %, middle from 50 %, far below."""
        if self.zoom >= _FULL:
            return Level.FULL
        if self.zoom >= _NEAR:
            return Level.NEAR
        return Level.MIDDLE if self.zoom >= _MIDDLE else Level.FAR

    def to_board(self, point: QPointF) -> QPointF:
        """Where a pixel of the widget lies on the board."""
        return QPointF(point.x() / self.zoom + self.left, point.y() / self.zoom + self.top)

    def to_screen(self, point: QPointF) -> QPointF:
        """Where a place on the board lies in the widget."""
        return QPointF((point.x() - self.left) * self.zoom, (point.y() - self.top) * self.zoom)

    def rect_to_screen(self, rect: QRectF) -> QRectF:
        """A rectangle of the board in the widget's pixels."""
        return QRectF(self.to_screen(rect.topLeft()), rect.size() * self.zoom)

    def rects_to_screen(self, rects: Floats) -> Floats:
        """Rows of (x, y, width, height) in the widget's pixels."""
        return (rects - (self.left, self.top, 0.0, 0.0)) * self.zoom

    def points_to_screen(self, points: Floats) -> Floats:
        """Points with x and y on the last axis in the widget's pixels."""
        return (points - (self.left, self.top)) * self.zoom

    def seen(self, size: QSizeF) -> QRectF:
        """The part of the board that a widget of this size shows."""
        return QRectF(self.left, self.top, size.width() / self.zoom, size.height() / self.zoom)

    def panned(self, right: float, down: float) -> Self:
        """The board moved with the hand by that many pixels of the widget."""
        return replace(self, left=self.left - right / self.zoom, top=self.top - down / self.zoom)

    def zoomed(self, factor: float, about: QPointF) -> Self:
        """Larger or smaller; the place under a pixel stays under it."""
        zoom = min(max(self.zoom * factor, SMALLEST), LARGEST)
        fixed = self.to_board(about)
        return replace(self, zoom=zoom, left=fixed.x() - about.x() / zoom, top=fixed.y() - about.y() / zoom)

    def fitted(self, content: QRectF, size: QSizeF, insets: Insets, largest: float = 1.0) -> Self:
        """All of a rectangle in the middle of the room that the insets leave, never above ``largest``."""
        width, height = size.width() - insets.left - insets.right, size.height() - insets.top - insets.bottom
        room = min(width / max(content.width(), 1.0), height / max(content.height(), 1.0))
        zoom = min(max(room, SMALLEST), largest)
        left = content.center().x() - (insets.left + width / 2) / zoom
        top = content.center().y() - (insets.top + height / 2) / zoom
        return replace(self, zoom=zoom, left=left, top=top)

    def towards(self, other: "View", share: float) -> Self:
        """Part of the way to another view; what is seen grows evenly, so the eye can follow."""
        span = 1 / self.zoom + (1 / other.zoom - 1 / self.zoom) * share
        return replace(
            self, zoom=1 / span, left=self.left + (other.left - self.left) * share, top=self.top + (other.top - self.top) * share
        )
