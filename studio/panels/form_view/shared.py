"""The values that several forms have in common, in one view: one typed is set on all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, Self

import msgspec
from PySide6.QtCore import Signal

from studio.forms import Field, Form, FormError
from studio.panels.form_view.row import Offer, Row
from studio.panels.form_view.rows import FieldRows


class Shareable(Protocol):
    """What has values by name: a form, or anything else that takes new ones as a form does."""

    def replace(self, **changes: Any) -> Self:
        """The same with other values.

        Raises:
            FormError: A value is refused.
        """


class SharedView(FieldRows):
    """A row for each field that all forms have by name and kind; values that differ are shown as such.

    Attributes:
        changed: The person set a value that every form takes; carries the new forms by the keys that the old ones came with.
    """

    changed = Signal(object)

    _forms: Mapping[str, Shareable] = {}

    def show_forms(self, forms: Mapping[str, Form], *, fresh: bool = False) -> None:
        """Shows forms of one class or several. Fields whose values stay keep text, cursor and faults.

        Args:
            forms: What to show, by any keys.
            fresh: Whether they belong to other things than before, so that nothing typed so far counts.
        """
        self.show_things(forms, shared(list(dict.fromkeys(type(form) for form in forms.values()))), fresh=fresh)

    def show_things(self, things: Mapping[str, Shareable], fields: tuple[Field, ...], *, fresh: bool = False) -> None:
        """Shows whatever has values by name.

        Args:
            things: What to show, by any keys.
            fields: How the values that all of them have are edited.
            fresh: Whether they are other things than before, so that nothing typed so far counts.
        """
        before, self._forms = self._forms, things
        if fields != self._fields:
            self._build(fields)
            return
        for name, row in self._rows.items():
            if fresh or _values(before, name) != _values(things, name):
                row.show_faults(())
                self._show(row)

    def reset_all(self) -> None:
        """Sets every shared value to its default, where there is one default."""
        defaults = {field.name: field.default for field in self._fields if field.default is not msgspec.NODEFAULT}
        self._set({key: form.replace(**defaults) for key, form in self._forms.items()})
        for row in self._rows.values():
            row.show_faults(())
            self._show(row)

    def _show(self, row: Row) -> None:
        values = _values(self._forms, row.field.name)
        if all(value == values[0] for value in values) and _fits(row.field, values[0]):
            row.show_value(values[0])
        else:
            row.show_differing(values)

    def _offers(self, row: Row) -> Sequence[Offer]:
        return [Offer("Reset all values", self.reset_all), *super()._offers(row)]

    def _take(self, row: Row, value: Any) -> None:
        name, forms, faults = row.field.name, dict[str, Shareable](), list[str]()
        for key, form in self._forms.items():
            try:
                forms[key] = form.replace(**{name: value})
            except FormError as error:
                faults += error.faults
        row.show_faults(list(dict.fromkeys(faults)))
        if not faults:
            self._set(forms)
            row.mark(value)

    def _set(self, forms: Mapping[str, Shareable]) -> None:
        if forms != self._forms:
            self._forms = forms
            self.changed.emit(dict(forms))

    def _accepts(self, name: str, value: Any) -> bool:
        try:
            return all(form.replace(**{name: value}) is not None for form in self._forms.values())
        except FormError:
            return False


def shared(kinds: Sequence[type[Form]]) -> tuple[Field, ...]:
    """The fields that all classes have by name and kind, with the choices that all of them offer."""
    if not kinds:
        return ()
    found = (_common(field, kinds[1:]) for field in kinds[0].form())
    return tuple(field for field in found if field is not None)


def _common(field: Field, others: Iterable[type[Form]]) -> Field | None:
    """A field as other classes have it too; None where one has none like it."""
    for kind in others:
        other = next((each for each in kind.form() if each.name == field.name), None)
        if other is None or _nature(other) != _nature(field):
            return None
        choices = tuple(choice for choice in field.choices if choice in other.choices)
        if field.choices and len(choices) < 2:
            return None
        default = field.default if field.default == other.default else msgspec.NODEFAULT
        field = field._replace(choices=choices, default=default, more=field.more and other.more)
    return field


def _nature(field: Field) -> tuple[Any, ...]:
    return field.editor, field.optional, field.lowest, field.highest


def _values(forms: Mapping[str, Shareable], name: str) -> list[Any]:
    return [getattr(form, name, None) for form in forms.values()]


def _fits(field: Field, value: Any) -> bool:
    """Whether a value is among the choices that all forms offer."""
    if not field.choices or (value is None and field.optional):
        return True
    return type(value) in field.choices if field.editor == "form" else value in field.choices
