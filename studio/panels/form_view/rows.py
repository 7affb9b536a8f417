"""Rows for fields: what a view of one form and a view of several have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.forms import Field
from studio.look.look import Look
from studio.panels.form_view.editor import Editor
from studio.panels.form_view.fold import FoldRow
from studio.panels.form_view.making import editor_of
from studio.panels.form_view.nested import INDENT, NestedEditor
from studio.panels.form_view.phrases import folded, help_of
from studio.panels.form_view.row import Offer, Row, room_for
from studio.panels.form_view.several import SeveralEditor
from studio.panels.form_view.simple import PathEditor

if TYPE_CHECKING:
    from studio.panels.form_view.view import FormView

LABEL_WIDTH = 100
NARROWEST = LABEL_WIDTH - INDENT  # forms within forms within forms are as wide as those within forms, so that long words have room


class FieldRows(QWidget):
    """A row for each field, the rarely needed ones folded away. A subclass says what the values are and takes new ones.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
        label_width: Room for labels; they get more where a word of one is longer.

    Attributes:
        described: Help is shown under a field now.
        browse_asked: The person wants to look for a path; carries the path so far and what it is. Answer with `take_path`.
        explore_asked: The person wants to try many values of a field; carries its name.
    """

    described = Signal()
    browse_asked = Signal(str, str)
    explore_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None, *, label_width: int = LABEL_WIDTH) -> None:
        super().__init__(parent)
        self._look, self._label_width, self._labels = look, label_width, label_width
        self._fields: tuple[Field, ...] = ()
        self._rows: dict[str, Row] = {}
        self._limits: Mapping[str, float] = {}
        self._explorable = False
        self._asking: PathEditor | FieldRows | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._fold = FoldRow(look)
        self._fold.toggled.connect(self._unfold)
        self._column.addWidget(self._fold)
        self._fold.hide()

    def fields(self) -> tuple[Field, ...]:
        """What is shown, folded away or not."""
        return self._fields

    def row(self, name: str) -> Row:
        """The row of a field; one that is folded away has none until it is unfolded."""
        return self._rows[name]

    def faults(self) -> dict[str, str]:
        """What is said to be wrong, by field."""
        return {name: row.faults() for name, row in self._rows.items() if row.faults()}

    def focus_chain(self) -> list[QWidget]:
        """Everything that takes the focus, from top to bottom."""
        chain: list[QWidget] = []
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = item.widget() if item else None
            if isinstance(widget, Row):
                chain += widget.fields()
                chain += widget.editor.inner_chain()
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

    def set_explorable(self, explorable: bool) -> None:
        """Whether the menu of a value offers to try many; only where somebody listens to `explore_asked`."""
        self._explorable = explorable

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
            for view in row.editor.inners():
                view.undescribe()

    def _show(self, row: Row) -> None:
        """Shows the present value of a row's field."""
        raise TypeError(f"{type(self).__name__} shows no values by itself. Received: {row.field.name}.")

    def _take(self, row: Row, value: Any) -> None:
        """Takes a value as typed."""
        raise TypeError(f"{type(self).__name__} takes no values by itself. Received: {row.field.name} = {value!r}.")

    def _accepts(self, name: str, value: Any) -> bool:
        """Whether a value would be taken."""
        raise TypeError(f"{type(self).__name__} takes no values by itself. Received: {name} = {value!r}.")

    def _offers(self, row: Row) -> Sequence[Offer]:
        """What the menu of a value offers beside the way back to the default."""
        return [Offer("Explore this", lambda: self.explore_asked.emit(row.field.name))] if self._explorable else []

    def _build(self, fields: Sequence[Field]) -> None:
        """Makes the rows of other fields."""
        gone, self._rows = self._rows, {}  # first, for as they are hidden one hands the keyboard on to the next
        for row in gone.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._fields, self._asking = tuple(fields), None
        self._labels = max([self._label_width, *(room_for(field.label) for field in fields)])
        self._fold.setVisible(bool(self._folded(True)))
        self._fold.say(self._fold_words())
        for place, field in enumerate(self._folded(False)):
            self._insert(field, place)
        if self._fold.isChecked():
            self._add_hidden()
        self._order()

    def _order(self) -> None:
        """Tab goes from top to bottom, although rows are made when they are needed."""
        for before, after in pairwise(self.focus_chain()):
            QWidget.setTabOrder(before, after)

    def _folded(self, more: bool) -> list[Field]:
        return [field for field in self._fields if field.more is more]

    def _fold_words(self) -> str:
        return "Fewer" if self._fold.isChecked() else folded(self._folded(True))

    def _unfold(self, unfolded: bool) -> None:
        self._fold.say(self._fold_words())
        if unfolded:
            self._add_hidden()
            self._order()
        for field in self._folded(True):
            self._rows[field.name].setVisible(unfolded)

    def _add_hidden(self) -> None:
        for field in self._folded(True):
            if field.name not in self._rows:
                self._insert(field, self._column.count())

    def _insert(self, field: Field, place: int) -> None:
        row = Row(self._look, field, self._editor(field), self._labels, self._offers)
        self._rows[field.name] = row
        self._show(row)
        row.edited.connect(self._take)
        row.reached.connect(self._describe)
        self._column.insertWidget(place, row)

    def _editor(self, field: Field) -> Editor:
        if field.editor == "form":
            return NestedEditor(field, self._inner_view)
        if field.editor == "forms":
            several = SeveralEditor(self._look, field, self._inner_view)
            several.rebuilt.connect(self._order)
            return several
        editor = editor_of(self._look, field)
        if isinstance(editor, PathEditor):
            editor.browse_asked.connect(lambda start, label: self._ask(editor, start, label))
        return editor

    def _inner_view(self) -> FormView:
        from studio.panels.form_view.view import FormView  # which is made of these rows

        view = FormView(self._look, label_width=max(self._label_width - INDENT, NARROWEST))
        view.described.connect(lambda: self._describe(None, view))
        view.browse_asked.connect(lambda start, label: self._ask(view, start, label))
        return view

    def _ask(self, asking: PathEditor | FieldRows, start: str, label: str) -> None:
        self._asking = asking
        self.browse_asked.emit(start, label)

    def _describe(self, row: Row | None, within: FormView | None = None) -> None:
        """Shows the help of one row alone, here and in forms within."""
        for other in self._rows.values():
            views = other.editor.inners()
            if other is not row and within not in views:
                other.describe("")
            for view in views:
                if view is not within:
                    view.undescribe()
        if row is not None and row in self._rows.values():
            row.describe(help_of(row.field, lambda value: self._accepts(row.field.name, value), self._limits.get(row.field.name)))
        self.described.emit()
