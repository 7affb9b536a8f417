"""The properties of several nodes at once: the values that they share, and what they have together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.blocks.block import Block
from studio.graph.figures import Measured
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.modules.parameter_fields import field_of
from studio.graph.names import kind
from studio.look.buttons import Button
from studio.look.figures import count
from studio.look.labels import Heading
from studio.look.look import Look
from studio.panels.chosen_values import ChosenValues
from studio.panels.family_icon import icon_of
from studio.panels.figure_table import FigureTable, family_lines, total_lines
from studio.panels.form_view.shared import SharedView
from studio.panels.node_page import ACTIONS
from studio.panels.page_head import PageHead
from studio.panels.scroll_column import ScrollColumn


class SeveralPage(ScrollColumn):
    """What several selected nodes share; a value typed is set on all of them.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        blocks_changed: A value was set; carries the new blocks, or Instances of one module, by the ids of their nodes. Comes with every
            letter: merge for undo.
        action_asked: Something is to be done with the selected nodes; carries the action's id.
    """

    blocks_changed = Signal(object)
    action_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ids: tuple[str, ...] = ()
        self._head, self.shared = PageHead(look), SharedView(look)
        self._figures, self._families = FigureTable(look), FigureTable(look)
        self.section(self._head, self.shared, self._made_buttons(), line=False)
        self.section(Heading("Together"), self._figures)
        self._by_family = self.section(Heading("Weights by family"), self._families)
        self.end()
        self.shared.changed.connect(self._tell)

    def show_several(self, graph: Graph, ids: Collection[str], measured: Measured) -> None:
        """Shows several nodes; the same ones again leave focus, cursor and scroll alone."""
        chosen = tuple(node_id for node_id in graph.nodes if node_id in ids)
        fresh, self._ids = chosen != self._ids, chosen
        self._show_shared([graph.nodes[node_id] for node_id in chosen], fresh)
        self.shared.setVisible(bool(self.shared.fields()))
        self.shared.setEnabled(not any(graph.nodes[node_id].locked for node_id in chosen))
        self._say(graph, bool(self.shared.fields()))
        self._figures.fill(total_lines(measured, ids))
        lines = list(family_lines(graph, measured, ids))
        self._families.fill(lines)
        self._by_family.setVisible(bool(lines))
        if fresh:
            self.verticalScrollBar().setValue(0)

    def words(self) -> dict[str, str]:
        """Every figure, as it is read."""
        return self._figures.words() | self._families.words()

    def title(self) -> str:
        """What is selected."""
        return self._head.title()

    def sentence(self) -> str:
        """What can be done here."""
        return self._head.sentence()

    def _show_shared(self, nodes: Sequence[Node], fresh: bool) -> None:
        """Shows the values that blocks share, or those of one module in several places; what is of several sorts shares none."""
        blocks = {node.id: node.block for node in nodes if isinstance(node.block, Block)}
        placed = {node.id: node.block for node in nodes if isinstance(node.block, Instance)}
        modules = {instance.module.name for instance in placed.values()}
        if len(placed) == len(nodes) and len(modules) == 1:
            fields = tuple(field_of(parameter) for parameter in next(iter(placed.values())).module.parameters)
            self.shared.show_things({node: ChosenValues(instance) for node, instance in placed.items()}, fields, fresh=fresh)
        else:
            self.shared.show_forms(blocks if len(blocks) == len(nodes) else {}, fresh=fresh)

    def _tell(self, changed: Mapping[str, Block | ChosenValues]) -> None:
        self.blocks_changed.emit({node: new.instance if isinstance(new, ChosenValues) else new for node, new in changed.items()})

    def _say(self, graph: Graph, sharing: bool) -> None:
        placed = [graph.nodes[node_id].block for node_id in self._ids]
        kinds, icons = {kind(block) for block in placed}, {icon_of(block) for block in placed}
        one = f"{next(iter(kinds))} " if len(kinds) == 1 else ""
        sentence = "What you set here is set on all of them." if sharing else "They share no values. Select one node to set its own."
        if sharing and not self.shared.isEnabled():
            sentence = "Some are locked. Unlock them to set values on all of them."
        self._head.say(
            next(iter(icons)) if len(icons) == 1 else ("layers", "quiet"), f"{count(len(placed))} {one}nodes", f"{_which(kinds)}{sentence}"
        )

    def _made_buttons(self) -> QWidget:
        block = QWidget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 8, 0, 0)
        for action_id, (words, icon) in ACTIONS.items():
            button = Button(self._look, words, icon)
            button.clicked.connect(lambda _checked=False, action_id=action_id: self.action_asked.emit(action_id))
            row.addWidget(button)
        row.addStretch(1)
        return block


def _which(kinds: Collection[str]) -> str:
    """`Conv2D and Dense. `, or nothing where all are of one kind or of many."""
    names = sorted(kinds)
    return f"{', '.join(names[:-1])} and {names[-1]}. " if 1 < len(names) <= 4 else ""
