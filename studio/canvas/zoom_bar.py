"""The small bar on the board: smaller, larger, everything in view, lay out."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from studio.look import Look
from studio.look.buttons import IconButton


class ZoomBar(QFrame):
    """Four buttons that float over the board.

    Args:
        look: Theme and icons.
        parent: The board.

    Attributes:
        smaller: Minus was pressed.
        larger: Plus was pressed.
        fit: The frame was pressed.
        laid_out: The drawing was pressed.
    """

    smaller = Signal()
    larger = Signal()
    fit = Signal()
    laid_out = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(4)
        for icon, tip, signal in (
            ("minus", "Zoom out (−)", self.smaller),
            ("plus", "Zoom in (+)", self.larger),
            ("maximize", "Fit everything in view (F)", self.fit),
            ("waypoints", "Lay out the drawing", self.laid_out),
        ):
            button = IconButton(look, icon, tip, self)
            button.setFixedSize(QSize(28, 28))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys + − F on the board do the same
            button.clicked.connect(signal)
            row.addWidget(button)
        self.setFixedSize(134, 32)
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card with a hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("line"), 1.0))
        painter.setBrush(self._look.colour("card"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
