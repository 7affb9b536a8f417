"""A tab's name, written where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTabBar

_NARROWEST = 120


class TabName(QLineEdit):
    """A field over one tab: Enter or a click elsewhere keeps what was written, Escape gives up.

    Args:
        tabs: The tabs it lies over.

    Attributes:
        written: Another name was written; carries the one before and the new one.
        ended: Nothing is written any more, whether it was kept or not.
    """

    written = Signal(str, str)
    ended = Signal()

    def __init__(self, tabs: QTabBar) -> None:
        super().__init__(tabs.parentWidget())
        self._tabs, self._before = tabs, ""
        self.setAccessibleName("Name of the drawing")
        self.hide()
        self.editingFinished.connect(lambda: self.end(keep=True))

    def begin(self, place: int) -> None:
        """Opens the name of a tab; all of it is selected, so that typing replaces it."""
        self._before = self._tabs.tabText(place)
        self.setText(self._before)
        room = self._tabs.tabRect(place).translated(self._tabs.pos())
        room.setWidth(max(room.width(), _NARROWEST))
        self.setGeometry(room)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Keeps Escape and the letters for itself: no shortcut of the window is meant."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Gives up at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.end(keep=False)
        else:
            super().keyPressEvent(event)

    def end(self, *, keep: bool) -> None:
        """Closes the field, if it is open, and hands over what was written where that is wanted."""
        if self.isHidden():
            return
        before, name = self._before, self.text().strip()
        self.hide()
        if keep and name != before:
            self.written.emit(before, name)
        self.ended.emit()
