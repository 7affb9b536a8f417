"""A name, written where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_NARROWEST = 120


class NameField(QLineEdit):
    """A field over the name that it changes: Enter or a click elsewhere keeps what was written, Escape gives up.

    Args:
        says: What it is, for a screen reader.
        parent: The widget that the name stands in.

    Attributes:
        written: Another name was written; carries the one before and the new one.
        ended: Nothing is written any more, whether it was kept or not.
    """

    written = Signal(str, str)
    ended = Signal()

    def __init__(self, says: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = ""
        self._focused: QWidget | None = None  # what had the keyboard before
        self.setAccessibleName(says)
        self.hide()
        self.editingFinished.connect(lambda: self.finish(keep=True))

    def begin(self, name: str, room: QRect) -> None:
        """Opens over a name; all of it is selected, so that typing replaces it."""
        self._before = name
        self.setText(name)
        self.setGeometry(room.x(), room.y(), max(room.width(), _NARROWEST), room.height())
        if (focused := QApplication.focusWidget()) is not self:
            self._remember(focused)
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
            self.finish(keep=False)
        else:
            super().keyPressEvent(event)

    def finish(self, *, keep: bool) -> None:
        """Closes the field, if it is open: hands over what was written where that is wanted, and gives the keyboard back."""
        if self.isHidden():
            return
        before, name = self._before, self.text().strip()
        focused = self._focused if self.hasFocus() else None
        self._remember(None)
        self.hide()
        if focused is not None:
            focused.setFocus()
        if keep and name != before:
            self.written.emit(before, name)
        self.ended.emit()

    def _remember(self, focused: QWidget | None) -> None:
        """Notes to whom the keyboard goes back, until that is gone: a part of a spin box, say, whose end Python does not see."""
        if self._focused is not None:
            self._focused.destroyed.disconnect(self._forget)
        self._focused = focused
        if focused is not None:
            focused.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._focused = None
