"""The editor of a value that is Python code: a few lines under its row, and a window with room for more."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from studio.look.buttons import Button
from studio.look.labels import label, set_role
from studio.look.look import Look
from studio.panels.code_edit import CodeEdit
from studio.panels.form_view.editor import Editor

_SIZE = QSize(820, 640)
_LEAST = 8  # lines in sight where the panel is low: what is above and below is scrolled


class CodeEditor(Editor):
    """Code, here and, where it is opened, in a window of its own; both show the same."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._window: CodeWindow | None = None
        self._open = Button(look, "Edit in a window", "maximize")
        self._open.set_small()
        self._open.clicked.connect(self.open_window)
        self._code = CodeEdit(look)
        self._code.edited.connect(self._take)
        self._code.setMinimumHeight(_LEAST * self._code.fontMetrics().lineSpacing())
        self._verdict = ("", "quiet")
        self._add(self._open)
        self._row.addStretch(1)
        self._fields.append(self._code)
        self.below = QWidget()
        column = QVBoxLayout(self.below)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self._code)

    def show_value(self, value: Any) -> None:
        """The code; the same code leaves the cursor alone."""
        self._show(str(value or ""))

    def show_differing(self, words: str) -> None:
        """Nothing: code is seldom meant for several blocks."""
        self._show("")
        self._code.setPlaceholderText(words)

    def open_window(self) -> None:
        """Opens the window, or brings it to the front."""
        if self._window is None:
            self._window = CodeWindow(self._look, self.window())
            self._window.code.edited.connect(self._take)
            self._window.finished.connect(self._closed)
        self._window.code.show_code(self._code.toPlainText())
        self._window.say(*self._verdict)
        self._window.show()
        self._window.raise_()
        self._window.code.setFocus()

    def say(self, words: str, role: str) -> None:
        """Shows what came of the code, and lights the line that it names.

        Args:
            words: In whole sentences.
            role: Of a label: good, bad, quiet …
        """
        self._verdict = (words, role)
        lines = [int(found) for found in re.findall(r"in line (\d+)", words)] if role == "bad" else []
        for code in filter(None, (self._code, self._window.code if self._window else None)):
            code.light(lines[:1], reveal=False)
        if self._window is not None:
            self._window.say(words, role)

    def _take(self, text: str) -> None:
        self._show(text)
        self.edited.emit(text)

    def _show(self, text: str) -> None:
        self._code.show_code(text)
        if self._window is not None:
            self._window.code.show_code(text)

    def _closed(self) -> None:
        if self._window is not None:
            self._window.code.tell()
            self._window.deleteLater()
            self._window = None


class CodeWindow(QDialog):
    """A page of code, with what came of it below.

    Args:
        look: Theme and icons.
        parent: The window.

    Attributes:
        code: The code.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Code of the block")
        self.code = CodeEdit(look)
        self._words = label("", "quiet")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.code, 1)
        column.addWidget(self._words)
        self.resize(_SIZE)

    def say(self, words: str, role: str) -> None:
        """Shows what came of the code."""
        self._words.setText(words)
        set_role(self._words, role)
