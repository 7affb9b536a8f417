"""NumPy memory handed to Qt as it is: thousands of rectangles or lines in one call."""

from typing import cast

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import wrapInstance

from studio.graph.ways.arrays import Flags as Flags
from studio.graph.ways.arrays import Floats as Floats
from studio.graph.ways.arrays import Indices as Indices

_FRAGMENT = 10  # numbers: centre, corner and size within the picture, two scales, rotation, opacity


def draw_rects(painter: QPainter, rects: Floats) -> None:
    """Draws rows of (x, y, width, height) with the painter's pen and brush."""
    if len(rects):
        packed = np.ascontiguousarray(rects, np.float64)  # must live until the call is over
        painter.drawRects(cast(QRectF, wrapInstance(packed.ctypes.data, QRectF)), len(packed))


def draw_lines(painter: QPainter, lines: Floats) -> None:
    """Draws rows of (x1, y1, x2, y2) with the painter's pen."""
    if len(lines):
        packed = np.ascontiguousarray(lines, np.float64)
        painter.drawLines(cast(QLineF, wrapInstance(packed.ctypes.data, QLineF)), len(packed))


def draw_pictures(painter: QPainter, corners: Floats, picture: QPixmap) -> None:
    """Draws one pixmap at many places, rows of (left, top)."""
    if not len(corners):
        return
    ratio, size = picture.devicePixelRatio(), np.array([picture.width(), picture.height()], np.float64)
    fragments = np.zeros((len(corners), _FRAGMENT))
    fragments[:, :2] = corners + size / ratio / 2
    fragments[:, 4:6] = size
    fragments[:, 6:8] = 1 / ratio
    fragments[:, 9] = 1.0
    first = cast(QPainter.PixmapFragment, wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment))
    painter.drawPixmapFragments(first, len(fragments), picture)


def segments(points: Floats) -> Floats:
    """The lines between neighbours of polylines (wires, points, 2), as rows of (x1, y1, x2, y2)."""
    return np.concatenate([points[:, :-1], points[:, 1:]], axis=2).reshape(-1, 4)


def rect_of(row: Floats) -> QRectF:
    """One row of (x, y, width, height)."""
    x, y, width, height = (float(each) for each in row)
    return QRectF(x, y, width, height)
