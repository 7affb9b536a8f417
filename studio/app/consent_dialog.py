"""Shows code that came with a project and asks whether it may run; nothing of it runs before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from studio.app.plain_sight import in_plain_sight
from studio.look import Look
from studio.look.buttons import Button
from studio.look.labels import Quiet, label, set_dress
from studio.panels.code_view import CodeView
from studio.panels.python_colours import stretches
from studio.project.consent import agree, agreed

WHY = "This project holds code. The studio would run it to see its shapes, and again in training."
_SIZE = QSize(820, 660)  # room for a page of code
_RISK = (
    "Code can do whatever you can: read and delete your files, send them away. Run it only if you know who wrote it, or have read it and "
    "see what it does. {}"
)
_HIDDEN = "Characters that cannot be seen, or that move what is beside them: {:,}. Each stands here by its number, such as ⟨U+202E⟩."
OTHERWISE = "Without it the project opens all the same, and the rest of it can be looked at and changed."


class Piece(NamedTuple):
    """Some code to agree to.

    Attributes:
        name: Where it is from, as a person would say it.
        code: All of it.
    """

    name: str
    code: str


class ConsentDialog(QDialog):
    """The code, and two buttons of which the harmless one is meant by Enter and Escape.

    Args:
        look: Theme and icons.
        pieces: What to show; each has a line in the list where there are several.
        why: What the code is and what it would be run for.
        parent: The window.
        otherwise: What comes of it where the code is not run.
    """

    def __init__(
        self, look: Look, pieces: Sequence[Piece], why: str = WHY, parent: QWidget | None = None, otherwise: str = OTHERWISE
    ) -> None:
        super().__init__(parent)
        self._pieces = tuple(pieces)
        self.setWindowTitle("Run this code?")
        self._list, self._code = QListWidget(), CodeView(look)
        self._run, self._leave = Button(look, "Run this code", "play"), Button(look, "Do not run it", filled=True)
        self._list.addItems([piece.name for piece in self._pieces])
        self._list.setAccessibleName("Pieces of code")
        self._list.setVisible(len(self._pieces) > 1)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # of a path both ends tell most
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place, piece in enumerate(self._pieces):
            self._list.item(place).setToolTip(piece.name)
        self._code.ground = "field"
        set_dress(self._code, "edged", True)
        self._code.setAccessibleName("The code")
        self._code.setLineWrapMode(CodeView.LineWrapMode.WidgetWidth)  # what stands far to the right would not be seen
        self._code.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._hidden = label("", "bad")
        self._hidden.setWordWrap(True)
        self._lay_out(why, otherwise)
        self._list.currentRowChanged.connect(self._show)
        self._run.clicked.connect(self.accept)
        self._leave.clicked.connect(self.reject)
        self._leave.setDefault(True)
        self._run.setAutoDefault(False)
        self._list.setCurrentRow(0)
        self._show(0)
        self._leave.setFocus()
        self.resize(_SIZE)

    def _show(self, place: int) -> None:
        if 0 <= place < len(self._pieces):
            code, hidden = in_plain_sight(self._pieces[place].code)
            self._code.show_text(code, stretches(code))
            self._code.verticalScrollBar().setValue(0)
            self._hidden.setText(_HIDDEN.format(hidden))
            self._hidden.setVisible(hidden > 0)

    def _lay_out(self, why: str, otherwise: str) -> None:
        heading = label(_heading(self._pieces), "heading")
        reason, risk = label(why, "label"), Quiet(_RISK.format(otherwise), wrap=True)
        reason.setWordWrap(True)
        shown = QHBoxLayout()
        shown.setSpacing(12)
        self._list.setFixedWidth(200)
        shown.addWidget(self._list)
        shown.addWidget(self._code, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._run)
        buttons.addWidget(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(reason)
        column.addLayout(shown, 1)
        column.addWidget(self._hidden)
        column.addWidget(risk)
        column.addLayout(buttons)


def _heading(pieces: Sequence[Piece]) -> str:
    lines = sum(len(piece.code.splitlines()) for piece in pieces)
    what = f"Code of {pieces[0].name}" if len(pieces) == 1 else f"{len(pieces)} pieces of code"
    return f"{what}, {lines:,} line{'s' if lines != 1 else ''}"


Answered = Callable[[bool, str], None]
"""Hears whether code may run; where the agreement could not be written down it may not, and the sentence says why."""


def ask_consent(
    look: Look,
    folder: Path,
    pieces: Sequence[Piece],
    window: QWidget,
    answered: Answered,
    why: str = WHY,
    otherwise: str = OTHERWISE,
) -> None:
    """Shows code that was not agreed to yet; what is agreed to is remembered, and where all of it was before nothing is shown.

    Nobody waits for the answer meanwhile, so that whatever the window does goes on; where the window goes, nothing is agreed to.

    Args:
        look: Theme and icons.
        folder: Where the code is from; agreement holds for it there.
        pieces: All the code there is; what was not agreed to yet is shown.
        window: On top of which it is shown.
        answered: Hears the answer.
        why: What the code is and what it would be run for.
        otherwise: What comes of it where the code is not run.
    """
    unseen = [piece for piece in pieces if not agreed(folder, piece.code)]
    if not unseen:
        answered(True, "")
        return
    dialog = ConsentDialog(look, unseen, why, window, otherwise)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: answered(*_remembered(folder, unseen)))
    dialog.rejected.connect(lambda: answered(False, ""))
    dialog.open()


def _remembered(folder: Path, pieces: Sequence[Piece]) -> tuple[bool, str]:
    try:
        agree(folder, *(piece.code for piece in pieces))
    except OSError as error:
        return False, unwritten(error)
    return True, ""


def unwritten(error: OSError) -> str:
    """Why code does not run though the person agreed."""
    return f"That you agree cannot be written down: {error.strerror}. Expected: settings that can be written. The code does not run."
