"""What every editor of one value has: fields that take the focus, a value to show, and word of what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.look.labels import set_dress

if TYPE_CHECKING:
    from studio.panels.form_view.view import FormView  # which is made of editors


class Editor(QWidget):
    """Base of the editors. A subclass adds its fields with `_add` and overrides `show_value`.

    Attributes:
        edited: The person changed the value; carries it as typed, whether a form would take it or not.
        below: What it shows under its row, at the row's full width; None for nothing.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.below: QWidget | None = None
        self._fields: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(QMargins())
        self._row.setSpacing(8)

    def show_value(self, value: Any) -> None:
        """Shows a value, without telling."""
        raise TypeError(f"{type(self).__name__} is no editor by itself. Received: {value!r}.")

    def show_differing(self, words: str) -> None:
        """Shows that several things have different values; words say which.

        What is not shown is not meant: an editor of several fields fills the others when one is set.
        """
        raise TypeError(f"{type(self).__name__} is no editor by itself. Received: {words}.")

    def set_reached(self, reached: bool) -> None:
        """Says whether the person is at this value; an editor may then show more."""

    def fields(self) -> tuple[QWidget, ...]:
        """The widgets that take the focus, from left to right."""
        return tuple(self._fields)

    def inners(self) -> list[FormView]:
        """The views of the forms within the value."""
        return []

    def inner_chain(self) -> list[QWidget]:
        """What takes the focus below the row, from top to bottom."""
        return [widget for view in self.inners() for widget in view.focus_chain()]

    def set_bad(self, bad: bool) -> None:
        """Gives the fields a red edge, or takes it away."""
        for field in self._fields:
            set_dress(field, "bad", bad)

    def set_names(self, name: str, help_text: str) -> None:
        """Names the fields for screen readers."""
        for place, field in enumerate(self._fields, 1):
            field.setAccessibleName(name if len(self._fields) == 1 else f"{name}, {place} of {len(self._fields)}")
            field.setAccessibleDescription(help_text)

    def _add(self, field: QWidget, stretch: int = 0) -> None:
        self._fields.append(field)
        self._row.addWidget(field, stretch)
