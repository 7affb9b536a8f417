"""The board itself: its colour, and dots that show how far one has moved."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from studio.canvas.anatomy import DOTS
from studio.canvas.primitives import Floats, draw_rects
from studio.canvas.stage import Stage

_CLOSEST = 20.0  # pixels between two dots


def paint_background(painter: QPainter, stage: Stage) -> None:
    """Colour and dots."""
    size, view = stage.size, stage.view
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), stage.colour("board"))
    step = DOTS * view.zoom
    while step < _CLOSEST:
        step *= 2
    side = 2.0 if view.zoom <= 1 else 2.0 * view.zoom**0.5
    columns = _places(-view.left * view.zoom, step, size.width())
    rows = _places(-view.top * view.zoom, step, size.height())
    dots = np.empty((len(rows), len(columns), 4))
    dots[..., 0], dots[..., 1], dots[..., 2:] = columns, rows[:, None], side
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stage.colour("board_dot"))
    draw_rects(painter, dots.reshape(-1, 4))


def _places(origin: float, step: float, length: float) -> Floats:
    places: Floats = np.floor(np.arange(origin % step - step, length + step, step))
    return places
