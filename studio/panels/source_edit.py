"""The program of the drawing while it is edited: places that cannot be read are underlined, with the reason where the cursor is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from studio.compile.parsing.faults import Fault
from studio.look.labels import set_dress
from studio.look.look import Look
from studio.look.plain import plain
from studio.panels.code_edit import CodeEdit


class SourceEdit(CodeEdit):
    """A program to be edited.

    Args:
        look: Theme.
        parent: The widget it lies in.

    Attributes:
        apply_asked: The edits shall be made now.
        undo_asked: Something shall be taken back, and nothing was typed that could be.
    """

    apply_asked = Signal()
    undo_asked = Signal()
    ground = "panel"

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._faults: tuple[Fault, ...] = ()
        self.setAccessibleName("Program")
        set_dress(self, "edged", False)

    def underline(self, faults: Sequence[Fault]) -> None:
        """Underlines faults."""
        self._faults = tuple(faults)
        self.light(self.lit(), reveal=False)

    def fault_here(self) -> Fault | None:
        """The fault in whose lines the cursor stands; the first where it stands in none."""
        line = self.textCursor().blockNumber() + 1
        return next((fault for fault in self._faults if fault.line <= line <= fault.end_line), next(iter(self._faults), None))

    def go_to_fault(self, fault: Fault) -> None:
        """Puts the cursor before a fault and brings it into sight."""
        self.setTextCursor(self._place(fault.line, fault.column))
        self.ensureCursorVisible()
        self.setFocus()

    def replace_all(self, text: str) -> None:
        """Puts another text in place of this one, as if it had been typed."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def marks(self) -> list[QTextEdit.ExtraSelection]:
        """Waves under the faults."""
        return [self._wave(fault) for fault in self._faults]

    def event(self, event: QEvent) -> bool:
        """A fault under the mouse tells its reason."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            line = self.cursorForPosition(self.viewport().mapFromGlobal(event.globalPos())).blockNumber() + 1
            found = next((fault for fault in self._faults if fault.line <= line <= fault.end_line), None)
            QToolTip.showText(event.globalPos(), plain(found.text) if found else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and Enter apply; undo goes on where nothing typed is left to be taken back."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tell()
            self.apply_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.undo_asked.emit()
        else:
            super().keyPressEvent(event)

    def _wave(self, fault: Fault) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        mark.format.setUnderlineColor(self._look.colour("bad"))
        mark.cursor = self._place(fault.line, fault.column)
        end = self._place(fault.end_line, fault.end_column)
        if end.position() <= mark.cursor.position():
            end.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        mark.cursor.setPosition(end.position(), QTextCursor.MoveMode.KeepAnchor)
        return mark

    def _place(self, line: int, column: int) -> QTextCursor:
        """A place of the text; columns are counted as Python does, in bytes."""
        block = self.document().findBlockByNumber(min(line, self.blockCount()) - 1)
        before = block.text().encode()[:column].decode(errors="ignore")
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(len(before.encode("utf-16-le")) // 2, block.length() - 1))
        return cursor
