"""A search field that keeps the cursor while arrows and Enter work on the list below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from studio.look.labels import set_dress
from studio.look.lettering import small_font
from studio.look.look import Look


class SearchField(QLineEdit):
    """A magnifying glass, a text, and the key that leads here.

    Args:
        look: Theme and icons.
        words: What is written in it while it is empty.
        parent: The widget it lies in.

    Attributes:
        stepped: Up or down was pressed; carries -1 or 1.
        accepted: Enter was pressed.
    """

    stepped = Signal(int)
    accepted = Signal()

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        set_dress(self, "tall", True)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        glass = QAction(self)
        look.tint(glass, "search", "quiet")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._wipe = self._clear_action()
        self._keys = QLabel(self)
        self._keys.setFont(small_font())
        look.changed.connect(self._dress)
        self.textChanged.connect(self._renew)
        self.set_keys("")
        self._dress()

    def set_keys(self, keys: str) -> None:
        """Shows the shortcut that leads here; nothing for none."""
        self._keys.setText(keys)
        self._keys.adjustSize()
        self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are for the list; Escape wipes."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.accepted.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the shortcut at the right."""
        super().resizeEvent(event)
        self._renew()

    def _clear_action(self) -> QAction:
        wipe = QAction("Clear", self)
        self._look.tint(wipe, "x", "quiet")
        wipe.triggered.connect(self.clear)
        self.addAction(wipe, QLineEdit.ActionPosition.TrailingPosition)
        return wipe

    def _renew(self) -> None:
        self._wipe.setVisible(bool(self.text()))
        self._keys.setVisible(bool(self._keys.text()) and not self.text())
        self._keys.move(self.width() - self._keys.width() - 8, (self.height() - self._keys.height()) // 2)

    def _dress(self, _theme: object = None) -> None:
        theme = self._look.theme
        self._keys.setStyleSheet(f"color: {theme.quiet}; border: 1px solid {theme.strong_line}; border-radius: 4px; padding: 0 4px;")
        self._keys.adjustSize()
