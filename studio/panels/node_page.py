"""The properties of one node: what it is, its name and values, its cost, and what it sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from studio.blocks.block import Block, Shape
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.compile.cost import shares
from studio.graph import edits
from studio.graph.measure import Measured
from studio.graph.model import Graph, Node
from studio.graph.module import BYPASS, Instance, Module, Placed
from studio.graph.modules.parameter_fields import plain_field
from studio.graph.named_values import as_module, values
from studio.graph.names import kind
from studio.graph.training import has_weights
from studio.look.buttons import IconButton
from studio.look.look import Look
from studio.panels.block_help import BlockHelp
from studio.panels.code_verdict import CodeVerdict
from studio.panels.cost import CostSection, dense_words
from studio.panels.explained import Explained
from studio.panels.family_icon import icon_of
from studio.panels.form_view import FormView
from studio.panels.form_view.fold import FoldRow
from studio.panels.form_view.following import Following
from studio.panels.instance_section import InstanceSection
from studio.panels.name_row import NameRow
from studio.panels.page_head import PageHead
from studio.panels.parameter_view import ParameterView
from studio.panels.scroll_column import ScrollColumn
from studio.panels.training_section import TrainingSection

ACTIONS = {"edit.duplicate": ("Duplicate", "copy"), "edit.delete": ("Delete", "trash-2")}
"""What can be done with selected nodes: the action's id, what it is called, its icon."""

_LOCKED = "It is locked. Unlock it to change it."
_FROM_INPUT = ("kernel_size", "pool_size")  # windows that make no sense beyond the image that arrives


_BYPASS = plain_field(BYPASS, "Bypassed", "flag", False, "Passes its input on as if it were a wire. Let it follow a parameter to choose.")


class _Shown(NamedTuple):
    graph: Graph
    node: Node


