"""What the properties show when no node is selected: the network as a whole."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.graph.figures import Measured
from studio.graph.model import Graph
from studio.graph.named_values import as_module, of_module
from studio.look.figures import count
from studio.look.labels import Heading
from studio.look.look import Look
from studio.panels.depth_slider import DepthSlider
from studio.panels.figure_table import FigureTable, family_lines, network_lines
from studio.panels.page_head import PageHead
from studio.panels.parameter_list import ParameterList
from studio.panels.scroll_column import ScrollColumn

_NONE = "None yet. A parameter is a number with a name, such as a width or a resolution, that values of nodes follow by expressions."


class NetworkSummary(ScrollColumn):
    """Figures of a network, and its weights by family.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        parameters_changed: Parameters of the drawing were changed; carries it as `named_values.as_module` has it, and a dict of renamed
            ones, from old to new names. Merge for undo.
        refused: They cannot be changed so; carries the sentence.
        depth_chosen: So many layers from the Input on shall be frozen, and no others; carries the number. Merge for undo.
    """

    depth_chosen = Signal(int)
    parameters_changed = Signal(object, object)
    refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head, self._figures, self._families = PageHead(look), FigureTable(look), FigureTable(look)
        self.section(self._head, self._figures, line=False)
        self._parameters = ParameterList(look, _NONE, "Value", of_module)
        self.section(self._parameters)
        self._depth = DepthSlider(look)
        self._freezing = self.section(self._depth)
        self._by_family = self.section(Heading("Weights by family"), self._families)
        self.end()
        self._depth.chosen.connect(self.depth_chosen)
        self._parameters.changed.connect(self.parameters_changed)
        self._parameters.refused.connect(self.refused)

    def show_network(self, graph: Graph, measured: Measured) -> None:
        """Shows the network as a whole; nodes that are not part of it do not count."""
        self._head.say(("waypoints", "quiet"), "The network", _sentence(graph, len(graph.nodes) - len(measured.used)))
        self._figures.fill(network_lines(measured))
        self._parameters.show_parameters(as_module(graph))
        self._freezing.setVisible(bool(measured.weights))
        self._depth.show_network(graph, measured)
        lines = list(family_lines(graph, measured, measured.used))
        self._families.fill(lines)
        self._by_family.setVisible(bool(lines))

    def parameters(self) -> ParameterList:
        """The parameters of the drawing."""
        return self._parameters

    def words(self) -> dict[str, str]:
        """Every figure, as it is read."""
        return self._figures.words() | self._families.words()

    def sentence(self) -> str:
        """What is said under the title."""
        return self._head.sentence()


def _sentence(graph: Graph, left_out: int) -> str:
    if not graph.nodes:
        return "The board is empty. Drag a block from the palette onto it, or double-click one."
    ask = "Select a node on the board to see and set its values."
    if not left_out:
        return ask
    what = "1 node on the board is" if left_out == 1 else f"{count(left_out)} nodes on the board are"
    return f"{ask} {what} not part of the network and not counted."
