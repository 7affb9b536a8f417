"""Keys that delete a word are a text field's own, also where an action of the window has them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit

_FIELDS = (QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit)
_OWN = (QKeySequence.StandardKey.DeleteStartOfWord, QKeySequence.StandardKey.DeleteEndOfWord)


class WordKeys(QObject):
    """Watches a window: Qt asks whoever has the keyboard, and then what that lies in, whether a key is meant there.

    Text fields claim the keys that write, copy and undo themselves, but not those that delete a word.
    """

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Claims such a key for the field that has the keyboard."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(QApplication.focusWidget(), _FIELDS) or not any(event.matches(keys) for keys in _OWN):
            return False
        event.accept()
        return True
