"""A small bar that says how much of the whole something is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.look import Look


class ShareBar(QWidget):
    """A track and its filled part.

    Args:
        look: Theme.
        role: Role or family whose colour fills it.
        wide: Whether it takes all the width it gets; 32 pixels otherwise.
        parent: The widget it lies in.
    """

    SIZE = QSize(32, 4)

    def __init__(self, look: Look, role: str = "accent", *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._role, self._share = look, role, 0.0
        self.setFixedHeight(self.SIZE.height())
        if not wide:
            self.setFixedWidth(self.SIZE.width())
        self.setSizePolicy(QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def share(self) -> float:
        """How much is filled, from 0 to 1."""
        return self._share

    def show_share(self, share: float, role: str = "") -> None:
        """Fills another part of it, in another colour where one is given."""
        self._share, self._role = min(max(share, 0.0), 1.0), role or self._role
        self.update()

    def sizeHint(self) -> QSize:
        """32 × 4."""
        return self.SIZE

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track, and on it what is filled; a small share is still seen."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            area, round_off = QRectF(self.rect()), self.height() / 2
            painter.setBrush(self._look.colour("strong_line"))
            painter.drawRoundedRect(area, round_off, round_off)
            if self._share > 0:
                area.setWidth(max(self._share * area.width(), 1.5))
                painter.setBrush(self._look.colour(self._role))
                painter.drawRoundedRect(area, min(round_off, area.width() / 2), round_off)
