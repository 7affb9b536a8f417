"""The parameters of a module or a drawing, to add, change, order and remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.graph.module import Module, Parameter
from studio.graph.modules import parameters as edits
from studio.graph.modules.parameter_fields import defined
from studio.graph.names import first_free
from studio.graph.refusals import EditRefused
from studio.look.buttons import IconButton
from studio.look.labels import Heading, Quiet
from studio.look.look import Look
from studio.panels.parameter_card import ParameterCard

Edit = Callable[[Module], Module]
"""Of the module whose parameters they are; of a drawing, as `named_values.as_module` has it."""


class ParameterList(QWidget):
    """A card for each parameter, and a button that adds one.

    Args:
        look: Theme and icons.
        none: What is said while there are none.
        value: What the value of a parameter is called.
        check: An edit as it will be made, to be asked what it refuses.
        parent: The widget it lies in.

    Attributes:
        changed: Something was changed; carries the new Module and a dict of renamed parameters, from old to new names.
        refused: Something cannot be changed; carries the sentence.
    """

    changed = Signal(object, object)
    refused = Signal(str)

    def __init__(
        self,
        look: Look,
        none: str,
        value: str = "Default",
        check: Callable[[Module], object] = lambda module: module,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._value, self._check = look, value, check
        self._module: Module | None = None
        self._add = IconButton(look, "plus", "Add a parameter")
        self._add.clicked.connect(self._add_parameter)
        self._cards: list[ParameterCard] = []
        self._none, self._stack = Quiet(none, wrap=True), QVBoxLayout()
        self._lay_out()

    def show_parameters(self, module: Module) -> None:
        """Shows the parameters of a module; what has not changed is left alone."""
        self._module = module
        while len(self._cards) > len(module.parameters):
            gone = self._cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._cards) < len(module.parameters):
            self._cards.append(self._card(len(self._cards)))
        for place, (card, parameter) in enumerate(zip(self._cards, module.parameters, strict=True)):
            card.show_parameter(parameter, place, len(module.parameters))
        self._none.setVisible(not module.parameters)

    def cards(self) -> tuple[ParameterCard, ...]:
        """The parameters, from top to bottom."""
        return tuple(self._cards)

    def add_button(self) -> IconButton:
        """The button that adds a parameter."""
        return self._add

    def _card(self, place: int) -> ParameterCard:
        card = ParameterCard(self._look, lambda _name, value: self._checked(place, value), self._name_fault, self._value)
        card.renamed.connect(lambda name: self._rename(self._parameter(place).name, name))
        card.defaulted.connect(lambda value: self._try(lambda module: edits.change_parameter(module, self._parameter(place).name, value)))
        card.explained.connect(lambda words: self._explain(self._parameter(place), words))
        card.asked.connect(lambda deed: self._move_or_remove(place, deed))
        self._stack.addWidget(card)
        return card

    def _parameter(self, place: int) -> Parameter:
        return self._present().parameters[place]

    def _present(self) -> Module:
        """What is shown; nothing can be set before."""
        assert self._module is not None
        return self._module

    def _checked(self, place: int, value: Any) -> tuple[Any, tuple[str, ...]]:
        parameter = self._parameter(place)
        kept, faults = defined(parameter, value)
        return kept, faults or self._refusal(lambda module: edits.change_parameter(module, parameter.name, kept))

    def _name_fault(self, old: str, new: str) -> str:
        return " ".join(self._refusal(lambda module: edits.rename_parameter(module, old, new)))

    def _refusal(self, edit: Edit) -> tuple[str, ...]:
        try:
            self._check(edit(self._present()))
        except EditRefused as refusal:
            return (str(refusal),)
        return ()

    def _rename(self, old: str, new: str) -> None:
        self._try(lambda module: edits.rename_parameter(module, old, new), {old: new})

    def _explain(self, parameter: Parameter, words: str) -> None:
        self._try(lambda module: edits.change_parameter(module, parameter.name, parameter.value, words))

    def _move_or_remove(self, place: int, deed: str) -> None:
        if deed == "remove":
            self._try(lambda module: edits.remove_parameter(module, module.parameters[place].name))
            return
        module = self._present()
        order = list(module.parameters)
        order.insert(place - 1 if deed == "up" else place + 1, order.pop(place))
        self._tell(replace(module, parameters=tuple(order)))

    def _add_parameter(self) -> None:
        module = self._present()
        name = first_free("parameter", {parameter.name for parameter in module.parameters})
        self._tell(replace(module, parameters=(*module.parameters, Parameter(name, 1))))

    def _try(self, edit: Edit, renamed: dict[str, str] | None = None) -> None:
        try:
            module = edit(self._present())
        except EditRefused as refusal:
            self.refused.emit(str(refusal))
            return
        self._tell(module, renamed)

    def _tell(self, module: Module, renamed: dict[str, str] | None = None) -> None:
        self.show_parameters(module)
        self.changed.emit(module, renamed or {})

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Heading("Parameters"), 1)
        head.addWidget(self._add)
        self._stack.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addLayout(self._stack)
