"""A column that scrolls when it is higher than its panel, with hairlines between its sections."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.look.labels import Hairline

MARGIN = 16
_NO_LIMIT = 16_777_215  # of widths, as Qt has it


class ScrollColumn(QScrollArea):
    """Sections one under the other, as wide as the panel.

    Args:
        parent: The widget it lies in.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = _Inside()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._sections: list[QVBoxLayout] = []
        self.setWidget(self._inside)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

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
        inner.setSpacing(8)
        for widget in widgets:
            inner.addWidget(widget)
        outer.addLayout(inner)
        if margin:
            self._sections.append(inner)
        self._column.addWidget(section, stretch)
        return section

    def height_at(self, width: int) -> int:
        """How high everything in it is at a width."""
        self._inside.setFixedWidth(width)
        self._inside.ensurePolished()
        height = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else self._column.sizeHint().height()
        self._inside.setMinimumWidth(0)  # a width that stays would let the scroll bar come and go for ever
        self._inside.setMaximumWidth(_NO_LIMIT)
        return height

    def end(self) -> None:
        """Keeps what was added at the top."""
        self._column.addStretch(0)

    def _make_room(self, _low: int, high: int) -> None:
        """The scroll bar lies in the right margin, so that nothing moves when it comes."""
        right = MARGIN - (self.verticalScrollBar().sizeHint().width() if high else 0)
        for inner in self._sections:
            margins = inner.contentsMargins()
            margins.setRight(right)
            inner.setContentsMargins(margins)


class _Inside(QWidget):
    """What scrolls: it scrolls only when its least height has no room, not when it could use more."""

    def heightForWidth(self, width: int) -> int:
        """The least height at a width."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout else super().heightForWidth(width)
