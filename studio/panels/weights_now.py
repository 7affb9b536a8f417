"""How the weights of the selected node are spread at this moment: a histogram, their mean and their spread."""

import sys

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from studio.look.empty import EmptyState
from studio.look.figures import number
from studio.look.labels import Heading, Quiet
from studio.look.lettering import small_font
from studio.look.look import Look
from studio.panels import wording
from studio.panels.map_grid import Array

_BINS = 20
_FOOT = 20


class WeightsNow(QWidget):
    """A histogram around zero under a line of words; what is no finite number is counted in words.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._histogram = Quiet(), Histogram(look)
        head = QHBoxLayout()
        head.addWidget(Heading("Weights now"))
        head.addStretch(1)
        head.addWidget(self._words)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._histogram, 1)
        self._empty = EmptyState(look, "weight", "How its weights are spread", "Select a node that has weights.")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)
        self.setMinimumSize(200, 120)
        self.clear()

    def clear(self, node: str = "") -> None:
        """Show nothing, and say why.

        Args:
            node: Name of the selected node, which has no weights; empty when no node is selected.
        """
        title = f"{node} has no weights" if node else "How its weights are spread"
        self._empty.say(title, "Convolutions, dense layers and normalisations have some." if node else "Select a node that has weights.")
        self._stack.setCurrentWidget(self._empty)

    def expect(self, node: str, *, inside: bool = False) -> None:
        """Say what will be shown here of a node whose weights are not known yet.

        Args:
            node: Its name.
            inside: Whether they belong to the nodes inside it, for it is a module.
        """
        words = "Enter the module and select a node to see them." if inside else "They appear here when TensorFlow has started."
        self._empty.say(f"Weights of {node}", words)
        self._stack.setCurrentWidget(self._empty)

    def show_weights(self, values: Array, role: str = "accent") -> None:
        """Show weights of any shape in the colour of a role or family."""
        finite = values[np.isfinite(values)]
        if not finite.size:
            self._empty.say("No weight is a number", "Training has diverged. Use a smaller learning rate.")
            self._stack.setCurrentWidget(self._empty)
            return
        lost = values.size - finite.size
        words = f"mean {number(float(finite.mean()), 3)} · spread {number(float(finite.std()), 3)}"
        self._words.setText(f"{words} · {wording.counted(lost, 'weight')} not a number" if lost else words)
        self._histogram.show_values(finite, role)
        self._stack.setCurrentIndex(0)

    def words(self) -> str:
        """Mean and spread in words."""
        return self._words.text()

    def histogram(self) -> "Histogram":
        """The bars."""
        return self._histogram

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(300, 280)


class Histogram(QWidget):
    """Bars over an axis with zero in its middle; the tool tip reads a bar.

    Args:
        look: Theme.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._role = look, "accent"
        self._limit = 1.0
        self._counts = np.zeros(_BINS, np.int64)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_values(self, values: Array, role: str) -> None:
        """Count finite values into bars."""
        self._role = role
        self._limit = _round_limit(float(np.abs(values).max()))
        self._counts = np.histogram(values, _BINS, (-self._limit, self._limit))[0]
        self.update()

    def counts(self) -> list[int]:
        """How many values are in each bar."""
        return [int(count) for count in self._counts]

    def limit(self) -> float:
        """The value at the right end of the axis."""
        return self._limit

    def reading(self, x: float) -> str:
        """What the bar at a place says."""
        place = min(_BINS - 1, max(0, int(x / self.width() * _BINS)))
        ends = [number(self._limit * (2 * end / _BINS - 1), 3) for end in (place, place + 1)]
        return f"{wording.counted(int(self._counts[place]), 'weight')} from {ends[0]} to {ends[1]}"

    def minimumSizeHint(self) -> QSize:
        """A few bars and the axis."""
        return QSize(120, 60)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the bar under the cursor."""
        self.setToolTip(self.reading(event.position().x()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, axis, zero line, ends."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            floor = float(self.height() - _FOOT)
            self._paint_bars(painter, floor)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(self._look.colour("strong_line"))
            painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
            painter.setPen(QPen(self._look.colour("panel"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self.width() / 2, 0), QPointF(self.width() / 2, floor))
            self._paint_words(painter, floor)

    def _paint_bars(self, painter: QPainter, floor: float) -> None:
        tallest, width = int(self._counts.max()) or 1, self.width() / _BINS
        painter.setPen(Qt.PenStyle.NoPen)
        colour = self._look.colour(self._role)
        colour.setAlphaF(0.8)
        painter.setBrush(colour)
        for place, count in enumerate(self._counts):
            height = floor * float(count) / tallest
            painter.drawRoundedRect(QRectF(place * width + 0.5, floor - height, width - 1, height), 1, 1)

    def _paint_words(self, painter: QPainter, floor: float) -> None:
        painter.setFont(small_font())
        painter.setPen(self._look.colour("quiet"))
        area = QRectF(0, floor + 4, self.width(), 16)
        left, middle, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        for words, side in ((f"−{self._limit:g}", left), ("0", middle), (f"+{self._limit:g}", right)):
            painter.drawText(area, side, words)


def _round_limit(strongest: float) -> float:
    """The next of 1, 2, 5 or their tenfold: the axis stands still while the weights move a little."""
    if strongest <= 0:
        return 1.0
    tenfold = 10.0 ** np.floor(np.log10(strongest))
    return float(next(factor * tenfold for factor in (1, 2, 5, 10) if factor * tenfold >= strongest))


def main() -> int:
    """Show the histogram alone, with weights that are made up."""
    from studio.panels import alone, sample_data

    def make(look: Look) -> WeightsNow:
        panel = WeightsNow(look)
        panel.show_weights(sample_data.filters(), "convolution")
        return panel

    return alone.show("Properties", make)


if __name__ == "__main__":
    sys.exit(main())
