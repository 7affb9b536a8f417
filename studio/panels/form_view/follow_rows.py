"""Rows whose values may follow the parameters of the module or drawing that they are in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.forms import Field
from studio.look.look import Look
from studio.panels.form_view.following import Following
from studio.panels.form_view.row import Offer, Row
from studio.panels.form_view.rows import LABEL_WIDTH, FieldRows


class FollowRows(FieldRows):
    """Base of views of one thing; a subclass says what it would refuse.

    Attributes:
        binding_changed: A value is to follow another expression; carries its field and the expression, empty for none.
        promote_asked: A value is to follow a new parameter of the module; carries its field.
    """

    binding_changed = Signal(str, str)
    promote_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None, *, label_width: int = LABEL_WIDTH) -> None:
        super().__init__(look, parent, label_width=label_width)
        self._following: Following | None = None

    def set_following(self, following: Following | None) -> None:
        """What the values may follow; None where there is nothing of the kind."""
        if following != self._following:
            self._following = following
            for row in self._rows.values():
                self._show_following(row)

    def _refusals(self, name: str, value: Any) -> tuple[str, ...]:
        """Why a value would not be taken; nothing where it would."""
        raise TypeError(f"{type(self).__name__} takes no values by itself. Received: {name} = {value!r}.")

    def _accepts(self, name: str, value: Any) -> bool:
        return not self._refusals(name, value)

    def _offers(self, row: Row) -> Sequence[Offer]:
        return [*super()._offers(row), *self._follow_offers(row)]

    def _insert(self, field: Field, place: int) -> None:
        super()._insert(field, place)
        self._rows[field.name].expression_set.connect(self._take_expression)
        self._show_following(self._rows[field.name])

    def _follow_offers(self, row: Row) -> Sequence[Offer]:
        """What a value inside a module may follow."""
        if self._following is None:
            return []
        name, now = row.field.name, self._following.expressions.get(row.field.name, "")
        known = [
            Offer(f"Follow {each}", partial(self._take_expression, row, each), checked=each == now) for each in self._following.parameters
        ]
        return [
            Offer(""),
            *known,
            Offer("Follow a new parameter", partial(self.promote_asked.emit, name)),
            Offer("Follow an expression …", row.write_expression),
            Offer("Stop following", partial(self.binding_changed.emit, name, ""), bool(now)),
        ]

    def _take_expression(self, row: Row, expression: str) -> None:
        """Tells of an expression, or says what is wrong with it."""
        assert self._following is not None
        value, fault = self._following.value(expression)
        faults = (fault,) if fault else self._refusals(row.field.name, value)
        row.show_faults(faults)
        if not faults:
            self.binding_changed.emit(row.field.name, expression)

    def _show_following(self, row: Row) -> None:
        known, name = self._following, row.field.name
        row.show_following(
            known.expressions.get(name, "") if known else "", known.words(name) if known else "", able=known is not None and known.offered
        )
