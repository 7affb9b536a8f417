"""Shows any form, and gives back a new one with every change that its limits allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.forms import Form, FormError
from studio.look.look import Look
from studio.panels.form_view.follow_rows import FollowRows
from studio.panels.form_view.row import Offer, Row
from studio.panels.form_view.rows import LABEL_WIDTH


class FormView(FollowRows):
    """A row for each field; what is refused is said in words under its field, while the last good value stays.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
        label_width: Room for labels.
        without: Names of fields that are shown elsewhere.

    Attributes:
        changed: The person changed a value to one that the form takes; carries the new form.
    """

    changed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None, *, label_width: int = LABEL_WIDTH, without: tuple[str, ...] = ()) -> None:
        super().__init__(look, parent, label_width=label_width)
        self._without = without
        self._form: Form | None = None
        self._refused: dict[str, Any] = {}

    def form(self) -> Form | None:
        """The last good form."""
        return self._form

    def show_form(self, form: Form | None, *, fresh: bool = False) -> None:
        """Shows a form. Fields whose value stays keep their text, cursor and faults.

        Args:
            form: What to show; None for nothing.
            fresh: Whether it belongs to another thing than before, so that nothing typed so far counts.
        """
        before, self._form = self._form, form
        if type(form) is not type(before):
            self._refused = {}
            self._build([field for field in form.form() if field.name not in self._without] if form is not None else [])
            return
        for name, row in self._rows.items():
            value = getattr(form, name)
            if fresh or value != getattr(before, name):
                self._forget(name)
                row.show_value(value)

    def reset_all(self) -> None:
        """Sets every value to its default, those within limits of each other at once."""
        if self._form is not None and self._form.values():
            for name in self._rows:
                self._forget(name)
            self.show_form(type(self._form)(), fresh=True)
            self.changed.emit(self._form)

    def _show(self, row: Row) -> None:
        row.show_value(getattr(self._form, row.field.name))

    def _offers(self, row: Row) -> Sequence[Offer]:
        able = self._form is not None and bool(self._form.values())
        return [Offer("Reset all values", self.reset_all, able), *super()._offers(row)]

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
            self._rows[name].mark(getattr(self._form, name))

    def _forget(self, name: str) -> None:
        self._refused.pop(name, None)
        self._rows[name].show_faults(())

    def _refusals(self, name: str, value: Any) -> tuple[str, ...]:
        assert self._form is not None
        try:
            self._form.replace(**{name: value})
        except FormError as error:
            return error.faults
        return ()
