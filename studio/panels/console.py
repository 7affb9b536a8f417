"""The Console panel: what the worker printed and what happened, with the time of each."""

import sys
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QColor, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from studio.look.buttons import IconButton
from studio.look.empty import EmptyState
from studio.look.labels import Quiet, set_dress
from studio.look.lettering import mono_font
from studio.look.look import Look
from studio.panels.wording import counted

Kind = Literal["event", "printed", "warning", "fault"]

MOST = 10_000
"""How many lines are kept."""

_ROLES: dict[Kind, str] = {"event": "text", "printed": "text", "warning": "warning", "fault": "bad"}
_KIND_WORDS: dict[Kind, str] = {"event": "studio", "printed": "worker", "warning": "warning", "fault": "fault"}


@dataclass(frozen=True)
class Line:
    """One line of the log.

    Attributes:
        time: When it was said.
        kind: What happened in the studio, what the worker printed, a warning or a fault.
        text: What was said.
    """

    time: datetime
    kind: Kind
    text: str

    def written(self) -> str:
        """The line as it is shown and copied."""
        return f"{self.time:%H:%M:%S}  {_KIND_WORDS[self.kind]:<8} {self.text}"


class ConsolePanel(QWidget):
    """A log that stays at its end unless one scrolls up, can be filtered, copied and cleared, and keeps the last 10,000 lines.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines: deque[Line] = deque(maxlen=MOST)
        self._filter, self._count = QLineEdit(), Quiet()
        self._copy, self._clear = IconButton(look, "copy", "Copy what is shown"), IconButton(look, "trash-2", "Clear the log")
        self._text = QPlainTextEdit()
        self._empty = EmptyState(
            look,
            "terminal",
            "What happens behind the drawing",
            "Whatever the worker prints, and what starts, ends or fails, is written here.",
        )
        self._lay_out()
        self._filter.textChanged.connect(self._refill)
        self._copy.clicked.connect(self.copy)
        self._clear.clicked.connect(self.clear)
        look.changed.connect(self._refill)
        self.setMinimumSize(240, 120)
        self._renew()

    def say(self, text: str, kind: Kind = "event", time: datetime | None = None) -> None:
        """Add what happened or was printed; text of several lines becomes several lines."""
        now = time or datetime.now()
        added = [Line(now, kind, part) for part in text.rstrip("\n").split("\n")]
        self._lines.extend(added)
        at_end = self._at_end()
        self._write(filter(self._wanted, added))
        self._renew()
        if at_end:
            self._go_to_end()

    @Slot()
    def clear(self) -> None:
        """Forget all lines."""
        self._lines.clear()
        self._refill()

    @Slot()
    def copy(self) -> None:
        """Put the lines that are shown on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(self.shown()))

    def shown(self) -> list[str]:
        """The lines that the filter lets through, as they are written."""
        return [line.written() for line in self._lines if self._wanted(line)]

    def set_filter(self, text: str) -> None:
        """Show only lines with this text in them."""
        self._filter.setText(text)

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(520, 296)

    def _lay_out(self) -> None:
        self._filter.setPlaceholderText("Filter")
        self._filter.setClearButtonEnabled(True)
        self._filter.setMaximumWidth(240)
        set_dress(self._filter, "small", True)
        self._text.setReadOnly(True)
        self._text.setFont(mono_font(11))
        set_dress(self._text, "mono", True)
        self._text.setStyleSheet("font-size: 11px")
        self._text.setMaximumBlockCount(MOST)
        self._text.setUndoRedoEnabled(False)
        self._text.setAccessibleName("Log")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._filter, 1)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._copy)
        head.addWidget(self._clear)
        self._body = QStackedWidget()
        self._body.addWidget(self._text)
        self._body.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._body, 1)

    def _wanted(self, line: Line) -> bool:
        return self._filter.text().lower() in line.written().lower()

    @Slot()
    def _refill(self) -> None:
        self._text.clear()
        self._write(filter(self._wanted, self._lines))
        self._renew()
        self._go_to_end()

    def _write(self, lines: Iterable[Line]) -> None:
        """Add lines: time and origin quiet, the words in the colour of their kind."""
        quiet, colours = self._format("quiet"), {kind: self._format(role) for kind, role in _ROLES.items()}
        cursor = QTextCursor(self._text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        # One block of edits is laid out once; ten thousand edits ten thousand times.
        cursor.beginEditBlock()
        for line in lines:
            if cursor.position() > 0:
                cursor.insertBlock()
            words = line.written()
            head = len(words) - len(line.text)
            cursor.insertText(words[:head], quiet)
            cursor.insertText(words[head:], colours[line.kind])
        cursor.endEditBlock()

    def _format(self, role: str) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(QColor(self._look.colour(role)))
        return form

    def _renew(self) -> None:
        """Say how many lines there are."""
        shown, kept = self._text.document().blockCount() if not self._text.document().isEmpty() else 0, len(self._lines)
        self._count.setText(counted(kept, "line") if shown == kept else f"{shown:,} of {counted(kept, 'line')}")
        self._count.setVisible(kept > 0)
        self._body.setCurrentWidget(self._text if kept else self._empty)
        for button in (self._copy, self._clear):
            button.setEnabled(kept > 0)

    def _at_end(self) -> bool:
        bar = self._text.verticalScrollBar()
        return bar.value() >= bar.maximum() - 1

    def _go_to_end(self) -> None:
        bar = self._text.verticalScrollBar()
        bar.setValue(bar.maximum())


def main() -> int:
    """Show the panel alone, with lines that are made up."""
    from studio.panels import alone, sample_data

    def make(look: Look) -> ConsolePanel:
        panel = ConsolePanel(look)
        for seconds, kind, text in sample_data.LOG:
            panel.say(text, kind, datetime(2025, 1, 1, 14, 32, seconds))
        return panel

    return alone.show("Console", make)


if __name__ == "__main__":
    sys.exit(main())
