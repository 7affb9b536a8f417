"""How the images are shared out: one bar in three parts, and their counts in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.look.figures import count
from studio.look.labels import label
from studio.look.look import Look
from studio.panels.marks import Mark

PARTS = {"train": "accent", "validation": "second_run", "test": "quiet"}
"""The parts of a split and the role of each one's colour."""


class SplitBar(QWidget):
    """Training, validation and test, as wide as they are many.

    Args:
        look: Theme.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Bar(look)
        self._words = {name: label("", "small") for name in PARTS}
        legend = QHBoxLayout()
        legend.setSpacing(5)
        for name, words in self._words.items():
            legend.addWidget(Mark(look, PARTS[name], QSize(10, 10)))
            legend.addWidget(words)
            legend.addSpacing(4)
        legend.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addLayout(legend)

    def show_sizes(self, train: int, validation: int, test: int) -> None:
        """Shows how many images each part has."""
        sizes = (train, validation, test)
        self._bar.show_sizes(sizes)
        for (name, words), size in zip(self._words.items(), sizes, strict=True):
            words.setText(f"{count(size)} {name}")
        self._bar.setAccessibleName(", ".join(self.words()))

    def words(self) -> tuple[str, ...]:
        """What is written under the bar."""
        return tuple(words.text() for words in self._words.values())


class _Bar(QWidget):
    """The bar alone."""

    HEIGHT = 8
    GAP = 2

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sizes: tuple[int, ...] = ()
        self.setFixedHeight(self.HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_sizes(self, sizes: tuple[int, ...]) -> None:
        self._sizes = sizes
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The parts from left to right, with round ends."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ends = QPainterPath()
            ends.addRoundedRect(QRectF(self.rect()), self.HEIGHT / 2, self.HEIGHT / 2)
            painter.setClipPath(ends)
            painter.setPen(Qt.PenStyle.NoPen)
            whole, left = sum(self._sizes), 0.0
            if not whole:
                painter.fillRect(self.rect(), self._look.colour("strong_line"))
            for size, role in zip(self._sizes, PARTS.values(), strict=False):
                width = self.width() * size / max(whole, 1)
                painter.fillRect(QRectF(left, 0, max(width - self.GAP, 1.0) if size else 0, self.HEIGHT), self._look.colour(role))
                left += width
