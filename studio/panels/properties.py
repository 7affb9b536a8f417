"""The Properties panel: one node, several, or the network as a whole."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.graph.measure import Measured
from studio.graph.model import Graph
from studio.graph.module import Module
from studio.look.look import Look
from studio.panels.module_page import ModulePage
from studio.panels.network_summary import NetworkSummary
from studio.panels.node_page import Inside, NodePage, of_drawing
from studio.panels.several_page import SeveralPage

_LOW = 760  # pixels; a lower panel brings its rows closer together


class PropertiesPanel(QWidget):
    """Shows what is selected on the board.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        block_changed: A value was set; carries the node's id and its new Block. Comes with every letter: merge for undo.
        blocks_changed: A value was set on several nodes; carries their new Blocks by id. Comes with every letter: merge for undo.
        instance_changed: A value of a module in its place was set; carries the node's id and the new Instance. Merge for undo.
        enter_asked: The inside of a module is to be shown; carries the node's id.
        expand_asked: A module is to be shown in its place on the board; carries the node's id.
        dissolve_asked: The inside of a module is to take its place; carries the node's id.
        keep_asked: A module is to be kept in the person's own modules; carries the node's id.
        module_changed: The module on the board was changed, or the parameters of the drawing, as `as_module` has it; carries the
            new Module and its renamed parameters, old names to new.
        refused: The module on the board cannot be changed so; carries the sentence.
        binding_changed: A value inside is to follow another expression; carries the node's id, the field, the expression or nothing.
        promote_asked: A value inside is to follow a new parameter; carries the node's id and the field.
        bypassed: A node inside is to be bypassed, or not any more; carries its id and which.
        consent_asked: Code that waits for consent is to be seen.
        froze: Training shall change a node, or not any more; carries its id and which.
        paced: The multiplier of a node's learning rate was set; carries its id and the number. Merge for undo.
        depth_chosen: So many layers from the Input on shall be frozen, and no others; carries the number. Merge for undo.
        explore_asked: The person wants to try many values; carries the node's id and the field. See `set_explorable`.
        renamed: A node was given another name; carries its id and the name.
        action_asked: Something is to be done with what is selected; carries an action's id, such as `edit.delete`.
    """

    block_changed = Signal(str, object)
    blocks_changed = Signal(object)
    instance_changed = Signal(str, object)
    enter_asked = Signal(str)
    expand_asked = Signal(str)
    dissolve_asked = Signal(str)
    keep_asked = Signal(str)
    module_changed = Signal(object, object)
    refused = Signal(str)
    binding_changed = Signal(str, str, str)
    promote_asked = Signal(str, str)
    bypassed = Signal(str, bool)
    consent_asked = Signal()
    froze = Signal(str, bool)
    paced = Signal(str, float)
    depth_chosen = Signal(int)
    explore_asked = Signal(str, str)
    renamed = Signal(str, str)
    action_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._node, self._several, self._summary = NodePage(look), SeveralPage(look), NetworkSummary(look)
        self._page = ModulePage(look)
        self._inside: Inside | None = None
        self._taken: tuple[str, ...] = ()
        self._stack = QStackedLayout(self)
        for page in (self._summary, self._node, self._several, self._page):
            self._stack.addWidget(page)
        self._pass_on()

    def show_inside(
        self, module: Module | None, taken: Collection[str] = (), values: Mapping[str, Any] | None = None, held: bool = False
    ) -> None:
        """Says that what is shown from now on is the inside of a module; shown with the next selection.

        Args:
            module: Whose inside is on the board; None for a drawing of the project itself.
            taken: Names of the project's other modules.
            values: What parameters are in the instance that was entered; where nothing is said, the defaults.
            held: Whether it is frozen where it stands, or a module around it is.
        """
        defaults = {parameter.name: parameter.value for parameter in module.parameters} if module is not None else {}
        self._inside = Inside(module, defaults | dict(values or {}), held=held) if module is not None else None
        self._taken = tuple(taken)

    def show_node(self, graph: Graph, node_id: str, measured: Measured) -> None:
        """Shows one node. The same node again leaves focus, cursor and scroll alone."""
        self._node.show_node(graph, node_id, measured, self._inside or of_drawing(graph))
        self._stack.setCurrentWidget(self._node)

    def show_network(self, graph: Graph, measured: Measured) -> None:
        """Shows the network as a whole, or the module whose inside is on the board, when nothing is selected."""
        if self._inside is not None:
            self._page.show_module(self._inside.module, self._taken)
            self._page.show_inside(graph, measured, self._inside.held)
            self._stack.setCurrentWidget(self._page)
            return
        self._summary.show_network(graph, measured)
        self._stack.setCurrentWidget(self._summary)

    def show_several(self, graph: Graph, ids: Collection[str], measured: Measured) -> None:
        """Shows what several nodes share and have together."""
        self._several.show_several(graph, ids, measured)
        self._stack.setCurrentWidget(self._several)

    def show_selection(self, graph: Graph, ids: Collection[str], measured: Measured) -> None:
        """Shows whatever suits the number of selected nodes."""
        if not ids:
            self.show_network(graph, measured)
        elif len(ids) == 1:
            self.show_node(graph, next(iter(ids)), measured)
        else:
            self.show_several(graph, ids, measured)

    def set_picture(self, array: NDArray[Any] | None) -> None:
        """The image on which receptive fields are marked; None for none."""
        self._node.set_picture(array)

    def set_footer(self, widget: QWidget) -> None:
        """Puts a widget, such as the weights as they are now, under a node's cost."""
        self._node.set_footer(widget)

    def set_explorable(self, explorable: bool) -> None:
        """Whether values offer to be explored; only where somebody listens to `explore_asked`."""
        self._node.set_explorable(explorable)

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(300, 928)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for two numbers beside a label."""
        return QSize(284, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Brings rows closer together where it is low."""
        super().resizeEvent(event)
        self._node.set_low(self.height() < _LOW)

    def _pass_on(self) -> None:
        """What the pages tell, the panel tells."""
        for name in (
            "block_changed",
            "instance_changed",
            "renamed",
            "explore_asked",
            "binding_changed",
            "promote_asked",
            "bypassed",
            "consent_asked",
            "froze",
            "paced",
        ):
            getattr(self._node, name).connect(getattr(self, name))
        for page in (self._node, self._several):
            page.action_asked.connect(self.action_asked)
        for whole in (self._summary, self._page):
            whole.depth_chosen.connect(self.depth_chosen)
        self._summary.parameters_changed.connect(self.module_changed)
        self._summary.refused.connect(self.refused)
        self._several.blocks_changed.connect(self.blocks_changed)
        self._page.module_changed.connect(self.module_changed)
        self._page.refused.connect(self.refused)
        self._node.module_asked.connect(lambda deed, node: getattr(self, f"{deed}_asked").emit(node))


def main() -> int:
    """Shows the panel alone with a convolution of a small network."""
    from studio.graph.edits import change, rename
    from studio.graph.measure import measure
    from studio.panels import alone, sample_data, sample_network

    def make(look: Look) -> PropertiesPanel:
        panel = PropertiesPanel(look)
        graph = sample_network.lenet5()

        def show(new: Graph) -> None:
            nonlocal graph
            graph = new
            panel.show_node(graph, next(node.id for node in graph.nodes.values() if node.name == "conv1"), measure(graph))

        panel.block_changed.connect(lambda node, block: show(change(graph, node, block)))
        panel.renamed.connect(lambda node, name: show(rename(graph, node, name)))
        panel.set_picture(sample_data.digit())
        show(graph)
        return panel

    return alone.show("Properties", make)


if __name__ == "__main__":
    sys.exit(main())
