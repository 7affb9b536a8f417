"""The Properties panel: one node, several, or the network as a whole."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.graph.measure import Measured
from studio.graph.model import Graph
from studio.look.look import Look
from studio.panels.network_summary import NetworkSummary
from studio.panels.node_page import NodePage
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
        explore_asked: The person wants to try many values; carries the node's id and the field. See `set_explorable`.
        renamed: A node was given another name; carries its id and the name.
        action_asked: Something is to be done with what is selected; carries an action's id, such as `edit.delete`.
    """

    block_changed = Signal(str, object)
    blocks_changed = Signal(object)
    explore_asked = Signal(str, str)
    renamed = Signal(str, str)
    action_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._node, self._several, self._summary = NodePage(look), SeveralPage(look), NetworkSummary(look)
        self._stack = QStackedLayout(self)
        for page in (self._summary, self._node, self._several):
            self._stack.addWidget(page)
        self._node.block_changed.connect(self.block_changed)
        self._node.renamed.connect(self.renamed)
        self._node.explore_asked.connect(self.explore_asked)
        self._several.blocks_changed.connect(self.blocks_changed)
        for asking in (self._node, self._several):
            asking.action_asked.connect(self.action_asked)

    def show_node(self, graph: Graph, node_id: str, measured: Measured) -> None:
        """Shows one node. The same node again leaves focus, cursor and scroll alone."""
        self._node.show_node(graph, node_id, measured)
        self._stack.setCurrentWidget(self._node)

    def show_network(self, graph: Graph, measured: Measured) -> None:
        """Shows the network as a whole, when nothing is selected."""
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
        return QSize(260, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Brings rows closer together where it is low."""
        super().resizeEvent(event)
        self._node.set_low(self.height() < _LOW)


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
