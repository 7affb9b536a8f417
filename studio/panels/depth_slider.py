"""Freezes a network, or what is inside a module, from its Input to a depth, while one sees how many weights are left to train."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from studio.graph.figures import Measured
from studio.graph.model import Graph
from studio.graph.training import frozen_depth, levels
from studio.look.figures import count
from studio.look.labels import Heading, Quiet, label
from studio.look.look import Look

_HELD = "It is frozen where it stands, so nothing in it trains."


class DepthSlider(QWidget):
    """A slider over the layers with weights, and words on what it does.

    Args:
        look: Theme and icons.
        start: Where it begins, as a person would say it.
        parent: The widget it lies in.

    Attributes:
        chosen: So many layers from the Input on shall be frozen, and no others; carries the number. Comes with every step: merge for undo.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, start: str = "the Input", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self._slider, self._count, self._words = QSlider(Qt.Orientation.Horizontal), label("", "value"), Quiet("", wrap=True)
        self._slider.setAccessibleName(f"Freeze from {start} to a depth")
        self._slider.setPageStep(1)
        self._count.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (Heading(f"Freeze from {start} on"), self._slider, self._count, self._words):
            column.addWidget(widget)
        self._slider.valueChanged.connect(self.chosen)

    def show_network(self, graph: Graph, measured: Measured, held: bool = False) -> None:
        """Shows how deep a network is frozen; hidden where nothing in it has weights.

        Args:
            graph: The network.
            measured: Its figures.
            held: Whether a module around it is frozen, so that nothing in it trains anyway.
        """
        rows = levels(graph, measured)
        self.setVisible(bool(rows))
        depth = frozen_depth(graph, rows)
        with QSignalBlocker(self._slider):
            self._slider.setRange(0, len(rows))
            self._slider.setValue(depth)
        training = 0 if held else measured.weights - measured.fixed
        self._count.setText(f"{count(training)} of {count(measured.weights)} weights train")
        self._words.setText(_HELD if held else _words(graph, rows, depth, self._start))

    def words(self) -> tuple[str, str]:
        """What it says: how many weights train, and what is frozen."""
        return self._count.text(), self._words.text()

    def move_to(self, depth: int) -> None:
        """As a person would move it."""
        self._slider.setValue(depth)


def _words(graph: Graph, rows: Sequence[frozenset[str]], depth: int, start: str) -> str:
    """`Frozen up to conv2. dense1 and all behind it train.`, with what else is frozen."""
    rest = [graph.nodes[node_id].name for level in rows[depth:] for node_id in sorted(level) if not graph.nodes[node_id].trainable]
    others = f" {_named(rest)} frozen as well." if rest else ""
    if not depth:
        return f"Nothing is frozen from {start} on.{others}" if rest else "Nothing is frozen."
    last = _name(graph, rows[depth - 1])
    if depth == len(rows):
        return "All of it is frozen, so there is nothing to train."
    return f"Frozen up to {last}; training begins with {_name(graph, rows[depth])}.{others}"


def _name(graph: Graph, level: frozenset[str]) -> str:
    names = sorted(graph.nodes[node_id].name for node_id in level)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _named(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    return f"{names[0]} and {names[1]} are" if len(names) == 2 else f"{names[0]}, {names[1]} and {len(names) - 2} more are"
