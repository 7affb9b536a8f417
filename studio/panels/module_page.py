"""The page of a module itself, while its inside is on the board and nothing in it is selected."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.graph.model import Node
from studio.graph.module import Module, Parameter
from studio.graph.modules import parameters as edits
from studio.graph.modules.parameter_fields import checked, plain_field
from studio.graph.names import first_free, name_fault
from studio.graph.refusals import EditRefused
from studio.look.buttons import IconButton
from studio.look.labels import Heading, Quiet, label
from studio.look.look import Look
from studio.panels.form_view.row import Row
from studio.panels.form_view.rows import LABEL_WIDTH
from studio.panels.form_view.simple import LongTextEditor, TextEditor
from studio.panels.icon_chooser import IconChooser
from studio.panels.name_row import NameRow
from studio.panels.page_head import PageHead
from studio.panels.parameter_card import ParameterCard
from studio.panels.scroll_column import ScrollColumn

_SENTENCE = "A module: an edit changes every instance, or this one only, as chosen over the board."
_NAME_HELP = "What its function is called in the exported program; unique in the project."
_TITLE = plain_field("title", "Title", "text", "", "What people call it.")._replace(required=True)
_HELP = plain_field("help", "Help", "text", "", "What it is for, in a sentence or two.")._replace(required=True)


class ModulePage(ScrollColumn):
    """Name, title, icon, help, parameters and ports of a module.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        module_changed: Something was changed; carries the new Module and a dict of renamed parameters, from old to new names.
        refused: Something cannot be changed; carries the sentence.
    """

    module_changed = Signal(object, object)
    refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._module: Module | None = None
        self._icon = IconChooser(look)
        self._head = PageHead(look)
        self._rows = {
            _TITLE.name: Row(look, _TITLE, TextEditor(_TITLE), LABEL_WIDTH),
            _HELP.name: Row(look, _HELP, LongTextEditor(), LABEL_WIDTH),
        }
        self._name, self._taken = NameRow(look, self._module_name_fault, _NAME_HELP), frozenset[str]()
        self._add = IconButton(look, "plus", "Add a parameter")
        self._cards: list[ParameterCard] = []
        self._list, self._none, self._ports = QWidget(), Quiet(wrap=True), Quiet(wrap=True)
        self._lay_out()
        self._connect()

    def show_module(self, module: Module, taken: Collection[str] = ()) -> None:
        """Shows a module; what has not changed is left alone.

        Args:
            module: What to show.
            taken: Names of the project's other modules.
        """
        fresh, self._module, self._taken = self._module is None or self._module.name != module.name, module, frozenset(taken)
        self._name.show_name(module.name, fresh=fresh)
        self._head.say((module.icon, "module"), module.title or module.name, _SENTENCE)
        self._icon.show_icon(module.icon)
        for name, row in self._rows.items():
            row.show_value(getattr(module, name))
        self._show_parameters(module.parameters)
        self._ports.setText(f"{_listed('Inputs', module.inputs)}\n{_listed('Outputs', module.outputs)}")

    def cards(self) -> tuple[ParameterCard, ...]:
        """The parameters, from top to bottom."""
        return tuple(self._cards)

    def row(self, name: str) -> Row:
        """The row of `title` or `help`."""
        return self._rows[name]

    def name_row(self) -> NameRow:
        """The row of the name."""
        return self._name

    def icon_chooser(self) -> IconChooser:
        """The button that shows its icon."""
        return self._icon

    def add_button(self) -> IconButton:
        """The button that adds a parameter."""
        return self._add

    def _show_parameters(self, parameters: tuple[Parameter, ...]) -> None:
        while len(self._cards) > len(parameters):
            gone = self._cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._cards) < len(parameters):
            self._cards.append(self._card(len(self._cards)))
        for place, (card, parameter) in enumerate(zip(self._cards, parameters, strict=True)):
            card.show_parameter(parameter, place, len(parameters))
        self._none.setVisible(not parameters)

    def _card(self, place: int) -> ParameterCard:
        card = ParameterCard(self._look, lambda _name, value: self._checked(place, value), self._name_fault)
        card.renamed.connect(lambda name: self._rename(self._parameter(place).name, name))
        card.defaulted.connect(lambda value: self._try(lambda module: edits.change_parameter(module, self._parameter(place).name, value)))
        card.explained.connect(lambda words: self._explain(self._parameter(place), words))
        card.asked.connect(lambda deed: self._move_or_remove(place, deed))
        self._stack.addWidget(card)
        return card

    def _parameter(self, place: int) -> Parameter:
        return self._present().parameters[place]

    def _present(self) -> Module:
        """The module that is shown; nothing can be set before there is one."""
        assert self._module is not None
        return self._module

    def _checked(self, place: int, value: Any) -> tuple[Any, tuple[str, ...]]:
        parameter = self._parameter(place)
        kept, faults = checked(parameter, value)
        return kept, faults or self._refusal(lambda module: edits.change_parameter(module, parameter.name, kept))

    def _module_name_fault(self, name: str) -> str:
        if name in self._taken:
            return f"The name {name} is taken by another module. Choose another."
        return name_fault(name) or ""

    def _name_fault(self, old: str, new: str) -> str:
        return " ".join(self._refusal(lambda module: edits.rename_parameter(module, old, new)))

    def _refusal(self, edit: Callable[[Module], Module]) -> tuple[str, ...]:
        try:
            edit(self._present())
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

    def _take_text(self, row: Row, text: str) -> None:
        """Takes title and help at every letter."""
        if text != getattr(self._present(), row.field.name):
            self._tell(replace(self._present(), **{row.field.name: text}))

    def _try(self, edit: Callable[[Module], Module], renamed: dict[str, str] | None = None) -> None:
        try:
            module = edit(self._present())
        except EditRefused as refusal:
            self.refused.emit(str(refusal))
            return
        self._tell(module, renamed)

    def _tell(self, module: Module, renamed: dict[str, str] | None = None) -> None:
        self.show_module(module, self._taken)
        self.module_changed.emit(module, renamed or {})

    def _lay_out(self) -> None:
        self._stack = QVBoxLayout(self._list)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(8)
        self._none.setText("None yet. Add one here, or select a node inside and let one of its values follow a new parameter.")
        self.section(self._head, self._rows["title"], self._name, self._icon_row(), self._rows["help"], line=False)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Heading("Parameters"), 1)
        row.addWidget(self._add)
        self.section(head, self._none, self._list)
        self.section(Heading("Ports"), self._ports)
        self.end()

    def _icon_row(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        words = label("Icon", "label")
        words.setFixedWidth(LABEL_WIDTH)
        row.addWidget(words)
        row.addWidget(self._icon)
        row.addStretch(1)
        return made

    def _connect(self) -> None:
        self._add.clicked.connect(self._add_parameter)
        self._icon.chosen.connect(lambda name: self._try(lambda module: replace(module, icon=name)))
        self._name.renamed.connect(lambda name: self._try(lambda module: replace(module, name=name)))
        self._name.row.reached.connect(self._describe)
        for row in self._rows.values():
            row.edited.connect(self._take_text)
            row.reached.connect(self._describe)

    def _describe(self, reached: Row) -> None:
        for row in (self._name.row, *self._rows.values()):
            row.describe(row.field.help if row is reached else "")


def _listed(what: str, ports: tuple[Node, ...]) -> str:
    return f"{what}: {', '.join(port.name for port in ports) or 'none'}"
