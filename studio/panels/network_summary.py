"""What the properties show when no node is selected, or several: the network as a whole, or what they have together."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from studio.blocks.block import Block
from studio.blocks.catalogue import FAMILIES
from studio.graph.measure import Measured
from studio.graph.model import Graph
from studio.look.buttons import Button
from studio.look.figures import count, memory
from studio.look.icon_label import IconLabel
from studio.look.labels import Heading, Quiet, label
from studio.look.look import Look
from studio.panels.cost import share_words
from studio.panels.node_page import ACTIONS
from studio.panels.scroll_column import ScrollColumn
from studio.panels.share_bar import ShareBar


class NetworkSummary(ScrollColumn):
    """Figures of a network or of some of its nodes, and its weights by family.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        action_asked: Something is to be done with the selected nodes; carries the action's id.
    """

    action_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon, self._title, self._sentence = IconLabel(look, "waypoints"), Heading(), Quiet(wrap=True)
        self._figures = _Table(look)
        self._families = _Table(look)
        self._buttons = self._made_buttons()
        self.section(self._head(), self._sentence, self._figures, self._buttons, line=False)
        self._by_family = self.section(Heading("Weights by family"), self._families)
        self.end()

    def show_network(self, graph: Graph, measured: Measured) -> None:
        """Shows the network as a whole; nodes that are not part of it do not count."""
        self._title.setText("The network")
        self._icon.set_icon("waypoints", "quiet")
        left_out = len(graph.nodes) - len(measured.used)
        self._sentence.setText(_sentence(graph, left_out))
        self._show(graph, measured, measured.used)
        self._buttons.hide()

    def show_several(self, graph: Graph, ids: Collection[str], measured: Measured) -> None:
        """Shows what the selected nodes have together."""
        self._title.setText(f"{count(len(ids))} nodes selected")
        self._icon.set_icon("layers", "quiet")
        self._sentence.setText("Select one node to see and set its values.")
        self._show(graph, measured, ids)
        self._buttons.show()

    def words(self) -> dict[str, str]:
        """Every figure, as it is read."""
        return self._figures.words() | self._families.words()

    def sentence(self) -> str:
        """What is said under the title."""
        return self._sentence.text()

    def _show(self, graph: Graph, measured: Measured, ids: Collection[str]) -> None:
        figures = [measured.figures[node_id] for node_id in ids]
        self._figures.fill(
            [
                ("Nodes", count(len(ids)), None, "", ""),
                ("Weights", count(sum(each.weights for each in figures)), None, "", ""),
                ("Multiply-adds", count(sum(each.multiply_adds for each in figures)), None, "", ""),
                ("Memory, per image", memory(sum(each.memory for each in figures)), None, "", ""),
            ]
        )
        rows = list(_family_rows(graph, measured, ids))
        self._families.fill(rows)
        self._by_family.setVisible(bool(rows))

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._title, 1)
        return head

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


Line = tuple[str, str, float | None, str, str]
"""Name, value, share, icon and the role of its colour; the last three may be missing."""


class _Table(QWidget):
    """Names left, numbers right, with icon, bar and share where there are any."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: list[Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def fill(self, lines: list[Line]) -> None:
        """Shows other lines; the same ones are left alone."""
        if lines == self._lines:
            return
        self._lines = lines
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, line in enumerate(lines):
            self._put(row, line)

    def words(self) -> dict[str, str]:
        return {name: value for name, value, *_ in self._lines}

    def _put(self, row: int, line: Line) -> None:
        name, value, share, icon, role = line
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.setRowMinimumHeight(row, 24)
        if icon:
            self._grid.addWidget(IconLabel(self._look, icon, role), row, 0)
        self._grid.addWidget(label(name, "label"), row, 1)
        self._grid.addWidget(label(value, "value"), row, 2, right)
        if share is not None:
            bar = ShareBar(self._look)
            bar.show_share(share, role)
            self._grid.addWidget(bar, row, 3, Qt.AlignmentFlag.AlignVCenter)
            words = Quiet(share_words(share))
            words.setMinimumWidth(36)
            words.setAlignment(right)
            self._grid.addWidget(words, row, 4, right)


def _family_rows(graph: Graph, measured: Measured, ids: Collection[str]) -> Iterable[Line]:
    """The families that hold weights, with their part of all weights."""
    whole = sum(measured.figures[node_id].weights for node_id in ids)
    for family in FAMILIES:
        weights = sum(measured.figures[node_id].weights for node_id in ids if _family(graph, node_id) == family.key)
        if weights:
            yield family.title, count(weights), weights / whole, family.icon, family.key


def _family(graph: Graph, node_id: str) -> str:
    block = graph.nodes[node_id].block
    return block.family if isinstance(block, Block) else ""


def _sentence(graph: Graph, left_out: int) -> str:
    if not graph.nodes:
        return "The board is empty. Drag a block from the palette onto it, or double-click one."
    ask = "Select a node on the board to see and set its values."
    if not left_out:
        return ask
    what = "1 node on the board is" if left_out == 1 else f"{count(left_out)} nodes on the board are"
    return f"{ask} {what} not part of the network and not counted."
