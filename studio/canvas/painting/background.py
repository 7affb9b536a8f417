"""The board itself: its colour, and dots that show how far one has moved."""

from math import ceil, floor

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from studio.canvas.shown.anatomy import DOTS
from studio.canvas.shown.primitives import Floats, draw_rects
from studio.canvas.shown.stage import Stage

_CLOSEST = 20.0  # pixels between two dots
_SAME = 1e-6


def paint_background(painter: QPainter, stage: Stage) -> None:
    """Colour and dots."""
    area, view = stage.area, stage.view
    painter.fillRect(area, stage.colour("board"))
    step = DOTS * view.zoom
    while step < _CLOSEST:
        step *= 2
    side = 2.0 if view.zoom <= 1 else 2.0 * view.zoom**0.5
    columns = _places(-view.left * view.zoom, step, area.left() - side, area.right())
    rows = _places(-view.top * view.zoom, step, area.top() - side, area.bottom())
    dots = np.empty((len(rows), len(columns), 4))
    dots[..., 0], dots[..., 1], dots[..., 2:] = columns, rows[:, None], side
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stage.colour("board_dot"))
    draw_rects(painter, dots.reshape(-1, 4))


def _places(origin: float, step: float, first: float, last: float) -> Floats:
    """Steps from an origin, from before one place to behind another; those of a board that was moved by whole pixels are the same."""
    places: Floats = np.floor(origin + step * np.arange(floor((first - origin) / step), ceil((last - origin) / step) + 1) + _SAME)
    return places
