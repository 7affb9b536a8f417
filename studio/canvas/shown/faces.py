"""What stands on a card, as plain values: the key under which its picture is kept."""

from typing import Any, NamedTuple

from studio.blocks.block import Block, pictured
from studio.blocks.unknown import UnknownBlock
from studio.graph.figures import Figures
from studio.graph.model import Node
from studio.graph.module import Instance, Placed
from studio.graph.names import kind
from studio.graph.rules import takes_input
from studio.look import FAMILY_ICONS
from studio.look.figures import round_count

UNKNOWN = "quiet"
"""Role that colours what no family claims."""
MODULE = "module"
"""Role that colours modules."""
FAMILIES = (*FAMILY_ICONS, UNKNOWN)
WEIGHT = "weight"
"""Icon of the weights."""

_Key = tuple[Node, Figures | None, bool, str, tuple[str, str] | None]


class Face(NamedTuple):
    """All words and signs of a card.

    Attributes:
        family: Role of its colour.
        icon: Name of its icon.
        title: The kind of block.
        caption: The one or two values that matter.
        shape: Of the output, or what is missing.
        figure: How many weights, grouped, or the share of a cost; empty for none.
        sign: Icon of what the figure counts.
        brief: The figure in round numbers, for where it has no room; empty where there is no shorter one.
        briefest: The same in two digits, for where that has no room either.
        words: Of an issue, where they stand in the place of the picture.
        deck: How many cards show behind it.
        repeat: How many times a module stands in a chain.
        beside: The name of a module's node, for which its values give way; empty for a block.
    """

    family: str
    icon: str
    title: str
    caption: str
    shape: str
    figure: str
    sign: str = WEIGHT
    brief: str = ""
    briefest: str = ""
    words: str = ""
    deck: int = 0
    repeat: int = 1
    beside: str = ""


def face(node: Node, figures: Figures | None, wired: bool, words: str = "", cost: tuple[str, str] | None = None) -> Face:
    """The face of a node.

    Args:
        node: The node.
        figures: Its figures, where known.
        wired: Whether anything feeds it.
        words: Of an issue that stands in the place of the picture.
        cost: The share of a cost and its icon, where they take the place of the weights.
    """
    block = node.block
    repeat = block.repeat if isinstance(block, Instance) else 1
    return Face(
        family=family_of(block),
        icon=icon_of(block),
        title=title_of(block),
        caption=caption_of(block),
        shape=_shape(node, figures, wired),
        figure=cost[0] if cost else _weights(figures),
        sign=cost[1] if cost else WEIGHT,
        brief="" if cost else _brief(figures),
        briefest="" if cost else _brief(figures, 2),
        words=words,
        deck=0 if not isinstance(block, Instance) else 2 if repeat == 1 else 3,
        repeat=repeat,
        beside=node.name if isinstance(block, Instance) else "",
    )


def family_of(block: Placed) -> str:
    """Role of the colour of a block's family."""
    if isinstance(block, Instance):
        return MODULE
    family = block.family if isinstance(block, Block) else ""
    return family if family in FAMILY_ICONS else UNKNOWN


def icon_of(block: Placed) -> str:
    """Name of the icon of a block's family, or of the module; what ends a network has its own."""
    if isinstance(block, Instance):
        return block.module.icon
    if isinstance(block, Block) and not block.has_output:
        return "log-out"
    return FAMILY_ICONS.get(family_of(block), "circle-help")


def title_of(block: Placed) -> str:
    """The kind of block."""
    return kind(block)


def caption_of(block: Placed) -> str:
    """The values that matter."""
    if isinstance(block, Instance):
        return " · ".join(_value(name, value) for name, value in _chosen(block).items())
    return "unknown to this version" if isinstance(block, UnknownBlock) else block.caption()


def _chosen(block: Instance) -> dict[str, Any]:
    """The parameters that differ from the module's own; the first of all where none does."""
    values = block.chosen(block.repeat - 1)
    names = [name for name in values if name in block.values] or list(values)[:1]
    return {name: values[name] for name in names}


def _value(name: str, value: Any) -> str:
    """A value as captions have it; of a yes or no its name."""
    if isinstance(value, bool):
        said = name.removeprefix("use_").replace("_", " ")
        return said if value else f"no {said}"
    return "×".join(str(each) for each in value) if isinstance(value, (tuple, list)) else str(value)


def _shape(node: Node, figures: Figures | None, wired: bool) -> str:
    if figures is not None and figures.shape is not None:
        return pictured(figures.shape)
    if figures is not None and figures.asked and not figures.refusal:
        return "asking Keras …"
    return "no shape" if wired or not takes_input(node.block) else "no input"


def _weights(figures: Figures | None) -> str:
    return f"{figures.weights:,}" if figures is not None and figures.weights else ""


def _brief(figures: Figures | None, digits: int = 3) -> str:
    return round_count(figures.weights, digits) if figures is not None and figures.weights else ""


class Faces:
    """The faces of nodes, each written once for a node and its figures."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[_Key, Face]] = {}

    def of(self, node: Node, figures: Figures | None, wired: bool, words: str, cost: tuple[str, str] | None = None) -> Face:
        """The face of a node; see ``face``."""
        known, key = self._known.get(node.id), (node, figures, wired, words, cost)
        if known and known[0][0] is node and known[0][1] is figures and known[0][2:] == key[2:]:
            return known[1]
        made = face(*key)
        self._known[node.id] = (key, made)
        return made
