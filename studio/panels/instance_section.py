"""What can be set of a module where it is placed: its parameters, how often it stands in a chain, and what its first repetition has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from studio.forms.words import shown
from studio.graph.module import MOST_REPEATS, Instance
from studio.graph.modules.parameter_fields import checked, field_of, plain_field
from studio.look.buttons import Button
from studio.look.labels import Quiet
from studio.look.look import Look
from studio.panels.chosen_values import new_faults, with_value
from studio.panels.form_view.following import Following
from studio.panels.form_view.nested import INDENT
from studio.panels.form_view.rows import LABEL_WIDTH
from studio.panels.parameter_view import ParameterView

_REPEAT = plain_field("repeat", "Repeat", "whole", 1, "How many times it stands in a chain, one after the other.", 1)
_DEEDS = {"enter": ("Enter", "log-in"), "expand": ("Expand", "maximize"), "dissolve": ("Dissolve", "workflow"), "keep": ("Keep", "star")}
"""What can be done with an instance: its words and icon."""
_TIPS = {
    "enter": "Open the drawing inside, to look at it and change it",
    "expand": "Show what is inside in its place on the board",
    "dissolve": "Put its nodes on the board in its place",
    "keep": "Keep it in my modules, to use it in other projects",
}


class InstanceSection(QWidget):
    """The values of one instance of a module.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        changed: A value was set; carries the new Instance. Comes with every letter: merge for undo.
        asked: Something is to be done with it: `enter`, `expand`, `dissolve` or `keep`.
    """

    changed = Signal(object)
    asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instance: Instance | None = None
        self.values = ParameterView(look, lambda name, value: self._checked(name, value, first=False))
        self.repeat = ParameterView(look, _repeat_checked)
        self.differs = QCheckBox("The first one has other values")
        self.first = ParameterView(look, lambda name, value: self._checked(name, value, first=True), label_width=LABEL_WIDTH - INDENT)
        self._none, self._buttons = Quiet("It has no parameters.", wrap=True), _buttons(look)
        self._lay_out()
        self._connect()

    def show_instance(self, instance: Instance, *, fresh: bool = False) -> None:
        """Shows an instance; what has not changed is left alone."""
        self._instance = instance
        fields = [field_of(parameter) for parameter in instance.module.parameters]
        chained = len(instance.module.inputs) == len(instance.module.outputs) == 1
        several = chained and instance.repeat > 1 and bool(fields)
        self.values.show_values(fields, instance.chosen(1), fresh=fresh)
        self.repeat.show_values([_REPEAT], {"repeat": instance.repeat}, fresh=fresh)
        self.repeat.setVisible(chained)
        self.differs.setVisible(several)
        self.differs.setChecked(bool(instance.first) or (self.differs.isChecked() and not fresh))
        others = instance.chosen(1)
        self.first.show_values([field._replace(default=others[field.name]) for field in fields], instance.chosen(0), fresh=fresh)
        self.first.setVisible(several and self.differs.isChecked())  # its way back leads to what the others have
        self._none.setVisible(not fields)

    def set_following(self, following: Following | None) -> None:
        """What its values may follow, where it stands inside another module."""
        self.values.set_following(following)

    def set_locked(self, locked: bool) -> None:
        """Whether its values stay as they are."""
        for part in (self.values, self.repeat, self.differs, self.first):
            part.setEnabled(not locked)

    def button(self, deed: str) -> Button:
        """The button of something that can be done with it."""
        return self._buttons[deed]

    def _checked(self, name: str, value: Any, *, first: bool) -> tuple[Any, tuple[str, ...]]:
        """Whether the parameter takes a value, and whether everything inside takes what follows from it."""
        assert self._instance is not None
        parameter = next(each for each in self._instance.module.parameters if each.name == name)
        kept, faults = checked(parameter, value)
        if not faults:
            new = _with_first(self._instance, name, kept) if first else with_value(self._instance, name, kept)
            faults = new_faults(self._instance, new)
        return kept, faults

    def _take(self, name: str, value: Any) -> None:
        assert self._instance is not None
        self._tell(with_value(self._instance, name, value))

    def _take_first(self, name: str, value: Any) -> None:
        assert self._instance is not None
        self._tell(_with_first(self._instance, name, value))

    def _take_repeat(self, _name: str, value: Any) -> None:
        assert self._instance is not None
        self._tell(replace(self._instance, repeat=value, first=self._instance.first if value > 1 else {}))

    def _take_differs(self, differs: bool) -> None:
        self.first.setVisible(differs)
        if not differs and self._instance is not None and self._instance.first:
            self._tell(replace(self._instance, first={}))

    def _tell(self, instance: Instance) -> None:
        self.show_instance(instance)
        self.changed.emit(instance)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.first.setContentsMargins(INDENT, 0, 0, 0)
        for widget in (self.values, self._none, self.repeat, self.differs, self.first):
            column.addWidget(widget)
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setSpacing(8)
        for place, button in enumerate(self._buttons.values()):
            grid.addWidget(button, place // 2, place % 2)
        column.addLayout(grid)

    def _connect(self) -> None:
        self.values.changed.connect(self._take)
        self.first.changed.connect(self._take_first)
        self.repeat.changed.connect(self._take_repeat)
        self.differs.clicked.connect(self._take_differs)
        for deed, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, deed=deed: self.asked.emit(deed))


def _buttons(look: Look) -> Mapping[str, Button]:
    made = {deed: Button(look, words, icon) for deed, (words, icon) in _DEEDS.items()}
    for deed, button in made.items():
        button.setToolTip(_TIPS[deed])
    return made


def _with_first(instance: Instance, name: str, value: Any) -> Instance:
    """The instance with another value in its first repetition; what is as in the others is not written."""
    others = {key: other for key, other in instance.first.items() if key != name}
    return replace(instance, first=others if value == instance.chosen(1)[name] else {**others, name: value})


def _repeat_checked(_name: str, value: Any) -> tuple[Any, tuple[str, ...]]:
    if type(value) is int and 1 <= value <= MOST_REPEATS:
        return value, ()
    return value, (f"repeat must be a whole number from 1 to {MOST_REPEATS:,}. Received: {shown(value)}.",)
