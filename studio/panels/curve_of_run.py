"""What a plot draws of one run: the band of most of its batches, their smoothed line, and validation with a ring an epoch."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPolygonItem

from studio.look.look import Look
from studio.panels.series import Column, Series

_BAND_OPACITY = 0.12
_SMOOTH = 4  # pixels to either side, over which the line is the mean at least
_BATCHES_A_PLACE = 3  # a band needs some batches around each place to have a height at all
_PIXELS_A_PLACE = 6  # more corners would make it flicker from batch to batch

Drawn = Callable[[Column], Column]
"""From values to where they are drawn: as per cent, or their logarithm."""


class CurveOfRun:
    """What one plot draws of one run.

    Args:
        look: Theme.
        plot: Where it is drawn.
        role: Role of the run's colour.
        width: Width of the lines.
        drawn: From values to heights in the plot.
    """

    def __init__(self, look: Look, plot: Any, role: str, width: float, drawn: Drawn) -> None:
        self.series, self._validation = Series(), np.empty((0, 2))
        self._look, self._role, self._width, self._drawn = look, role, width, drawn
        self._band = QGraphicsPolygonItem()
        self._line = pg.PlotCurveItem(antialias=True)
        self._dashes = pg.PlotCurveItem(antialias=True)
        self._rings = pg.ScatterPlotItem(size=6, antialias=True, pxMode=True)
        for height, item in enumerate((self._band, self._line, self._dashes, self._rings)):
            item.setZValue(height)
            plot.addItem(item, ignoreBounds=True)
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        colour = self._look.colour(self._role)
        light = QColor(colour)
        light.setAlphaF(_BAND_OPACITY)
        self._band.setPen(Qt.PenStyle.NoPen)
        self._band.setBrush(light)
        self._line.setPen(line_pen(colour, self._width))
        self._dashes.setPen(line_pen(colour, self._width, dashed=True))
        self._rings.setPen(line_pen(colour, 1.5))
        self._rings.setBrush(self._look.colour("panel"))

    def clear(self) -> None:
        """Forget the run."""
        self.series, self._validation = Series(), np.empty((0, 2))

    def add_validation(self, at: Column, values: Column) -> None:
        """Add figures of ended epochs."""
        self._validation = np.vstack([self._validation, np.column_stack([at, values])])

    def validation(self) -> NDArray[np.float64]:
        """Epochs and validation figures, a row each."""
        return self._validation

    def heights(self) -> Column:
        """Smoothed values and validation figures over the whole run, for choosing a range."""
        _, smooth = self.series.smoothed(0, np.inf, 200, self._half())
        return np.concatenate([smooth, self._validation[:, 1]])

    def latest(self) -> float:
        """The smoothed value of the last batch; not a number before the first."""
        _, smooth = self.series.smoothed(0, np.inf, 2, self._half())
        return float(smooth[-1]) if len(smooth) else np.nan

    def redraw(self, left: float, right: float, pixels: int, *, band: bool) -> None:
        """Draw what lies between two epochs, in as much detail as there are pixels."""
        at, values = self.series.smoothed(left, right, pixels, max(self._half(), self._seen(left, right) * _SMOOTH // pixels))
        self._line.setData(at, self._drawn(values))
        known = self._validation[np.isfinite(self._validation[:, 1])]
        self._dashes.setData(known[:, 0], self._drawn(known[:, 1]))
        self._rings.setData(known[:, 0], self._drawn(known[:, 1]))
        self._band.setPolygon(self._polygon(left, right, pixels) if band else QPolygonF())

    def _polygon(self, left: float, right: float, pixels: int) -> QPolygonF:
        """Two of three batches: a few odd ones among many would fill the plot from top to bottom."""
        band = self.series.spread(left, right, min(pixels // _PIXELS_A_PLACE, max(1, len(self.series) // _BATCHES_A_PLACE)))
        xs, ys = np.concatenate([band.at, band.at[::-1]]), self._drawn(np.concatenate([band.high, band.low[::-1]]))
        return QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])

    def _seen(self, left: float, right: float) -> int:
        """How many batches lie between two epochs."""
        first, last = np.searchsorted(self.series.places, [left, right])
        return int(last - first)

    def _half(self) -> int:
        """The line is the mean over a twentieth of an epoch, half of it to either side."""
        epochs = float(self.series.places[-1]) if len(self.series) else 1.0
        return max(4, round(len(self.series) / max(epochs, 1.0) / 40))


def line_pen(colour: QColor, width: float, *, dashed: bool = False) -> QPen:
    """A pen as wide on screen whatever the zoom."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([3.0, 2.0])
    return pen
