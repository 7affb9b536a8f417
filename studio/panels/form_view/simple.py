"""Editors of values that fit into one row: numbers, tuples, flags, choices, text and paths."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from studio.forms import Field
from studio.look.buttons import IconButton, Segmented
from studio.look.fields import Choice
from studio.look.figures import TIMES
from studio.look.labels import Quiet, label
from studio.look.lettering import SEMIBOLD, small_font
from studio.look.look import Look
from studio.look.text_box import TextBox
from studio.panels.form_view.activation_icons import ActivationIcons
from studio.panels.form_view.arithmetic import computed
from studio.panels.form_view.editor import Editor
from studio.panels.form_view.number_field import NumberField, empty_words

_SEGMENTS = 3
_SEGMENTS_WIDTH = 152  # pixels that a row of the narrowest properties panel leaves for a value


class NumberEditor(Editor):
    """One number, with its unit."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = NumberField(field)
        self._number.edited.connect(self.edited)
        self._add(self._number, 1)
        if field.unit:
            self._row.addWidget(Quiet(field.unit))

    def show_value(self, value: Any) -> None:
        """The number, or nothing for none."""
        self._number.show_value(value)

    def show_differing(self, words: str) -> None:
        """An empty field with the words in it."""
        self._number.show_differing(words)


class PairEditor(Editor):
    """Two numbers with a multiplication sign between; both empty is none."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._optional, self._differing = field.optional, False
        self._numbers = NumberField(field), NumberField(field)
        for number, other in (self._numbers, self._numbers[::-1]):
            number.edited.connect(lambda _value, number=number, other=other: self._tell(number, other))
        self._add(self._numbers[0], 1)
        self._row.addWidget(label(TIMES, "label"), 0, Qt.AlignmentFlag.AlignCenter)
        self._add(self._numbers[1], 1)

    def show_value(self, value: Any) -> None:
        """Both numbers, or nothing for none."""
        self._differing = False
        for number, part in zip(self._numbers, value or (None, None), strict=True):
            number.show_value(part)

    def show_differing(self, words: str) -> None:
        """Two empty fields, the words in the first."""
        self._differing = True
        for number, part in zip(self._numbers, (words, ""), strict=True):
            number.show_differing(part)

    def _tell(self, number: NumberField, other: NumberField) -> None:
        if self._differing or (self._optional and (number.value() is None or other.value() is None)):
            other.show_value(number.value())  # a pair has both numbers or none
        values = tuple("" if each.value() is None else each.value() for each in self._numbers)
        self.edited.emit(None if self._optional and values == ("", "") else values)


class ShapeEditor(Editor):
    """A tuple of any length: `28 × 28 × 1`; commas and the letter x do as well."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._optional = field.optional
        self._line = QLineEdit()
        self._line.setPlaceholderText(empty_words(field))
        self._line.textEdited.connect(self._tell)
        self._shown: object = ()
        self._add(self._line, 1)

    def show_value(self, value: Any) -> None:
        """The numbers with multiplication signs between; text that means the same stays as it is."""
        if value != self._shown:
            self._shown = value
            self._line.setText(f" {TIMES} ".join(str(part) for part in value or ()).replace("-", "−"))

    def show_differing(self, words: str) -> None:
        """An empty field with the words in it."""
        self._shown = None
        self._line.clear()
        self._line.setPlaceholderText(words)

    def _tell(self, text: str) -> None:
        parts = [part for part in re.split(r"[×x*,;\s]+", text.strip(" ()[]")) if part]
        found = tuple(part if (number := computed(part)) is None else number for part in parts)
        self._shown = None if self._optional and not found else found
        self.edited.emit(self._shown)


