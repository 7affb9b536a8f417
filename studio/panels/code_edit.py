"""Python code to be typed: in colours, with line numbers, indented as a person expects."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from studio.look.labels import set_dress
from studio.look.look import Look
from studio.panels.code_view import CodeView
from studio.panels.python_colours import Colours, stretches

PAUSE_MS = 500  # without a letter, until the code is checked
_STEP = "    "


class CodeEdit(CodeView):
    """A program that can be changed. Tab indents; Escape leads on to the next field.

    Args:
        look: Theme.
        parent: The widget it lies in.

    Attributes:
        edited: The person changed the code and has stopped for a moment, or gone elsewhere; carries it.
    """

    edited = Signal(str)
    ground = "field"

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setReadOnly(False)
        self.setUndoRedoEnabled(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setAccessibleName("Code")
        set_dress(self, "edged", True)
        self._told = self._coloured = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.textChanged.connect(self._changed)
        self.blockCountChanged.connect(lambda _count: self.setViewportMargins(self.numbers_width(), 0, 0, 0))

    def show_code(self, text: str, colours: Colours | None = None) -> None:
        """Shows code; the same code leaves cursor and selection alone.

        Args:
            text: All of it.
            colours: What `stretches` finds in it; found here where not given.
        """
        self._told = text
        if text != self.toPlainText():
            self._coloured = text
            self.setUndoRedoEnabled(False)  # other code begins with a history of its own
            self.show_text(text, stretches(text) if colours is None else colours)
            self.setUndoRedoEnabled(True)
        self._pause.stop()

    def tell(self) -> None:
        """Tells of what was typed, without waiting."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.edited.emit(text)

    def sizeHint(self) -> QSize:
        """A dozen lines."""
        return QSize(240, 13 * self.fontMetrics().lineSpacing())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Indents by four, keeps the indentation on a new line, and deeper after a colon."""
        cursor = self.textCursor()
        match event.key():
            case Qt.Key.Key_Escape:
                self.focusNextChild()
            case Qt.Key.Key_Tab if not cursor.hasSelection():
                cursor.insertText(_STEP[: 4 - cursor.positionInBlock() % 4])
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._shift(cursor, deeper=event.key() == Qt.Key.Key_Tab)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
                cursor.insertText(f"\n{_indent(cursor)}")
                self.ensureCursorVisible()
            case Qt.Key.Key_Backspace if not cursor.hasSelection() and _stands_indented(cursor):
                _take(cursor, (cursor.positionInBlock() - 1) % 4 + 1)
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is meant."""
        super().focusOutEvent(event)
        self.tell()

    def _changed(self) -> None:
        text = self.toPlainText()
        if text == self._coloured:  # colours alone have changed
            return
        self._coloured = text
        self.recolour(stretches(text))
        self.light((), reveal=False)
        self._pause.start()

    def _shift(self, cursor: QTextCursor, *, deeper: bool) -> None:
        """Moves the selected lines to the right or to the left."""
        first, last = self._lines(cursor)
        cursor.beginEditBlock()
        for number in range(first, last + 1):
            line = QTextCursor(self.document().findBlockByNumber(number))
            if deeper:
                line.insertText(_STEP)
            else:
                text = line.block().text()
                for _ in range(min(4, len(text) - len(text.lstrip(" ")))):
                    line.deleteChar()
        cursor.endEditBlock()

    def _lines(self, cursor: QTextCursor) -> tuple[int, int]:
        start, end = (self.document().findBlock(place).blockNumber() for place in (cursor.selectionStart(), cursor.selectionEnd()))
        return start, end


def _indent(cursor: QTextCursor) -> str:
    before = cursor.block().text()[: cursor.positionInBlock()]
    kept = before[: len(before) - len(before.lstrip(" "))]
    return f"{kept}{_STEP}" if before.rstrip().endswith(":") else kept


def _stands_indented(cursor: QTextCursor) -> bool:
    before = cursor.block().text()[: cursor.positionInBlock()]
    return bool(before) and not before.strip(" ")


def _take(cursor: QTextCursor, letters: int) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, letters)
    cursor.removeSelectedText()
