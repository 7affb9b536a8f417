"""A column that scrolls when it is higher than its panel, with hairlines between its sections."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from studio.look.labels import Hairline

MARGIN, GAP = 16, 8


class ScrollColumn(QScrollArea):
    """Sections one under the other, as wide as the panel whether they scroll or not: the scroll bar lies over their right margin.

    A bar that took width would come and go for ever where what is beside it is lower than what has the whole width, or the other way round.

    Args:
        parent: The widget it lies in.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBar(_Bar())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._inside, self._sections = _Inside(), list[QVBoxLayout]()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._inside)
        self._reach_under_the_bar()

    def section(self, *widgets: QWidget, line: bool = True, stretch: int = 0, margin: int = MARGIN) -> QWidget:
        """Adds a section with a margin around it.

        Args:
            widgets: What it shows.
            line: Whether a hairline parts it from what is above.
            stretch: Its share of height that is left over.
            margin: Left and right; below and above where there is any.

        Returns:
            The section, to hide it and its hairline.
        """
        section = QWidget()
        outer = QVBoxLayout(section)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if line:
            outer.addWidget(Hairline())
        inner = QVBoxLayout()
        inner.setContentsMargins(margin, 12 if margin else 0, margin, margin)
        inner.setSpacing(GAP)
        self._sections.append(inner)
        for widget in widgets:
            inner.addWidget(widget)
        outer.addLayout(inner)
        self._column.addWidget(section, stretch)
        return section

    def set_low(self, low: bool) -> None:
        """Brings what stands in the sections closer together, for low windows."""
        for section in self._sections:
            section.setSpacing(GAP // 2 if low else GAP)

    def height_at(self, width: int) -> int:
        """How high everything in it is at a width."""
        self._inside.ensurePolished()
        return self._column.heightForWidth(width) if self._column.hasHeightForWidth() else self._column.sizeHint().height()

    def end(self) -> None:
        """Keeps what was added at the top."""
        self._column.addStretch(0)

    def changeEvent(self, event: QEvent) -> None:
        """A style has bars of its own width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._reach_under_the_bar()

    def _reach_under_the_bar(self) -> None:
        self.setViewportMargins(0, 0, -self.verticalScrollBar().sizeHint().width(), 0)


class _Bar(QScrollBar):
    """A scroll bar that is seen only while there is something to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing where everything is in view."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class _Inside(QWidget):
    """What scrolls, up and down alone: only when its least height has no room, not when it could use more."""

    def minimumSizeHint(self) -> QSize:
        """It is never wider than the panel: what could give way for others would not be told how little room there is."""
        return QSize(0, super().minimumSizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """The least height at a width."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout else super().heightForWidth(width)
