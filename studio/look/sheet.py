"""A small window with round corners that opens over the others and closes by a click elsewhere."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from studio.look.look import Look

RADIUS = 8


class Sheet(QFrame):
    """Looks like a card; what stands on it is up to who makes it. No key that is pressed on it means the window behind.

    It is cut to its outline instead of being transparent at the corners: those would be black where nobody blends windows.

    Args:
        look: Theme.
        parent: The window that it belongs to.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def event(self, event: QEvent) -> bool:
        """Shortcuts of the window behind are not meant: a letter on a button would change the drawing."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts off what is outside the corners."""
        super().resizeEvent(event)
        self.setMask(rounded(self.size(), RADIUS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card with a hairline; beyond the line lies its own colour, which what is left of the corners takes."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._look.colour("strong_line"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("card"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)


def rounded(size: QSize, radius: int) -> QRegion:
    """The pixels of a rectangle with round corners: those whose middle lies within."""
    region = QRegion(0, radius, size.width(), size.height() - 2 * radius)
    for row in range(radius):
        cut = round(radius - (radius**2 - (radius - row - 0.5) ** 2) ** 0.5)
        for top in (row, size.height() - 1 - row):
            region += QRegion(QRect(cut, top, size.width() - 2 * cut, 1))
    return region
