"""The strip below a program: why it is not the drawing's, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.compile.parsing.faults import Fault
from studio.look.buttons import Button
from studio.look.icon_label import IconLabel
from studio.look.labels import label
from studio.look.look import Look


class SourceNotice(QWidget):
    """A sentence and a way out; hidden where there is nothing to say.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        next_asked: The next fault shall be gone to.
        run_asked: The program shall be run instead of read.
    """

    next_asked = Signal()
    run_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(look, "triangle-alert", "warning")
        self._words = label("", "quiet")
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more, self._run = Button(look, "Next"), Button(look, "Run it instead", "play")
        self._lay_out()
        self._more.clicked.connect(self.next_asked)
        self._run.clicked.connect(self.run_asked)
        self.hide()

    def show_faults(self, faults: Sequence[Fault], here: Fault) -> None:
        """Says what is wrong where the cursor is, and of how many faults it is one."""
        count = f" ({list(faults).index(here) + 1} of {len(faults)})" if len(faults) > 1 else ""
        self._words.setText(f"Line {here.line}{count}: {here.text}")
        self._more.setVisible(len(faults) > 1)
        self._run.setVisible(any(fault.runs for fault in faults) and all(fault.runs for fault in faults))
        self.show()

    def say(self, sentence: str) -> None:
        """Says something else; nothing hides the strip."""
        self._words.setText(sentence)
        self._more.hide()
        self._run.hide()
        self.setVisible(bool(sentence))

    def text(self) -> str:
        """What it says; empty where it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        for button in (self._more, self._run):
            button.set_small()
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
