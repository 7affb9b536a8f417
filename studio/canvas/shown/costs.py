"""What cards can show the cost of their node in, and the slim bar that shows it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from studio.compile.cost import shares
from studio.graph.figures import Measured
from studio.look.figures import percent
from studio.look.look import Look
from studio.look.style import mixed

Kind = Literal["none", "multiply_adds", "weights", "memory", "time"]

_ALL_DIGITS = 0.1  # smaller shares are written with one more digit
_TIME = (
    "Each card shows its part of the time that all layers take for an image.\n"
    "The worker measures it on its device: in inference, each layer by itself,\n"
    "less the time of a call that does nothing.\n"
    "A module takes as long as all that is inside it, the Input as long as scaling and centring."
)


class Cost(NamedTuple):
    """A kind of cost as a menu offers it.

    Attributes:
        title: What it is called.
        icon: Stands before the share on a card.
        help: What is shown, in a sentence.
    """

    title: str
    icon: str
    help: str


COSTS: Mapping[Kind, Cost] = MappingProxyType(
    {
        "none": Cost("No cost", "x", "Cards show how many weights they hold."),
        "multiply_adds": Cost("Multiply-adds", "zap", "Each card shows its part of the work for one image."),
        "weights": Cost("Weights", "weight", "Each card shows its part of all weights."),
        "memory": Cost("Memory", "layers", "Each card shows its part of what the answers of all nodes fill for one image."),
        "time": Cost("Time", "clock", _TIME),
    }
)
"""In the order of the menu."""


def cost_shares(kind: Kind, measured: Measured, seconds: Mapping[str, float] | None = None) -> Mapping[str, float]:
    """Each node's part of the whole network, from 0 to 1; nothing where it is not known.

    Args:
        kind: Of what.
        measured: The figures of the drawing.
        seconds: How long each node took, where that was measured; `time` alone asks for it.
    """
    if kind == "none":
        return {}
    if kind == "time":
        whole = sum((seconds or {}).values())
        return {node: each / whole for node, each in (seconds or {}).items()} if whole > 0 else {}
    return {node: getattr(each, kind) for node, each in shares(measured).items()}


def written(share: float) -> str:
    """A share on a card: `28 %`, `0.3 %`."""
    return percent(share, 1 if 0 < share < _ALL_DIGITS else 0)


def paint_bar(painter: QPainter, look: Look, place: QRectF, share: float, role: str) -> None:
    """A track as long as the whole network, and as much of it filled as the node takes."""
    theme = look.theme
    painter.fillRect(place, QColor(mixed(theme.card, theme.strong_line, 0.6)))
    filled = max(min(share, 1.0) * place.width(), 1.0) if share > 0 else 0.0
    painter.fillRect(QRectF(place.left(), place.top(), filled, place.height()), look.colour(role))
