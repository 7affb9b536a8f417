"""The Source panel: the Keras program of the drawing, its lines linked with the nodes on the board."""

import sys
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from studio.look.buttons import Button
from studio.look.empty import EmptyState
from studio.look.labels import Quiet
from studio.look.look import Look
from studio.panels.code_view import CodeView
from studio.panels.python_colours import Colours, stretches
from studio.panels.wording import counted

Lines = tuple[int, int]


class SourcePanel(QWidget):
    """The program to read, copy and save.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        node_chosen: A line of a node was clicked; carries the node's id.
        save_asked: The program shall be saved to a file.
    """

    node_chosen = Signal(str)
    save_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Mapping[str, Lines] = {}
        self._selected: frozenset[str] = frozenset()
        self._words = Quiet()
        self._copy, self._save = Button(look, "Copy", "copy"), Button(look, "Save", "save")
        self._code = CodeView(look)
        self._empty = EmptyState(look, "code", "The program of the drawing", "")
        self._lay_out()
        self._copy.clicked.connect(self.copy)
        self._save.clicked.connect(self.save_asked)
        self._code.line_pressed.connect(self._press)
        self.setMinimumSize(240, 120)
        self.clear()

    def clear(self, sentence: str = "") -> None:
        """Show no program, and say what keeps it from being written."""
        self._empty.say(
            "The program of the drawing", sentence or "Connect an Input to an Output, and the Keras program of the network stands here."
        )
        self._code.show_text("", {})
        self._stack.setCurrentWidget(self._empty)

    def show_source(self, text: str, lines: Mapping[str, Lines], colours: Colours | None = None) -> None:
        """Show a program; the place where one reads stays.

        Args:
            text: All of it.
            lines: First and last line of each node, counted from 1, by the node's id.
            colours: What `python_colours.stretches` finds in it, which takes a moment for a long one; found here where not given.
        """
        self._lines = lines
        self._code.show_text(text, stretches(text) if colours is None else colours)
        self._words.setText(f"Python · {counted(len(text.splitlines()), 'line')} · runs by itself and builds exactly this network")
        self._stack.setCurrentIndex(0)
        self._light(reveal=False)

    def select(self, nodes: Iterable[str]) -> None:
        """Light the lines of nodes and bring them into sight."""
        self._selected = frozenset(nodes)
        self._light(reveal=True)

    def lit(self) -> tuple[int, ...]:
        """The lines that are lit, counted from 1."""
        return self._code.lit()

    def text(self) -> str:
        """The program that is shown."""
        return self._code.toPlainText()

    @Slot()
    def copy(self) -> None:
        """Put the selected text on the clipboard, or the whole program where none is selected."""
        selected = self._code.textCursor().selection().toPlainText()
        QGuiApplication.clipboard().setText(selected or self.text())

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(self._words, 1)
        for button in (self._copy, self._save):
            button.set_small()
            head.addWidget(button)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(16, 8, 8, 4)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._code, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)

    def _light(self, *, reveal: bool) -> None:
        spans = [self._lines[node] for node in self._selected if node in self._lines]
        self._code.light([line for first, last in spans for line in range(first, last + 1)], reveal=reveal)

    @Slot(int)
    def _press(self, line: int) -> None:
        owner = next((node for node, (first, last) in self._lines.items() if first <= line <= last), None)
        if owner is not None:
            self.node_chosen.emit(owner)


def main() -> int:
    """Show the panel alone, with a small program."""
    from studio.panels import alone, sample_data

    def make(look: Look) -> SourcePanel:
        panel = SourcePanel(look)
        panel.show_source(sample_data.PROGRAM, {"conv1": (10, 10), "dense": (13, 13)})
        panel.select(["conv1"])
        return panel

    return alone.show("Source", make)


if __name__ == "__main__":
    sys.exit(main())
