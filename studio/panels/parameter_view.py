"""Values by name, each with a field that says how it is edited: parameters of a module, and the state of a node."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.forms import Field
from studio.look.look import Look
from studio.panels.form_view.follow_rows import FollowRows
from studio.panels.form_view.row import Row
from studio.panels.form_view.rows import LABEL_WIDTH

Check = Callable[[str, Any], tuple[Any, tuple[str, ...]]]
"""From a name and a value as typed to the value as it is kept, and why it cannot be taken."""


class ParameterView(FollowRows):
    """A row for each value; what is refused is said in words, while the last good value stays.

    Args:
        look: Theme and icons.
        check: Says of a value what is wrong with it.
        parent: The widget it lies in.
        label_width: Room for labels.

    Attributes:
        changed: The person set a value that can be taken; carries its name and the value.
    """

    changed = Signal(str, object)

    def __init__(self, look: Look, check: Check, parent: QWidget | None = None, *, label_width: int = LABEL_WIDTH) -> None:
        super().__init__(look, parent, label_width=label_width)
        self._check = check
        self._values: Mapping[str, Any] = {}

    def show_values(self, fields: Sequence[Field], values: Mapping[str, Any], *, fresh: bool = False) -> None:
        """Shows values; those that stay keep their text, cursor and faults.

        Args:
            fields: How each is edited, in order.
            values: By the names of the fields.
            fresh: Whether they belong to another thing than before, so that nothing typed so far counts.
        """
        before, self._values = self._values, values
        if tuple(fields) != self._fields:
            self._build(fields)
            return
        for name, row in self._rows.items():
            if fresh or values[name] != before[name]:
                row.show_faults(())
                self._show(row)

    def values(self) -> Mapping[str, Any]:
        """The last good values."""
        return self._values

    def _show(self, row: Row) -> None:
        row.show_value(self._values[row.field.name])

    def _take(self, row: Row, value: Any) -> None:
        kept, faults = self._check(row.field.name, value)
        row.show_faults(faults)
        if faults:
            return
        row.mark(kept)
        if kept != self._values[row.field.name]:
            self._values = {**self._values, row.field.name: kept}
            self.changed.emit(row.field.name, kept)

    def _refusals(self, name: str, value: Any) -> tuple[str, ...]:
        return self._check(name, value)[1]
