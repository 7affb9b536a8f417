"""Thumbnails while the zoom changes: no size lasts longer than a frame then, so one drawing of each is stretched to all of them."""

from functools import lru_cache
from math import prod

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from studio.canvas.shown.anatomy import PICTURE_HEIGHT, PICTURE_WIDTH
from studio.canvas.shown.kept import Kept
from studio.canvas.shown.thumbs import DRAW, Kind, Thumb, columns_of, in_well, tiles_of
from studio.look import Look

_ROOM = QRectF(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT)
_SMOOTH = QPainter.RenderHint.SmoothPixmapTransform


class Drafts:
    """Thumbnails on their cards' colour: Qt stretches what is opaque many times faster than it blends.

    Args:
        look: The theme.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._kept = Kept(24 << 20)

    def paint(self, painter: QPainter, place: QRectF, thumb: Thumb, opacity: float) -> bool:
        """Paints a thumbnail on a card, all it shows being where a sharp one shows it.

        Args:
            painter: Of the board.
            place: Where it lies now.
            thumb: What it shows.
            opacity: How strongly.

        Returns:
            Whether it did: not where in that size more would differ than the size.
        """
        parts = _alike(place.width(), place.height(), thumb.kind, np.shape(thumb.arrays[0]), len(thumb.arrays))
        if parts is None:
            return False
        pixmap = self._kept.get(thumb, lambda: self._drawn(thumb, opacity), (opacity, self._look.theme.name))
        target = parts[1].translated(place.topLeft())
        if thumb.kind != "image":
            painter.drawPixmap(target, pixmap, parts[0])
            return True
        painter.setRenderHint(_SMOOTH)
        painter.drawPixmap(target, pixmap, parts[0])
        painter.setRenderHint(_SMOOTH, False)  # with it all that follows takes several times as long, even where nothing is stretched
        return True

    def _drawn(self, thumb: Thumb, opacity: float) -> QPixmap:
        theme, pixmap = self._look.theme, QPixmap(_ROOM.size().toSize())
        pixmap.fill(QColor(theme.card))
        with QPainter(pixmap) as painter:
            painter.setOpacity(opacity)
            DRAW[thumb.kind](painter, _ROOM, thumb, theme)
        return pixmap


@lru_cache(maxsize=256)
def _alike(width: float, height: float, kind: Kind, shape: tuple[int, ...], count: int) -> tuple[QRectF, QRectF] | None:
    """The part of a draft that holds all it shows, and the same part of a picture of that size; None where more than the size differs."""
    room = QRectF(0, 0, width, height)
    if kind == "bars":  # words are not to be stretched
        return None
    if kind == "vector":
        return (_ROOM, room) if columns_of(_ROOM, prod(shape)) == columns_of(room, prod(shape)) else None
    before, after = (tiles_of(each, shape[1] / shape[0], count) for each in (_ROOM, room))
    if in_well(_ROOM, before) or in_well(room, after):
        return None
    return before[0].united(before[-1]), after[0].united(after[-1])
