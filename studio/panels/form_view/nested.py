"""The editor of a form within a form: which kind, and the values of that kind below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.forms import Field, Form
from studio.look.fields import Choice
from studio.look.labels import Quiet
from studio.panels.form_view.editor import Editor

if TYPE_CHECKING:
    from studio.panels.form_view.view import FormView  # which makes these editors

INDENT = 12


class NestedEditor(Editor):
    """A list of kinds, and under it what the chosen kind is and its values.

    Where the field is one of those rarely needed and at its default, the kind alone is shown until the person is there.

    Args:
        field: Names the kinds.
        make_view: Makes the view of the values.
    """

    def __init__(self, field: Field, make_view: Callable[[], FormView]) -> None:
        super().__init__()
        self._field, self._reached = field, False
        self._kinds: tuple[type[Form] | None, ...] = (None, *field.choices) if field.optional else field.choices
        self._form: Form | None = None
        self._choice = Choice()
        self._choice.addItems([kind.__name__ if kind else "none" for kind in self._kinds])
        self._choice.activated.connect(self._take_kind)
        self._add(self._choice, 1)
        self._sentence = Quiet(wrap=True)
        self.inner = make_view()
        self.inner.changed.connect(self._take_form)
        self._block = self._stacked()
        self.below = self._block

    def show_value(self, value: Any) -> None:
        """The kind, its sentence and its values."""
        self._form = value
        self._choice.setCurrentIndex(self._kinds.index(type(value) if value is not None else None))
        self._sentence.setText(type(value).summary() if value is not None else "")
        self.inner.show_form(value)
        self.inner.setVisible(value is not None and bool(value.form()))
        self._show_block()

    def show_differing(self, words: str) -> None:
        """No kind is chosen, and nothing below."""
        self._form = None
        self._choice.setPlaceholderText(words)
        self._choice.setCurrentIndex(-1)
        self._show_block()

    def inners(self) -> list[FormView]:
        """The view of the form within."""
        return [self.inner]

    def set_reached(self, reached: bool) -> None:
        """Shows what is below while the person is there."""
        self._reached = reached
        self._show_block()

    def _show_block(self) -> None:
        folded = self._field.more and not self._reached and self._form == self._field.default
        self._block.setVisible(self._form is not None and not folded)

    def _take_kind(self, place: int) -> None:
        kind = self._kinds[place]
        if kind is None or not isinstance(self._form, kind):
            self.show_value(kind() if kind else None)
            self.edited.emit(self._form)

    def _take_form(self, form: Form) -> None:
        self._form = form
        self.edited.emit(form)

    def _stacked(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(INDENT, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        column.addWidget(self.inner)
        return block
