"""The row that says what is folded away, and unfolds it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.look.lettering import text_font
from studio.look.look import Look
from studio.look.plain import plain

_LEFT = 18


class FoldRow(QAbstractButton):
    """A chevron and words, cut where they are too long.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def say(self, words: str) -> None:
        """Shows other words."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(plain(words) if len(words) > 24 else "")

    def sizeHint(self) -> QSize:
        """One field high."""
        return QSize(_LEFT + 80, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Quiet, brighter under the cursor; underlined with the focus."""
        with QPainter(self) as painter:
            bright = self.underMouse() or self.hasFocus()
            chevron = self._look.pixmap("chevron-down" if self.isChecked() else "chevron-right", "quiet", 12, self.devicePixelRatioF())
            painter.drawPixmap(-2, (self.height() - 12) // 2, chevron)
            font = text_font()
            font.setUnderline(self.hasFocus())
            painter.setFont(font)
            painter.setPen(self._look.colour("text" if bright else "quiet"))
            room = QRect(_LEFT, 0, self.width() - _LEFT, self.height())
            words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