class FlagEditor(Editor):
    """A check with words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = QCheckBox()
        self._check.clicked.connect(self._tell)
        self._add(self._check)
        self._row.addStretch(1)

    def show_value(self, value: Any) -> None:
        """Checked for yes."""
        self._check.setTristate(False)
        self._check.setChecked(bool(value))
        self._check.setText("yes" if value else "no")

    def show_differing(self, words: str) -> None:
        """Half checked; a click says yes."""
        self._check.setTristate(True)
        self._check.setCheckState(Qt.CheckState.PartiallyChecked)
        self._check.setText(words)

    def _tell(self, checked: bool) -> None:
        self.show_value(checked)
        self.edited.emit(checked)


class SegmentsEditor(Editor):
    """A choice among a few short words, all in sight."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = {worded(value): value for value in options(field)}
        self._segments = Segmented({text: text for text in self._values}, next(iter(self._values)))
        self._segments.chosen.connect(lambda text: self.edited.emit(self._values[text]))
        self._row.addWidget(self._segments)
        self._row.addStretch(1)
        self._fields += self._segments.findChildren(QPushButton)

    def show_value(self, value: Any) -> None:
        """The segment of the value."""
        self._segments.choose(worded(value))

    def show_differing(self, words: str) -> None:
        """No segment is chosen; which ones are, the tool tip says."""
        self._segments.choose_none()
        self._segments.setToolTip(words)

    def set_names(self, name: str, help_text: str) -> None:
        """Every segment says what it chooses of."""
        for text, button in zip(self._values, self._fields, strict=True):
            button.setAccessibleName(f"{name}: {text}")
            button.setAccessibleDescription(help_text)


class ChoiceEditor(Editor):
    """A choice in a list that folds out; activations show their curve."""

    def __init__(self, look: Look, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = options(field)
        self._choice = Choice()
        self._choice.addItems([worded(value) for value in self._values])
        self._choice.activated.connect(lambda place: self.edited.emit(self._values[place]))
        self._add(self._choice, 1)
        if "relu" in field.choices:
            ActivationIcons(look, self._choice)

    def show_value(self, value: Any) -> None:
        """The value in the list."""
        self._choice.setCurrentIndex(self._values.index(value))

    def show_differing(self, words: str) -> None:
        """None is chosen; the words stand in its place."""
        self._choice.setPlaceholderText(words)
        self._choice.setCurrentIndex(-1)


class TextEditor(Editor):
    """Plain text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._optional = field.optional
        self._line = QLineEdit()
        self._line.setPlaceholderText(empty_words(field))
        self._line.textEdited.connect(lambda text: self.edited.emit(None if self._optional and not text else text))
        self._add(self._line, 1)

    def show_value(self, value: Any) -> None:
        """The text; the same text leaves the cursor alone."""
        if (value or "") != self._line.text():
            self._line.setText(value or "")
            self._line.setCursorPosition(0)

    def show_differing(self, words: str) -> None:
        """An empty field with the words in it."""
        self._line.clear()
        self._line.setPlaceholderText(words)


class LongTextEditor(Editor):
    """A sentence or two, all of it in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = TextBox()
        self._box.edited.connect(self.edited.emit)
        self._add(self._box, 1)

    def show_value(self, value: Any) -> None:
        """The text; the same text leaves the cursor alone."""
        self._box.show_text(value or "")

    def show_differing(self, words: str) -> None:
        """An empty field with the words in it."""
        self._box.show_text("")
        self._box.setPlaceholderText(words)


class PathEditor(TextEditor):
    """A path, typed or looked for.

    Attributes:
        browse_asked: The person wants to look for it; carries the path so far and the field's help.
    """

    browse_asked = Signal(str, str)

    def __init__(self, look: Look, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        button = IconButton(look, "folder-open", "Look for it")
        button.clicked.connect(lambda: self.browse_asked.emit(self._line.text(), field.help))
        self._row.addWidget(button)

    def take(self, path: str) -> None:
        """Fills in a path as if it had been typed."""
        self._line.setText(path)
        self.edited.emit(path)


def options(field: Field) -> tuple[Any, ...]:
    """The values to choose from, none included."""
    return (None, *field.choices) if field.optional else field.choices


def worded(value: Any) -> str:
    """A value of a choice in words."""
    return "none" if value is None else str(value).replace("-", "−")


def fits_segments(field: Field) -> bool:
    """Whether the choices are few and short enough to be all in sight."""
    words = [worded(value) for value in options(field)]
    metrics = QFontMetrics(small_font(SEMIBOLD))
    return len(words) <= _SEGMENTS and sum(metrics.horizontalAdvance(word) + 20 for word in words) + 6 <= _SEGMENTS_WIDTH
