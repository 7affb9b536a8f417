"""What stands on a card, as plain values: the key under which its picture is kept."""

from typing import NamedTuple

from studio.blocks.block import Block, pictured
from studio.blocks.unknown import UnknownBlock
from studio.graph.figures import Figures
from studio.graph.model import Node
from studio.graph.module import Instance, Placed
from studio.graph.names import kind
from studio.graph.rules import takes_input
from studio.look import FAMILY_ICONS

UNKNOWN = "quiet"
"""Role that colours what no family claims."""
FAMILIES = (*FAMILY_ICONS, UNKNOWN)


class Face(NamedTuple):
    """All words and signs of a card.

    Attributes:
        family: Role of its colour.
        icon: Name of its icon.
        title: The kind of block.
        caption: The one or two values that matter.
        shape: Of the output, or what is missing.
        weights: How many, grouped; empty for none.
        words: Of an issue, where they stand in the place of the picture.
    """

    family: str
    icon: str
    title: str
    caption: str
    shape: str
    weights: str
    words: str = ""


def face(node: Node, figures: Figures | None, wired: bool, words: str = "") -> Face:
    """The face of a node.

    Args:
        node: The node.
        figures: Its figures, where known.
        wired: Whether anything feeds it.
        words: Of an issue that stands in the place of the picture.
    """
    family = family_of(node.block)
    return Face(
        family, icon_of(node.block), title_of(node.block), _caption(node.block), _shape(node, figures, wired), _weights(figures), words
    )


def family_of(block: Placed) -> str:
    """Role of the colour of a block's family."""
    family = block.family if isinstance(block, Block) else ""
    return family if family in FAMILY_ICONS else UNKNOWN


def icon_of(block: Placed) -> str:
    """Name of the icon of a block's family; what ends a network has its own."""
    if isinstance(block, Block) and not block.has_output:
        return "log-out"
    return FAMILY_ICONS.get(family_of(block), "circle-help")


def title_of(block: Placed) -> str:
    """The kind of block."""
    return kind(block)


def _caption(block: Placed) -> str:
    if isinstance(block, Instance):
        return f"{block.repeat} ×" if block.repeat > 1 else ""
    return "unknown to this version" if isinstance(block, UnknownBlock) else block.caption()


def _shape(node: Node, figures: Figures | None, wired: bool) -> str:
    if figures is not None and figures.shape is not None:
        return pictured(figures.shape)
    return "no shape" if wired or not takes_input(node.block) else "no input"


def _weights(figures: Figures | None) -> str:
    return f"{figures.weights:,}" if figures is not None and figures.weights else ""


class Faces:
    """The faces of nodes, each written once for a node and its figures."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Node, Figures | None, bool, str, Face]] = {}

    def of(self, node: Node, figures: Figures | None, wired: bool, words: str) -> Face:
        """The face of a node; see ``face``."""
        known = self._known.get(node.id)
        if known and known[0] is node and known[1] is figures and known[2:4] == (wired, words):
            return known[4]
        made = face(node, figures, wired, words)
        self._known[node.id] = (node, figures, wired, words, made)
        return made