class NodePage(ScrollColumn):
    """Everything that can be read and set of one node.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        block_changed: A value was set; carries the node's id and the new block.
        renamed: The node was given another name; carries its id and the name.
        instance_changed: A value of a module was set; carries the node's id and the new Instance.
        module_asked: Something is to be done with a module; carries `enter`, `expand`, `dissolve` or `keep`, and the node's id.
        binding_changed: A value inside a module is to follow another expression; carries the node's id, the field and the expression,
            empty for none.
        promote_asked: A value inside a module is to follow a new parameter; carries the node's id and the field.
        bypassed: A node inside a module was bypassed, or not any more; carries its id and which.
        froze: Training shall change a node, or not any more; carries its id and which.
        paced: The multiplier of a node's learning rate was set; carries its id and the number. Merge for undo.
        explore_asked: The person wants to try many values; carries the node's id and the field.
        action_asked: Something was chosen from the menu; carries the action's id.
        consent_asked: Code that waits for consent is to be seen.
    """

    block_changed = Signal(str, object)
    renamed = Signal(str, str)
    instance_changed = Signal(str, object)
    module_asked = Signal(str, str)
    binding_changed = Signal(str, str, str)
    promote_asked = Signal(str, str)
    bypassed = Signal(str, bool)
    froze = Signal(str, bool)
    paced = Signal(str, float)
    explore_asked = Signal(str, str)
    action_asked = Signal(str)
    consent_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: _Shown | None = None
        self._help = IconButton(look, "book-open", "What this block does")
        self._more = IconButton(look, "ellipsis", "More")
        self._head = PageHead(look, self._help, self._more)
        self._name = NameRow(look, self._name_fault)
        self._form, self._instance = FormView(look), InstanceSection(look)
        self._state = ParameterView(look, lambda _name, value: (value, ()))
        self._code, self._training, self._cost = CodeVerdict(look), TrainingSection(look), CostSection(look)
        self._how, self._explained = FoldRow(look), Explained(look)
        self._footer: QWidget | None = None
        self._lay_out()
        self._connect()

    def show_node(self, graph: Graph, node_id: str, measured: Measured, inside: Inside | None = None) -> None:
        """Shows a node, and where it stands inside a module what it follows; what has not changed is left alone."""
        node = graph.nodes[node_id]
        fresh = self._shown is None or self._shown.node.id != node_id
        self._shown = _Shown(graph, node)
        self._head.say(icon_of(node.block), kind(node.block), _LOCKED if node.locked else _sentence(node.block))
        self._name.show_name(node.name, fresh=fresh)
        self._show_block(node.block, fresh)
        self._show_following(node, inside, fresh)
        for part in (self._name, self._form, self._state):
            part.setEnabled(not node.locked)
        self._instance.set_locked(node.locked)
        self._trained.setVisible(has_weights(node))
        self._training.show_node(node, fresh=fresh, held=inside is not None and inside.held)
        self._code.show_node(node, measured.figures[node_id], self._form)
        self._show_cost(node, _inputs(graph, node_id, measured), measured)
        if fresh:
            self.verticalScrollBar().setValue(0)

    def set_picture(self, array: NDArray[Any] | None) -> None:
        """The image on which the receptive field is marked."""
        self._cost.set_picture(array)

    def set_footer(self, widget: QWidget) -> None:
        """Puts a widget with margins of its own under the cost; it takes the height that is left."""
        self._footer = widget
        self.section(widget, stretch=1, margin=0)

    def set_low(self, low: bool) -> None:
        """Brings rows closer together, of whatever they are."""
        super().set_low(low)
        for rows in (self._form, self._state, self._instance.values, self._training):
            rows.set_low(low)

    def set_explorable(self, explorable: bool) -> None:
        """Whether values offer to be explored."""
        self._form.set_explorable(explorable)

    def menu(self) -> QMenu:
        """What can be done with the node."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action_id, (words, icon) in ACTIONS.items():
            action = menu.addAction(words)
            self._look.tint(action, icon)
            action.triggered.connect(lambda _checked=False, action_id=action_id: self.action_asked.emit(action_id))
        return menu

    def block_help(self) -> BlockHelp | None:
        """What the block is, to open beside the panel; None for a block that is not known."""
        block = self._shown.node.block if self._shown else None
        return BlockHelp(self._look, type(block), self) if isinstance(block, Block) else None

    def _show_block(self, block: Placed, fresh: bool) -> None:
        self._help.setEnabled(isinstance(block, Block))
        self._form.show_form(block if isinstance(block, Block) else None, fresh=fresh)
        self._form.setVisible(isinstance(block, Block) and bool(block.form()))
        if isinstance(block, Block):
            self._explained.show_block(type(block))
        self._explaining.setVisible(isinstance(block, Block) and bool(block.formula().text))
        self._instance.setVisible(isinstance(block, Instance))
        if isinstance(block, Instance):
            self._instance.show_instance(block, fresh=fresh)

    def _show_following(self, node: Node, inside: Inside | None, fresh: bool) -> None:
        """What the values of a node follow; inside a module, whether it is passed by among them."""
        port = isinstance(node.block, ModuleInput | ModuleOutput)
        following = following_of(inside, node.id) if inside and not port else None
        in_module = following is not None and inside is not None and not inside.drawing
        self._form.set_following(following)
        self._instance.set_following(following)
        self._state.setVisible(in_module)
        self._state.show_values([_BYPASS], {BYPASS: node.state == "bypassed"}, fresh=fresh)
        self._state.set_following(following if in_module else None)

    def _show_cost(self, node: Node, inputs: tuple[Shape, ...], measured: Measured) -> None:
        figures = measured.figures[node.id]
        self._cost.show_cost(figures, shares(measured).get(node.id), icon_of(node.block)[1])
        family = node.block.family if isinstance(node.block, Block) else ""
        compared = family == "convolution" and len(inputs) == 1 and figures.shape is not None
        self._cost.compare(dense_words(inputs[0], figures.shape or (), figures.weights) if compared else "")
        sides = [axis for axis in inputs[0][:2] if axis] if inputs and len(inputs[0]) == 3 else []
        self._form.set_limits(dict.fromkeys(_FROM_INPUT, max(sides)) if sides else {})

    def _name_fault(self, name: str) -> str:
        if self._shown is None:
            return ""
        try:
            edits.rename(self._shown.graph, self._shown.node.id, name)
        except edits.EditRefused as refusal:
            return str(refusal)
        return ""

    def _lay_out(self) -> None:
        self.section(self._head, self._name, self._form, self._code, self._state, self._instance, line=False)
        self._explaining = self.section(self._how, self._explained)
        self._how.say("How it works")
        self._explained.hide()
        self._trained = self.section(self._training)
        self.section(self._cost)
        self._column.addStretch(0)

    def _connect(self) -> None:
        self._form.changed.connect(lambda block: self.block_changed.emit(self._id(), block))
        self._form.explore_asked.connect(lambda field: self.explore_asked.emit(self._id(), field))
        self._name.renamed.connect(lambda name: self.renamed.emit(self._id(), name))
        self._instance.changed.connect(lambda instance: self.instance_changed.emit(self._id(), instance))
        self._instance.asked.connect(lambda deed: self.module_asked.emit(deed, self._id()))
        self._code.consent_asked.connect(self.consent_asked)
        self._state.changed.connect(lambda _name, value: self.bypassed.emit(self._id(), value))
        self._training.froze.connect(lambda trainable: self.froze.emit(self._id(), trainable))
        self._training.paced.connect(lambda multiplier: self.paced.emit(self._id(), multiplier))
        for rows in (self._form, self._instance.values, self._state):
            rows.binding_changed.connect(lambda field, expression: self.binding_changed.emit(self._id(), field, expression))
            rows.promote_asked.connect(lambda field: self.promote_asked.emit(self._id(), field))
        self._name.row.reached.connect(self._form.undescribe)
        self._form.described.connect(lambda: self._name.row.describe(""))
        self._how.toggled.connect(self._explained.setVisible)
        self._help.clicked.connect(self._open_help)
        self._more.clicked.connect(lambda: self.menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft())))

    def _id(self) -> str:
        """The node that is shown; nothing can be set before there is one."""
        assert self._shown is not None
        return self._shown.node.id

    def _open_help(self) -> None:
        opened = self.block_help()
        if opened is not None:
            opened.open_beside(self._help)


class Inside(NamedTuple):
    """What a shown node stands in.

    Attributes:
        module: The module.
        values: What each of its parameters is in the instance that was entered.
        drawing: Whether it is no module, but a drawing with parameters of its own.
        held: Whether the module is frozen where it stands, or one around it is.
    """

    module: Module
    values: Mapping[str, Any]
    drawing: bool = False
    held: bool = False


def of_drawing(graph: Graph) -> Inside:
    """What a node on the board itself stands in."""
    return Inside(as_module(graph), values(graph), True)


def following_of(inside: Inside, node_id: str) -> Following:
    """What a node may follow, and what it does."""
    expressions = {binding.field: binding.expression for binding in inside.module.bindings if binding.node == node_id}
    return Following(inside.values, expressions, not inside.drawing or bool(inside.values))


def _sentence(block: Placed) -> str:
    if isinstance(block, Block):
        return block.summary()
    if isinstance(block, Instance):
        return block.module.help
    return "This version of the studio does not know this block. It is kept as it came."


def _inputs(graph: Graph, node_id: str, measured: Measured) -> tuple[Shape, ...]:
    """The shapes that arrive, where they are known."""
    shapes = [measured.figures[wire.source].leaving(wire.outlet).shape for wire in graph.feeds.get(node_id, ())]
    return tuple(shape for shape in shapes if shape is not None)
