"""The name of a node or module: checked at every letter, told when it is finished."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from studio.forms import Field
from studio.look.look import Look
from studio.panels.form_view.row import Row
from studio.panels.form_view.rows import LABEL_WIDTH
from studio.panels.form_view.simple import TextEditor

_FIELD = Field(
    name="name",
    label="Name",
    editor="text",
    choices=(),
    optional=False,
    lowest=None,
    highest=None,
    step=1,
    unit="",
    search=None,
    required=True,
    default="",
    help="What the Keras layer is called; unique in the drawing.",
    more=False,
)


class NameRow(QWidget):
    """A row with the name.

    Args:
        look: Theme and icons.
        fault: Says in a sentence why a name cannot be taken; nothing where it can.
        words: What the name is for.
        parent: The widget it lies in.

    Attributes:
        renamed: The person finished another name that can be taken; carries it.
    """

    renamed = Signal(str)

    def __init__(self, look: Look, fault: Callable[[str], str], words: str = _FIELD.help, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fault, self._name = fault, ""
        field = _FIELD._replace(help=words)
        self._editor = TextEditor(field)
        self.row = Row(look, field, self._editor, LABEL_WIDTH)
        self.row.edited.connect(lambda _row, text: self._check(text))
        self.row.reached.connect(lambda _row: self.row.describe(words))
        (line,) = self._editor.findChildren(QLineEdit)
        self._line = line
        self._line.editingFinished.connect(self._finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)

    def show_name(self, name: str, *, fresh: bool = False) -> None:
        """Shows a name; the same name leaves what is being typed alone, unless it belongs to another node."""
        if name != self._name or fresh:
            self._name = name
            self._editor.show_value(name)
            self.row.show_faults(())

    def _check(self, text: str) -> None:
        fault = self._fault(text)
        self.row.show_faults((fault,) if fault else ())

    def _finish(self) -> None:
        text = self._line.text()
        self._check(text)
        if text != self._name and not self.row.faults():
            self._name = text
            self.renamed.emit(text)
