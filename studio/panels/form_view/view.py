"""Shows any form, and gives back a new one with every change that its limits allow."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.forms import Field, Form, FormError
from studio.look.look import Look
from studio.panels.form_view.editor import Editor
from studio.panels.form_view.fold import FoldRow
from studio.panels.form_view.making import editor_of
from studio.panels.form_view.nested import INDENT, NestedEditor
from studio.panels.form_view.phrases import folded, help_of
from studio.panels.form_view.row import Row
from studio.panels.form_view.simple import PathEditor

LABEL_WIDTH = 100


class FormView(QWidget):
    """A row for each field; what is refused is said in words under its field, while the last good value stays.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
        label_width: Room for labels.
        without: Names of fields that are shown elsewhere.

    Attributes:
        changed: The person changed a value to one that the form takes; carries the new form.
        described: Help is shown under a field now.
        browse_asked: The person wants to look for a path; carries the path so far and what it is. Answer with `take_path`.
    """

    changed = Signal(object)
    described = Signal()
    browse_asked = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget | None = None, *, label_width: int = LABEL_WIDTH, without: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self._look, self._label_width, self._without = look, label_width, without
        self._form: Form | None = None
        self._rows: dict[str, Row] = {}
        self._refused: dict[str, Any] = {}
        self._limits: Mapping[str, float] = {}
        self._asking: PathEditor | FormView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._fold = FoldRow(look)
        self._fold.toggled.connect(self._unfold)
        self._column.addWidget(self._fold)
        self._fold.hide()

    def form(self) -> Form | None:
        """The last good form."""
        return self._form

    def row(self, name: str) -> Row:
        """The row of a field; one that is folded away has none until it is unfolded."""
        return self._rows[name]

    def faults(self) -> dict[str, str]:
        """What is said to be wrong, by field."""
        return {name: row.faults() for name, row in self._rows.items() if row.faults()}

    def show_form(self, form: Form | None, *, fresh: bool = False) -> None:
        """Shows a form. Fields whose value stays keep their text, cursor and faults.

        Args:
            form: What to show; None for nothing.
            fresh: Whether it belongs to another thing than before, so that nothing typed so far counts.
        """
        before, self._form = self._form, form
        if type(form) is not type(before):
            self._build()
            return
        for name, row in self._rows.items():
            value = getattr(form, name)
            if fresh or value != getattr(before, name):
                self._forget(name)
                row.editor.show_value(value)

    def focus_chain(self) -> list[QWidget]:
        """Everything that takes the focus, from top to bottom."""
        chain: list[QWidget] = []
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = item.widget() if item else None
            if isinstance(widget, Row):
                chain += widget.editor.fields()
                chain += widget.editor.inner.focus_chain() if isinstance(widget.editor, NestedEditor) else []
            elif widget is not None:
                chain.append(widget)
        return chain

    def set_low(self, low: bool) -> None:
        """Brings rows closer together, for low windows."""
        self._column.setSpacing(4 if low else 8)

    def set_limits(self, highest: Mapping[str, float]) -> None:
        """Largest numbers that make sense where the form is used, by field; said in the help, not enforced."""
        self._limits = highest

    def set_unfolded(self, unfolded: bool) -> None:
        """Shows or folds away the fields that are rarely needed."""
        self._fold.setChecked(unfolded)

    def take_path(self, path: str) -> None:
        """Fills in the path that was asked for with `browse_asked`."""
        if isinstance(self._asking, PathEditor):
            self._asking.take(path)
        elif self._asking is not None:
            self._asking.take_path(path)

    def undescribe(self) -> None:
        """Takes the help away."""
        for row in self._rows.values():
            row.describe("")
            if isinstance(row.editor, NestedEditor):
                row.editor.inner.undescribe()

    def _build(self) -> None:
        """Makes the rows of another kind of form."""
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self._refused, self._asking = {}, {}, None
        shown, hidden = self._fields(more=False), self._fields(more=True)
        self._fold.setVisible(bool(hidden))
        self._fold.say(self._fold_words())
        for place, field in enumerate(shown):
            self._insert(field, place)
        if self._fold.isChecked():
            self._add_hidden()
        self._order()

    def _order(self) -> None:
        """Tab goes from top to bottom, although rows are made when they are needed."""
        for before, after in pairwise(self.focus_chain()):
            QWidget.setTabOrder(before, after)

    def _fields(self, more: bool) -> list[Field]:
        fields = self._form.form() if self._form is not None else ()
        return [field for field in fields if field.more is more and field.name not in self._without]

    def _fold_words(self) -> str:
        return "Fewer" if self._fold.isChecked() else folded(self._fields(more=True))

    def _unfold(self, unfolded: bool) -> None:
        self._fold.say(self._fold_words())
        if unfolded:
            self._add_hidden()
            self._order()
        for field in self._fields(more=True):
            self._rows[field.name].setVisible(unfolded)

    def _add_hidden(self) -> None:
        for field in self._fields(more=True):
            if field.name not in self._rows:
                self._insert(field, self._column.count())

    def _insert(self, field: Field, place: int) -> None:
        row = Row(field, self._editor(field), self._label_width)
        row.editor.show_value(getattr(self._form, field.name))
        row.edited.connect(self._take)
        row.reached.connect(self._describe)
        self._rows[field.name] = row
        self._column.insertWidget(place, row)

    def _editor(self, field: Field) -> Editor:
        if field.editor == "form":
            nested = NestedEditor(field, lambda: FormView(self._look, label_width=self._label_width - INDENT))
            nested.inner.described.connect(lambda: self._describe(None, nested))
            nested.inner.browse_asked.connect(lambda start, label: self._ask(nested.inner, start, label))
            return nested
        editor = editor_of(self._look, field)
        if isinstance(editor, PathEditor):
            editor.browse_asked.connect(lambda start, label: self._ask(editor, start, label))
        return editor

    def _ask(self, asking: PathEditor | FormView, start: str, label: str) -> None:
        self._asking = asking
        self.browse_asked.emit(start, label)

    def _describe(self, row: Row | None, within: NestedEditor | None = None) -> None:
        """Shows the help of one row alone, here and in forms within."""
        for other in self._rows.values():
            if other is not row:
                other.describe("")
            if isinstance(other.editor, NestedEditor) and other.editor is not within:
                other.editor.inner.undescribe()
        if row is not None:
            row.describe(help_of(row.field, lambda value: self._accepts(row.field.name, value), self._limits.get(row.field.name)))
        self.described.emit()

    def _take(self, row: Row, value: Any) -> None:
        """Takes a value as typed, and with it those refused before that now fit."""
        before = self._form
        self._refused[row.field.name] = value
        self._try(dict(self._refused))
        for name in (row.field.name, *(name for name in self._refused if name != row.field.name)):
            if name in self._refused:
                self._try({name: self._refused[name]})
        if self._form is not None and self._form != before:
            self.changed.emit(self._form)

    def _try(self, values: dict[str, Any]) -> None:
        """Goes on with new values where the form takes them, else says why not."""
        assert self._form is not None
        try:
            self._form = self._form.replace(**values)
        except FormError as error:
            if len(values) == 1:
                self._rows[next(iter(values))].show_faults(error.faults)
            return
        for name in values:
            self._forget(name)

    def _forget(self, name: str) -> None:
        self._refused.pop(name, None)
        self._rows[name].show_faults(())

    def _accepts(self, name: str, value: Any) -> bool:
        try:
            return self._form is not None and self._form.replace(**{name: value}) is not None
        except FormError:
            return False
