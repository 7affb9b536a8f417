"""How one node is trained, in its properties: whether at all, and how fast beside the others."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.graph.manner import Manner, kept_at
from studio.graph.model import Node
from studio.graph.modules.parameter_fields import plain_field
from studio.graph.training import FASTEST
from studio.look.labels import Heading, Quiet
from studio.look.look import Look
from studio.panels.parameter_view import ParameterView

_TRAINABLE = plain_field(
    "trainable", "Trainable", "flag", True, "Whether training changes the weights; frozen ones stay as they are (Shift+L)."
)
_MULTIPLIER = plain_field(
    "multiplier",
    "Rate ×",
    "number",
    1.0,
    "What its learning rate is multiplied by: 0.1 for a tenth of the steps of the others. 0 freezes it.",
    lowest=0,
)

_HELD = "A module around it is frozen, so training leaves it as it is."


class TrainingSection(QWidget):
    """Two rows under a heading.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        froze: Whether training shall change the node; carries it.
        paced: The learning rate's multiplier was set; carries it. Comes with every letter: merge for undo.
    """

    froze = Signal(bool)
    paced = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._words = ParameterView(look, _checked), Quiet("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (Heading("Training"), self._rows, self._words):
            column.addWidget(widget)
        self._rows.changed.connect(self._tell)

    def show_node(self, node: Node, *, fresh: bool, held: bool = False) -> None:
        """Shows a node with weights.

        Args:
            node: The node.
            fresh: Whether it is another one than before.
            held: Whether a module around it is frozen, and the node with it.
        """
        values = {"trainable": node.trainable, "multiplier": node.multiplier}
        self._rows.show_values([_TRAINABLE, _MULTIPLIER] if node.trainable else [_TRAINABLE], values, fresh=fresh)
        self._rows.setEnabled(not node.locked)
        words = " ".join(filter(None, (_HELD if held and node.trainable else "", _begins(node))))
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def set_low(self, low: bool) -> None:
        """Brings the rows closer together."""
        self._rows.set_low(low)

    def values(self) -> dict[str, Any]:
        """What is shown."""
        return dict(self._rows.values())

    def _tell(self, name: str, value: Any) -> None:
        if name == "trainable":
            self.froze.emit(value)
        else:
            self.paced.emit(value)


def _checked(name: str, value: Any) -> tuple[Any, tuple[str, ...]]:
    if name != "multiplier" or (isinstance(value, int | float) and 0 <= value <= FASTEST):
        return value, ()
    return value, (f"multiplier must be a number from 0 to {FASTEST}.",)


def _begins(node: Node) -> str:
    """Where its weights begin; nothing where they are fresh."""
    network, path = kept_at(Manner().inside(node).pretrained)
    if not network:
        return ""
    return f"Begins with the pretrained weights of {network}{f', {path}' if path else ''}."
