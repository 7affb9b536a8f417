"""One plot of curves by epoch: the lines of two runs, the best epoch and the cursor."""

import math
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look.labels import Quiet, label
from studio.look.lettering import SEMIBOLD, small_font
from studio.look.look import Look
from studio.panels.curve_of_run import CurveOfRun, line_pen
from studio.panels.series import Column

AXIS_WIDTH = 34
_NARROW = 220


class CurvePlot(QWidget):
    """A plot with its title; the wheel zooms along the epochs, dragging moves, a double click shows all.

    Args:
        look: Theme.
        title: What is drawn.
        logarithmic: Whether the figures stand on a log axis; otherwise they are shares of one, drawn as per cent.
        parent: The widget it lies in.

    Attributes:
        hovered: The cursor stands at an epoch; carries it, or None when it has left.
    """

    hovered = Signal(object)

    def __init__(self, look: Look, title: str, *, logarithmic: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._logarithmic, self._planned = look, logarithmic, 1.0
        self._plot = pg.PlotWidget(self)
        self._caption, self._captions = Quiet(), ("", "")
        self._stack(title)
        self._set_up()
        drawn = _logarithm if logarithmic else _per_cent
        self.older = CurveOfRun(look, self._plot, "second_run", 1.25, drawn)
        self.run = CurveOfRun(look, self._plot, "accent", 1.75, drawn)
        self._best_line, self._now, self._cursor = (pg.InfiniteLine(angle=90, movable=False) for _ in range(3))
        self._best_dot = pg.ScatterPlotItem(size=8, antialias=True)
        for item in (self._now, self._best_line, self._cursor, self._best_dot):
            self._plot.addItem(item, ignoreBounds=True)
            item.setZValue(9)
            item.hide()
        self._chip = QLabel(self._plot)
        self._chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._chip.hide()
        self._best: tuple[float, float] | None = None
        look.changed.connect(self._dress)
        self._dress()

    def _stack(self, title: str) -> None:
        heading = label(title, "small")
        heading.setFont(small_font(SEMIBOLD))
        head = QHBoxLayout()
        head.setContentsMargins(AXIS_WIDTH, 0, 8, 0)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self._caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._plot, 1)

    def _set_up(self) -> None:
        """Leave of pyqtgraph's plot what a quiet instrument needs."""
        self._plot.setMinimumSize(80, 60)
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=True, y=False)
        self._plot.getPlotItem().layout.setContentsMargins(0, 8, 8, 0)
        self._plot.getViewBox().setDefaultPadding(0)
        for side, size in (("left", AXIS_WIDTH), ("bottom", 20)):
            axis = self._plot.getAxis(side)
            axis.setStyle(tickLength=0, tickFont=small_font(), tickTextOffset=6, autoExpandTextSpace=False, hideOverlappingLabels=False)
            _ = axis.setWidth(size) if side == "left" else axis.setHeight(size)
        for side in ("right", "top"):
            # An axis with a grid drops the labels at its ends, so that labels and grid need an axis each.
            self._plot.showAxis(side)
            grid = self._plot.getAxis(side)
            grid.setStyle(tickLength=0, showValues=False)
            _ = grid.setWidth(0) if side == "right" else grid.setHeight(0)
            grid.setGrid(255)
            grid.setZValue(-1000)
        self._plot.getViewBox().sigXRangeChanged.connect(self.redraw)
        self._plot.getViewBox().sigResized.connect(self.redraw)
        self._plot.scene().sigMouseMoved.connect(self._moved)
        self._plot.scene().sigMouseClicked.connect(lambda click: self.show_all() if click.double() else None)

    def follow(self, other: "CurvePlot") -> None:
        """Show the same epochs as another plot."""
        self._plot.setXLink(other._plot)

    def set_caption(self, text: str, short: str) -> None:
        """Say on the right what the figures are, in fewer words where there is little room."""
        self._captions = (text, short)
        self._fit_caption()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say no more than there is room for."""
        super().resizeEvent(event)
        self._fit_caption()

    def _fit_caption(self) -> None:
        self._caption.setText(self._captions[0] if self.width() >= _NARROW else self._captions[1])

    def set_planned(self, epochs: float) -> None:
        """End the axis where training is meant to end."""
        self._planned = max(float(epochs), 1.0)
        self._plot.setLimits(xMin=0, xMax=self._planned, minXRange=min(0.05, self._planned))
        self.show_all()

    def show_all(self) -> None:
        """Show the run from its start to its planned end."""
        self._plot.setXRange(0, self._planned, padding=0)

    def mark_best(self, epoch: float, value: float, words: str) -> None:
        """Draw the line of the best epoch with its value."""
        self._best = (epoch, value)
        self._chip.setText(words)
        self._chip.adjustSize()
        height = _logarithm(np.array([value])) if self._logarithmic else _per_cent(np.array([value]))
        self._best_dot.setData([epoch], height)
        self._best_line.setPos(epoch)
        self._plot.viewport().update()  # all of it: where the line stood, the axes may have moved meanwhile

    def forget_best(self) -> None:
        """Take the line of the best epoch away."""
        self._best = None

    def best_words(self) -> str:
        """What stands at the best epoch; empty where none is marked."""
        return self._chip.text() if self._best else ""

    def set_cursor(self, epoch: float | None) -> None:
        """Draw the line of the cursor, or take it away."""
        self._cursor.setVisible(epoch is not None)
        if epoch is not None:
            self._cursor.setPos(epoch)

    def view(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The epochs and the heights in sight; heights are logarithms or per cent."""
        x, y = self._plot.viewRange()
        return (x[0], x[1]), (y[0], y[1])

    @Slot()
    def redraw(self, *_: object) -> None:
        """Draw what is in sight again."""
        (left, right), _heights = self.view()
        pixels = max(16, round(self._plot.getViewBox().width()))
        self.run.redraw(left, right, pixels, band=True)
        self.older.redraw(left, right, pixels, band=False)
        self._set_heights()
        places = self.run.series.places
        self._now.setVisible(bool(len(places) and places[-1] < self._planned))
        if len(places):
            self._now.setPos(places[-1])
        self._place_best()

    def _set_heights(self) -> None:
        heights = np.concatenate([self.run.heights(), self.older.heights()])
        heights = heights[np.isfinite(heights)]
        if not len(heights):
            return
        low, high = _loss_heights(heights) if self._logarithmic else _accuracy_heights(heights)
        self._plot.setYRange(low, high, padding=0)
        if self._logarithmic:
            ticks = _log_ticks(low, high, self._plot.getViewBox().height())
            for side in ("left", "right"):
                self._plot.getAxis(side).setTicks([ticks, []])

    def _place_best(self) -> None:
        seen = self._best is not None and self.view()[0][0] <= self._best[0] <= self.view()[0][1]
        for item in (self._best_line, self._best_dot, self._chip):
            item.setVisible(seen)
        if self._best is None or not seen:
            return
        box = self._plot.getViewBox()
        area = box.sceneBoundingRect()
        at = box.mapViewToScene(QPointF(self._best[0], 0)).x()
        left = at - self._chip.width() - 5
        x = left if left > area.left() else min(at + 5, area.right() - self._chip.width())
        y = area.top() + 4 if self._logarithmic else area.bottom() - self._chip.height() - 4
        self._chip.move(round(x), round(y))

    @Slot(object)
    def _moved(self, point: QPointF) -> None:
        box = self._plot.getViewBox()
        inside = box.sceneBoundingRect().contains(point)
        self.hovered.emit(box.mapSceneToView(point).x() if inside else None)

    def leaveEvent(self, event: Any) -> None:
        """The cursor reads nothing any more."""
        self.hovered.emit(None)
        super().leaveEvent(event)

    @Slot(object)
    def _dress(self, _theme: object = None) -> None:
        theme = self._look.theme
        self._plot.setBackground(theme.panel)
        for side in ("left", "bottom", "right", "top"):
            axis = self._plot.getAxis(side)
            axis.setPen(line_pen(self._look.colour("line"), 1))
            axis.setTextPen(theme.quiet)
        self._best_line.setPen(line_pen(self._look.colour("good"), 1.25))
        self._best_dot.setPen(line_pen(self._look.colour("panel"), 1))
        self._best_dot.setBrush(self._look.colour("good"))
        self._now.setPen(line_pen(self._look.colour("strong_line"), 1))
        self._cursor.setPen(line_pen(self._look.colour("quiet"), 1))
        self._chip.setStyleSheet(
            f"background: {theme.card}; color: {theme.good}; border: 1px solid {theme.line}; border-radius: 5px;"
            "font-size: 11px; font-weight: 600; padding: 1px 6px;"
        )
        self.run.dress()
        self.older.dress()
        self.redraw()


