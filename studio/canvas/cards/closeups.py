"""A node's picture when its card fills much of the screen: every map in a grid, every value as a line."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from studio.canvas.shown.anatomy import PICTURE_RADIUS
from studio.canvas.shown.primitives import Floats, draw_lines
from studio.canvas.shown.proportions import mix
from studio.canvas.shown.thumbs import DRAW, Array, Thumb, paint_tiles, pictures, places
from studio.colours import Theme
from studio.look.pictures import strongest

_GAP = 4.0
_LINES = 0.45  # of the height, below the grid of values
_FEWEST_LINES = 24  # fewer values are read off their grid


def strongest_first(maps: Array, most: int = 16) -> Thumb:
    """The maps of a node, (height, width, channels), those with the largest mean magnitude first, on one scale."""
    strength = np.abs(np.nan_to_num(maps)).mean(axis=(0, 1))
    chosen = np.argsort(-strength, kind="stable")[:most]
    return Thumb("maps", tuple(maps[:, :, channel] for channel in chosen.tolist()), strongest(maps[:, :, chosen]))


def paint_closeup(painter: QPainter, room: QRectF, thumb: Thumb, theme: Theme, full: float = 1.0) -> None:
    """Draws it where it shows, without a pixmap: there are few, and they are large.

    Args:
        painter: Of the board.
        room: Where it lies.
        thumb: What it shows.
        theme: Whose colours.
        full: The way from the small picture, 0, to all of it, 1.
    """
    painter.save()
    shape = QPainterPath()
    shape.addRoundedRect(room, PICTURE_RADIUS, PICTURE_RADIUS)
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.fillRect(room, QColor(theme.well))
    if thumb.kind in ("maps", "image"):
        paint_tiles(painter, tiles(room, thumb, full), pictures(thumb, theme, len(thumb.arrays)))
    elif thumb.kind == "vector" and np.size(thumb.arrays[0]) >= _FEWEST_LINES:
        _values(painter, room, thumb, theme, full)
    else:
        painter.translate(room.topLeft())
        DRAW[thumb.kind](painter, QRectF(0, 0, room.width(), room.height()), thumb, theme)
    painter.restore()


def tiles(room: QRectF, thumb: Thumb, full: float = 1.0) -> list[QRectF]:
    """Where each map or image lies, on its way from the small picture to a grid; those that the small one lacks grow in their place."""
    here = QRectF(QPointF(0, 0), room.size())  # so that a picture looks the same wherever it lies
    found = places(here, thumb)
    if len(found) < len(thumb.arrays):
        grid = _grid(here, thumb)
        found += [QRectF(tile.center(), QSizeF()) for tile in grid[len(found) :]]
        found = [_between(first, second, full) for first, second in zip(found, grid, strict=True)]
    return [tile.translated(room.topLeft()) for tile in found]


def _between(first: QRectF, second: QRectF, share: float) -> QRectF:
    left, top = round(mix(first.left(), second.left(), share)), round(mix(first.top(), second.top(), share))
    right, bottom = round(mix(first.right(), second.right(), share)), round(mix(first.bottom(), second.bottom(), share))
    return QRectF(left, top, right - left, bottom - top)


def _grid(room: QRectF, thumb: Thumb) -> list[QRectF]:
    """All equally large, with the number of columns that lets them be largest."""
    count = len(thumb.arrays)
    height, width = np.shape(thumb.arrays[0])[:2]
    columns = max(range(1, count + 1), key=lambda each: _scale(room, count, each, width, height))
    scale, rows = _scale(room, count, columns, width, height), -(-count // columns)
    across, down = round(width * scale), round(height * scale)
    left = room.center().x() - (columns * across + (columns - 1) * _GAP) / 2
    top = room.center().y() - (rows * down + (rows - 1) * _GAP) / 2
    return [
        QRectF(round(left + place % columns * (across + _GAP)), round(top + place // columns * (down + _GAP)), across, down)
        for place in range(count)
    ]


def _scale(room: QRectF, count: int, columns: int, width: int, height: int) -> float:
    """Pixels for one value where so many stand side by side."""
    rows = -(-count // columns)
    across, down = room.width() - (columns - 1) * _GAP, room.height() - (rows - 1) * _GAP
    return max(min(across / (columns * width), down / (rows * height)), 1e-6)


def _values(painter: QPainter, room: QRectF, thumb: Thumb, theme: Theme, full: float) -> None:
    """The grid above; below it a line from zero for each value, in the order of the grid."""
    below = round(room.height() * _LINES * full)
    painter.translate(room.topLeft())
    DRAW["vector"](painter, QRectF(0, 0, room.width(), room.height() - below - _GAP), thumb, theme)
    values = np.nan_to_num(np.asarray(thumb.arrays[0], np.float64).ravel()) / thumb.scale()
    middle, unit = room.height() - below / 2, max(below / 2 - 6.0, 0.0)
    across = (np.arange(len(values)) + 0.5) * (room.width() / len(values))
    lines: Floats = np.stack([across, np.full(len(values), middle), across, middle - np.clip(values, -1, 1) * unit], axis=1)
    thick = min(max(room.width() / len(values) * 0.6, 1.0), 6.0)
    for wanted, colour in ((values > 0, theme.signed[-1]), (values < 0, theme.signed[0])):
        painter.setPen(QPen(QColor(colour), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        draw_lines(painter, lines[wanted])
    painter.fillRect(QRectF(0, middle, room.width(), 1), QColor(theme.strong_line))
