"""The page of a module itself, while its inside is on the board and nothing in it is selected."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.graph.figures import Measured
from studio.graph.model import Graph, Node
from studio.graph.module import Module
from studio.graph.modules.parameter_fields import plain_field
from studio.graph.names import name_fault
from studio.look.buttons import IconButton
from studio.look.labels import Heading, Quiet, label
from studio.look.look import Look
from studio.panels.depth_slider import DepthSlider
from studio.panels.form_view.row import Row
from studio.panels.form_view.rows import LABEL_WIDTH
from studio.panels.form_view.simple import LongTextEditor, TextEditor
from studio.panels.icon_chooser import IconChooser
from studio.panels.name_row import NameRow
from studio.panels.page_head import PageHead
from studio.panels.parameter_card import ParameterCard
from studio.panels.parameter_list import ParameterList
from studio.panels.scroll_column import ScrollColumn

_NONE = "None yet. Add one here, or select a node inside and let one of its values follow a new parameter."
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
        depth_chosen: So many layers from its inputs on shall be frozen, and no others; carries the number. Merge for undo.
    """

    module_changed = Signal(object, object)
    refused = Signal(str)
    depth_chosen = Signal(int)

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
        self._parameters, self._ports = ParameterList(look, _NONE), Quiet(wrap=True)
        self._depth = DepthSlider(look, "its inputs")
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
        self._parameters.show_parameters(module)
        self._ports.setText(f"{_listed('Inputs', module.inputs)}\n{_listed('Outputs', module.outputs)}")

    def show_inside(self, graph: Graph, measured: Measured, held: bool = False) -> None:
        """Shows how deep its inside is frozen, and whether it is held still from outside."""
        self._freezing.setVisible(bool(measured.weights))
        self._depth.show_network(graph, measured, held)

    def depth_slider(self) -> DepthSlider:
        """The slider that freezes what is inside."""
        return self._depth

    def cards(self) -> tuple[ParameterCard, ...]:
        """The parameters, from top to bottom."""
        return self._parameters.cards()

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
        return self._parameters.add_button()

    def _present(self) -> Module:
        """The module that is shown; nothing can be set before there is one."""
        assert self._module is not None
        return self._module

    def _module_name_fault(self, name: str) -> str:
        if name in self._taken:
            return f"The name {name} is taken by another module. Choose another."
        return name_fault(name) or ""

    def _take_text(self, row: Row, text: str) -> None:
        """Takes title and help at every letter."""
        if text != getattr(self._present(), row.field.name):
            self._tell(replace(self._present(), **{row.field.name: text}))

    def _tell(self, module: Module, renamed: dict[str, str] | None = None) -> None:
        self.show_module(module, self._taken)
        self.module_changed.emit(module, renamed or {})

    def _lay_out(self) -> None:
        self.section(self._head, self._rows["title"], self._name, self._icon_row(), self._rows["help"], line=False)
        self.section(self._parameters)
        self.section(Heading("Ports"), self._ports)
        self._freezing = self.section(self._depth)
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
        self._parameters.changed.connect(self._tell)
        self._parameters.refused.connect(self.refused)
        self._depth.chosen.connect(self.depth_chosen)
        self._icon.chosen.connect(lambda name: self._tell(replace(self._present(), icon=name)))
        self._name.renamed.connect(lambda name: self._tell(replace(self._present(), name=name)))
        self._name.row.reached.connect(self._describe)
        for row in self._rows.values():
            row.edited.connect(self._take_text)
            row.reached.connect(self._describe)

    def _describe(self, reached: Row) -> None:
        for row in (self._name.row, *self._rows.values()):
            row.describe(row.field.help if row is reached else "")


def _listed(what: str, ports: tuple[Node, ...]) -> str:
    return f"{what}: {', '.join(port.name for port in ports) or 'none'}"
