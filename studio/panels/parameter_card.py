"""One parameter on the page of its module: name, default and help, to change, move and remove."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import NODEFAULT
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.graph.module import Parameter
from studio.graph.modules.parameter_fields import definition_of
from studio.look.buttons import IconButton
from studio.look.labels import label, set_dress
from studio.look.lettering import mono_font
from studio.look.look import Look
from studio.look.text_box import TextBox
from studio.panels.parameter_view import Check, ParameterView

_DEEDS = {"up": ("chevron-up", "Move up"), "down": ("chevron-down", "Move down"), "remove": ("x", "Remove")}


class ParameterCard(QWidget):
    """What a person may say of a parameter.

    Args:
        look: Theme and icons.
        check: Says of a default what is wrong with it.
        name_fault: Says of the old and a new name why it cannot be had; nothing where it can.
        value: What its value is called.
        parent: The widget it lies in.

    Attributes:
        renamed: The person finished another name; carries it.
        defaulted: The person set another default; carries it.
        explained: The person finished another help; carries it.
        asked: `up`, `down` or `remove`.
    """

    renamed = Signal(str)
    defaulted = Signal(object)
    explained = Signal(str)
    asked = Signal(str)

    def __init__(
        self, look: Look, check: Check, name_fault: Callable[[str, str], str], value: str = "Default", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._name_fault, self._parameter = name_fault, Parameter("", 0)
        self._name, self._help, self._fault = QLineEdit(), TextBox(small=True), label("", "bad")
        self._name.setFont(mono_font(11))
        self._name.setAccessibleName("Name of the parameter")
        self._help.setPlaceholderText("What it does, for the properties")
        self._help.setAccessibleName("Help of the parameter")
        self._fault.setWordWrap(True)
        self._default = ParameterView(look, check)
        self._buttons = {deed: IconButton(look, icon, words) for deed, (icon, words) in _DEEDS.items()}
        self._lay_out()
        self._connect()

    def show_parameter(self, parameter: Parameter, place: int, count: int) -> None:
        """Shows a parameter; what has not changed is left alone.

        Args:
            parameter: What to show.
            place: Which of the module's it is, from 0.
            count: How many there are.
        """
        fresh, self._parameter = parameter.name != self._parameter.name, parameter
        self._help.show_text(parameter.help)
        if fresh:
            self._name.setText(parameter.name)
            self._say("")
        field = definition_of(parameter)._replace(label=self._value, default=NODEFAULT, help="")  # both are said here, and change
        self._default.show_values([field], {parameter.name: parameter.value}, fresh=fresh)
        self._buttons["up"].setEnabled(place > 0)
        self._buttons["down"].setEnabled(place + 1 < count)

    def fault(self) -> str:
        """What is said to be wrong with the name; empty for nothing."""
        return self._fault.text()

    def name_line(self) -> QLineEdit:
        """Where the name is written."""
        return self._name

    def default_view(self) -> ParameterView:
        """Where the default is set."""
        return self._default

    def button(self, deed: str) -> IconButton:
        """The button that moves or removes it."""
        return self._buttons[deed]

    def _take_name(self) -> None:
        text = self._name.text().strip()
        self._say(self._name_fault(self._parameter.name, text) if text != self._parameter.name else "")
        if text != self._parameter.name and not self.fault():
            self.renamed.emit(text)

    def _take_help(self) -> None:
        if self._help.text() != self._parameter.help:
            self.explained.emit(self._help.text())

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        set_dress(self._name, "bad", bool(fault))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._name, 1)
        for button in self._buttons.values():
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        column.addLayout(row)
        for widget in (self._fault, self._default, self._help):
            column.addWidget(widget)

    def _connect(self) -> None:
        self._name.editingFinished.connect(self._take_name)
        self._help.finished.connect(self._take_help)
        self._default.changed.connect(lambda _name, value: self.defaulted.emit(value))
        for deed, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, deed=deed: self.asked.emit(deed))