def _logarithm(values: Column) -> Column:
    """Decimal logarithm; what has none is drawn far below."""
    return np.log10(np.maximum(values, 1e-9))


def _per_cent(values: Column) -> Column:
    return values * 100


def _loss_heights(values: Column) -> tuple[float, float]:
    """From below the lowest smoothed loss, so that the band has room, to the first batches, as long as they do not press the rest flat."""
    positive = values[values > 0]
    if not len(positive):
        return -3.0, 1.0
    return math.log10(positive.min() / 2.5), math.log10(min(positive.max(), 20 * float(np.median(positive))) * 1.1)


def _accuracy_heights(values: Column) -> tuple[float, float]:
    """Up to 100 %, and as far down as makes the last errors visible: 90 for a network that gets 98.7 % right."""
    missing = 100 * (1 - float(values.max()))
    down = next((step for step in (1, 2, 5, 10, 20, 50) if step >= 5 * missing), 100)
    return 100.0 - down, 100.0


def _log_ticks(low: float, high: float, pixels: float) -> list[tuple[float, str]]:
    """Ticks at 1, 2, 5 of each decade, at 1 alone where there is no room for more."""
    decades = range(math.floor(low), math.ceil(high) + 1)
    room = pixels / max(high - low, 1e-9)
    factors = (1, 2, 5) if room >= 60 else (1, 3) if room >= 36 else (1,)
    ticks = [(math.log10(factor) + decade, factor * 10.0**decade) for decade in decades for factor in factors]
    return [(height, f"{value:.10g}") for height, value in ticks if low <= height <= high]
