"""The steps of a lesson: where they stand in its text, and the bar that leads through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextBlock, QTextDocument, QTextListFormat
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from studio.look import Look
from studio.look.buttons import IconButton
from studio.look.labels import label
from studio.project.lesson_links import SCHEME

_HEIGHT, _SEGMENT, _GAP = 36, 18, 4


class Step(NamedTuple):
    """A step that shows something on the board.

    Attributes:
        block: Number of the paragraph that tells it.
        link: Where its first link leads.
    """

    block: int
    link: str


def steps(document: QTextDocument) -> tuple[Step, ...]:
    """The numbered paragraphs of the first numbered list that has links to nodes."""
    found: list[Step] = []
    block, listed = document.begin(), -1
    while block.isValid():
        points = block.textList()
        numbered = points is not None and points.format().style() == QTextListFormat.Style.ListDecimal
        link = next((href for href in _links(block) if href.startswith(SCHEME)), "") if numbered else ""
        if link and listed in (-1, points.objectIndex()):
            listed = points.objectIndex()
            found.append(Step(block.blockNumber(), link))
        block = block.next()
    return tuple(found)


class StepBar(QWidget):
    """Which step of how many, and the ways to the one before and the next.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        stepped: Another step is asked for; carries how many further.
    """

    stepped = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._segments = label("", "label"), _Segments(look)
        self._back, self._on = IconButton(look, "chevron-left", "Previous step"), IconButton(look, "chevron-right", "Next step")
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._segments)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._on)

    def show_step(self, current: int, count: int, keys: tuple[str, str] = ("", "")) -> None:
        """Says where the person is.

        Args:
            current: Which step, from 0; -1 before the first.
            count: How many there are.
            keys: The keys that lead to the previous and the next one.
        """
        self._words.setText(f"Step {current + 1} of {count}" if current >= 0 else f"{count} steps on the board")
        self._segments.show_step(current, count)
        self._back.setEnabled(current > 0)
        self._on.setEnabled(current + 1 < count)
        for button, words, key in zip((self._back, self._on), ("Previous step", "Next step"), keys, strict=True):
            button.setToolTip(f"{words} ({key})" if key else words)

    def words(self) -> str:
        """What is said."""
        return self._words.text()


class _Segments(QWidget):
    """A short bar for each step, those behind filled."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._current, self._count = look, -1, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_step(self, current: int, count: int) -> None:
        self._current, self._count = current, count
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(0, self._count * (_SEGMENT + _GAP) - _GAP), 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for place in range(self._count):
                painter.setBrush(self._look.colour("accent" if place <= self._current else "strong_line"))
                painter.drawRoundedRect(QRectF(place * (_SEGMENT + _GAP), 4, _SEGMENT, 4), 2, 2)


def _links(block: QTextBlock) -> Iterator[str]:
    """Where the words of a paragraph lead."""
    return (part.format.anchorHref() for part in block.textFormats() if part.format.isAnchor())
