"""The Source panel: the Keras program of the drawing, edited in place, its lines linked with the nodes on the board."""

import sys
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from studio.compile.parsing.faults import Fault
from studio.look.buttons import Button
from studio.look.empty import EmptyState
from studio.look.labels import OneLine
from studio.look.look import Look
from studio.look.plain import plain
from studio.panels.python_colours import Colours, stretches
from studio.panels.source_edit import SourceEdit
from studio.panels.source_notice import SourceNotice
from studio.panels.wording import counted

Lines = tuple[int, int]


class SourcePanel(QWidget):
    """The program to read, edit, copy and save.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        node_chosen: A line of a node was clicked; carries the node's id.
        save_asked: The program shall be saved to a file.
        edited: The person changed the program and has stopped for a moment; carries it.
        apply_asked: The drawing shall become what the program says.
        revert_asked: The program of the drawing shall be written over what was typed.
        undo_asked: The last edit of the project shall be taken back.
        watch_asked: The program shall be kept in step with a file, or no more.
        run_asked: The program shall be run instead of read; carries it.
        training_asked: The program shall also read the images and train, or no more; carries which.
    """

    node_chosen = Signal(str)
    save_asked = Signal()
    edited = Signal(str)
    apply_asked = Signal()
    revert_asked = Signal()
    undo_asked = Signal()
    watch_asked = Signal()
    run_asked = Signal(str)
    training_asked = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Mapping[str, Lines] = {}
        self._selected: frozenset[str] = frozenset()
        self._faults: tuple[Fault, ...] = ()
        self._words, self._code, self._notice = OneLine(), SourceEdit(look), SourceNotice(look)
        self._apply, self._revert = Button(look, "Apply", "check"), Button(look, "Revert", "rotate-ccw")
        self._copy, self._save = Button(look, "Copy", "copy"), Button(look, "Save", "save")
        self._watch, self._training = Button(look, "Watch a file", "eye"), Button(look, "Training", "activity")
        self._empty = EmptyState(look, "code", "The program of the drawing", "")
        self._lay_out()
        self._connect()
        self.setMinimumSize(240, 120)
        self.clear()

    def clear(self, sentence: str = "") -> None:
        """Show no program, and say what keeps it from being written."""
        self._empty.say(
            "The program of the drawing", sentence or "Connect an Input to an Output, and the Keras program of the network stands here."
        )
        self._code.show_code("")
        self._stack.setCurrentWidget(self._empty)

    def show_source(self, text: str, lines: Mapping[str, Lines], colours: Colours | None = None) -> None:
        """Show the program of the drawing, with nothing typed; the place where one reads stays.

        Args:
            text: All of it.
            lines: First and last line of each node, counted from 1, by the node's id.
            colours: What `python_colours.stretches` finds in it, which takes a moment for a long one; found here where not given.
        """
        begins = not self.text()
        self._code.show_code(text, stretches(text) if colours is None else colours)
        self.show_applied(lines)
        self._words.setText(f"Python · {counted(len(text.splitlines()), 'line')} · runs by itself and builds exactly this network")
        self._revert.hide()
        self._stack.setCurrentIndex(0)
        if begins:
            self._code.moveCursor(QTextCursor.MoveOperation.Start)

    def show_applied(self, lines: Mapping[str, Lines], note: str = "") -> None:
        """Tell that the drawing is what the program says, where that makes each node, and what may be said of it."""
        self._lines = lines
        self._show_faults(())
        self._notice.say(note)
        self._words.setText(f"Python · {counted(len(self.text().splitlines()), 'line')} · the drawing is what it says")
        self._apply.hide()
        self._revert.show()
        self._light(reveal=False)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Underline what cannot be read, and say why; the drawing stays as it is."""
        self._show_faults(tuple(faults))
        self._words.setText("Python · edited · the drawing stays as it was until this can be read")
        self._revert.show()
        self._apply.hide()

    def say(self, sentence: str, *, apply: bool = False) -> None:
        """Say something below the program; with `apply` its edits wait for a word."""
        self._notice.say(sentence)
        self._apply.setVisible(apply)
        self._revert.setVisible(apply or self._revert.isVisible())

    def show_watched(self, name: str) -> None:
        """Tell which file the program is kept in step with; empty for none."""
        self._watch.setText(f" {f'Watching {name}' if name else 'Watch a file'}")
        watched = plain(f"Stop keeping {name} and the drawing in step")
        self._watch.setToolTip(watched if name else "Edit the program in an editor of your own")

    def begin(self) -> None:
        """Put the cursor into the program."""
        self._code.setFocus()

    def type_text(self, text: str) -> None:
        """Put another text in place of the program, as if it had been typed."""
        self._code.replace_all(text)
        self._code.tell()

    def select(self, nodes: Iterable[str]) -> None:
        """Light the lines of nodes and bring them into sight."""
        self._selected = frozenset(nodes)
        self._light(reveal=not self._code.hasFocus())

    def lit(self) -> tuple[int, ...]:
        """The lines that are lit, counted from 1."""
        return self._code.lit()

    def text(self) -> str:
        """The program that is shown."""
        return self._code.toPlainText()

    def notice(self) -> str:
        """What is said below the program; empty for nothing."""
        return self._notice.text()

    @Slot()
    def copy(self) -> None:
        """Put the selected text on the clipboard, or the whole program where none is selected."""
        selected = self._code.textCursor().selection().toPlainText()
        QGuiApplication.clipboard().setText(selected or self.text())

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    def _connect(self) -> None:
        self._copy.clicked.connect(self.copy)
        self._save.clicked.connect(self.save_asked)
        self._watch.clicked.connect(self.watch_asked)
        self._training.toggled.connect(self.training_asked)
        self._revert.clicked.connect(self.revert_asked)
        self._apply.clicked.connect(self.apply_asked)
        self._code.apply_asked.connect(self.apply_asked)
        self._code.undo_asked.connect(self.undo_asked)
        self._code.edited.connect(self.edited)
        self._code.line_pressed.connect(self._press)
        self._code.cursorPositionChanged.connect(self._say_fault)
        self._notice.next_asked.connect(self._go_on)
        self._notice.run_asked.connect(lambda: self.run_asked.emit(self.text()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(self._words, 1)
        self._training.setCheckable(True)
        self._training.setToolTip("Also write what reads the images and trains")
        for button in (self._apply, self._revert, self._training, self._watch, self._copy, self._save):
            button.set_small()
            head.addWidget(button)
        self._apply.setToolTip("Make the drawing what the program says (Ctrl+Enter)")
        self._revert.setToolTip("Write the program of the drawing anew")
        self.show_watched("")
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(16, 8, 8, 4)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._code, 1)
        column.addWidget(self._notice)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        self._faults = faults
        self._code.underline(faults)
        self._say_fault()

    def _say_fault(self) -> None:
        """Says the fault where the cursor is."""
        if self._faults and (here := self._code.fault_here()):
            self._notice.show_faults(self._faults, here)

    def _go_on(self) -> None:
        """Goes to the fault after the one where the cursor is."""
        if here := self._code.fault_here():
            place = self._faults.index(here) + 1
            self._code.go_to_fault(self._faults[place % len(self._faults)])

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
        panel.show_faults([Fault(15, 12, 15, 33, "layers.Flatten(size=2) stands for no block: the block Flatten does not hold size 2. "
                                   "Write it as layers that are called, or have the program run instead.")])  # fmt: skip
        return panel

    return alone.show("Source", make)


if __name__ == "__main__":
    sys.exit(main())
