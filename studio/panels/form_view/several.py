"""The editor of several forms within a form, one after the other: each with its kind and values, to add, change and take out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.forms import Field, Form
from studio.look.buttons import IconButton
from studio.look.labels import Quiet
from studio.look.look import Look
from studio.panels.form_view.editor import Editor
from studio.panels.form_view.nested import NestedEditor

if TYPE_CHECKING:
    from studio.panels.form_view.view import FormView  # which makes these editors


class SeveralEditor(Editor):
    """How many there are with a button that adds one; below, an editor for each.

    Args:
        look: Theme and icons.
        field: Names the kinds, and how few and how many there may be.
        make_view: Makes the view of the values of one.

    Attributes:
        rebuilt: There are other editors now, so that the order of the keyboard is to be made anew.
    """

    rebuilt = Signal()

    def __init__(self, look: Look, field: Field, make_view: Callable[[], FormView]) -> None:
        super().__init__()
        self._look, self._field, self._make_view = look, field, make_view
        self._forms: tuple[Form, ...] = ()
        self._editors: list[NestedEditor] = []
        self._lines: list[QWidget] = []
        self._count = Quiet()
        self._row.addWidget(self._count, 1)
        self._more = IconButton(look, "plus", f"Add one to {field.label.lower()}")
        self._more.clicked.connect(self._add_one)
        self._add(self._more)
        self.below = QWidget()
        self._column = QVBoxLayout(self.below)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(12)

    def show_value(self, value: Any) -> None:
        """All of them; those whose kind stays keep their editors."""
        self._forms = tuple(value)
        if len(self._editors) != len(self._forms):
            self._build()
        for editor, form in zip(self._editors, self._forms, strict=True):
            editor.show_value(form)
        self._count.setText(str(len(self._forms)))
        self._more.setEnabled(len(self._forms) < (self._field.highest or len(self._forms) + 1))

    def show_differing(self, words: str) -> None:
        """None of them."""
        self._forms = ()
        self._build()
        self._count.setText(words)

    def inners(self) -> list[FormView]:
        """The views of all of them."""
        return [editor.inner for editor in self._editors]

    def inner_chain(self) -> list[QWidget]:
        """Kind, button and values of each, from top to bottom."""
        found: list[QWidget] = []
        for editor, line in zip(self._editors, self._lines, strict=True):
            found += [*editor.fields(), *line.findChildren(IconButton), *editor.inner.focus_chain()]
        return found

    def _build(self) -> None:
        for line in self._lines:
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        alone = self._field._replace(editor="form", optional=False, more=False)
        self._editors = [NestedEditor(alone, self._make_view) for _ in self._forms]
        self._lines = [self._line(place, editor) for place, editor in enumerate(self._editors)]
        for line in self._lines:
            self._column.addWidget(line)
        self.rebuilt.emit()

    def _line(self, place: int, editor: NestedEditor) -> QWidget:
        line, head = QWidget(), QHBoxLayout()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        editor.set_names(f"{self._field.label} {place + 1}", self._field.help)
        editor.edited.connect(lambda form: self._take(place, form))
        less = IconButton(self._look, "x", f"Take out {place + 1}")
        less.setEnabled(len(self._forms) > (self._field.lowest or 0))
        less.clicked.connect(lambda: self._tell((*self._forms[:place], *self._forms[place + 1 :])))
        head.addWidget(editor, 1)
        head.addWidget(less)
        column.addLayout(head)
        if editor.below is not None:
            column.addWidget(editor.below)
        return line

    def _take(self, place: int, form: Form) -> None:
        self._forms = (*self._forms[:place], form, *self._forms[place + 1 :])
        self.edited.emit(self._forms)

    def _add_one(self) -> None:
        """One more like the last."""
        self._tell((*self._forms, self._forms[-1] if self._forms else self._field.choices[0]()))

    def _tell(self, forms: tuple[Form, ...]) -> None:
        self.show_value(forms)
        self.edited.emit(forms)
