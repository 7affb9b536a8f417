"""An entry field for one number that takes whatever is typed, so that a refusal can be said in words."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QWidget

from studio.forms import Field
from studio.panels.form_view.arithmetic import Number, computed

_LEFT = 8  # a style sheet cannot move the words of a spin box
_WIDE = 100  # a search range whose ends differ by more than this factor is stepped by orders of magnitude


class NumberField(QAbstractSpinBox):
    """A number, stepped by arrows and wheel; sums and products are computed; an empty field is None.

    Args:
        field: Says limits and step.
        parent: The widget it lies in.

    Attributes:
        edited: The person changed it; carries a number, None where it is empty, or the text where it is no number.
    """

    edited = Signal(object)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._value: Number | str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(48)
        line = self.lineEdit()
        line.setTextMargins(_LEFT, 0, 0, 0)
        line.setPlaceholderText(empty_words(field))
        line.textEdited.connect(self._take)
        line.editingFinished.connect(self.settle)

    def value(self) -> Number | str | None:
        """What it holds: a number, None, or a text that is no number."""
        return self._value

    def show_value(self, value: Number | str | None) -> None:
        """Shows a value without telling; the same value leaves text and cursor alone."""
        if value != self._value or not self.text():
            self._value = value
            self.lineEdit().setPlaceholderText(empty_words(self._field))
            self.lineEdit().setText(written(value))

    def show_differing(self, words: str) -> None:
        """Shows that there is no one value, without telling."""
        self._value = None
        self.lineEdit().clear()
        self.lineEdit().setPlaceholderText(words)

    def settle(self) -> None:
        """Writes a computed value as a plain number."""
        if not isinstance(self._value, str) and self.text() != written(self._value):
            self.lineEdit().setText(written(self._value))

    def stepBy(self, steps: int) -> None:
        """Goes up or down, within the limits."""
        value = self._value if isinstance(self._value, int | float) else None
        self._value = self._limited(_start(self._field)) if value is None else self._limited(self._stepped(value, steps))
        self.lineEdit().setText(written(self._value))
        self.edited.emit(self._value)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Up and down, as far as the limits allow."""
        flags = QAbstractSpinBox.StepEnabledFlag
        value = self._value
        if not isinstance(value, int | float):
            return flags.StepUpEnabled | flags.StepDownEnabled
        up = self._field.highest is None or value < self._field.highest
        down = self._field.lowest is None or value > self._field.lowest
        return (flags.StepUpEnabled if up else flags.StepNone) | (flags.StepDownEnabled if down else flags.StepNone)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Any text may be typed; what is wrong with it is said in words."""
        return QValidator.State.Acceptable, text, position

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter computes; the rest is for the field."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the panel while another field is in use."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _take(self, text: str) -> None:
        number = computed(text)
        self._value = (None if self._field.optional and not text.strip() else text) if number is None else number
        self.edited.emit(self._value)

    def _stepped(self, value: Number, steps: int) -> Number:
        if self._field.editor == "number" and _by_magnitude(self._field):
            return _next_digit(value, steps)
        return round(value + steps * self._field.step, 10)

    def _limited(self, value: Number) -> Number:
        low, high = self._field.lowest, self._field.highest
        kept = min(max(value, value if low is None else low), value if high is None else high)
        return float(kept) if self._field.editor == "number" else int(kept)


def empty_words(field: Field) -> str:
    """What stands in an empty field."""
    return "none" if field.optional else ""


def written(value: Number | str | None) -> str:
    """A value as it stands in a field: without zeros at its end, empty for none."""
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _start(field: Field) -> Number:
    """Where stepping starts from none."""
    if field.search:
        return field.search[0]
    return field.lowest if field.lowest is not None else 0


def _by_magnitude(field: Field) -> bool:
    if field.search is None:
        return field.step < 0.001
    low, high = field.search
    return low > 0 and high / low > _WIDE


def _next_digit(value: Number, steps: int) -> float:
    """One more or less in the first digit: 0.001 → 0.002 up, 0.001 → 0.0009 down."""
    stepped = float(value)
    for _ in range(abs(steps)):
        if stepped == 0:
            return stepped
        size = math.floor(math.log10(abs(stepped)) + 1e-9)
        falls = steps < 0 and abs(stepped) < 10.0**size * 1.000001
        stepped += math.copysign(10.0 ** (size - falls), steps)
        stepped = float(f"{stepped:.6g}")
    return stepped
