"""What a program does to raw pixels first, where that is what the data of a project does."""

from __future__ import annotations

import re
from typing import NamedTuple

from studio.blocks.ends import Input
from studio.blocks.preprocessing import Normalization, Rescaling
from studio.data.data import Centre
from studio.graph import edits
from studio.graph.model import Graph, Node

_UNPACKS = "def mean_image() -> np.ndarray:"
_CENTRES = re.compile(
    r"(\w+) = layers\.Normalization\(\s*axis=\(1, 2, 3\),\s*mean=mean,\s*variance=np\.ones_like\(mean\),\s*name=\"\w+\",?\s*\)\((\w+)\)"
)


class Front(NamedTuple):
    """What the data does in place of layers.

    Attributes:
        scale: Whether it divides pixels by 255.
        centre: Which mean it subtracts after that.
    """

    scale: bool = False
    centre: Centre = "none"


def without_mean_image(text: str) -> tuple[str, bool]:
    """A program that the studio wrote without the layer that subtracts a mean image, which no block holds; and whether there was one."""
    if _UNPACKS not in text:
        return text, False
    found, count = _CENTRES.subn(r"\1 = \2", text)
    return found, count > 0


def without_front(graph: Graph, centred: bool = False) -> tuple[Graph, Front]:
    """The drawing without the layers right behind its one Input that the data stands for.

    Args:
        graph: The drawing.
        centred: Whether a mean image was subtracted after that.
    """
    found = Front(centre="mean image" if centred else "none")
    if (first := _first(graph)) and first.block == Rescaling():
        graph, found = edits.remove(graph, [first.id], heal=True), found._replace(scale=True)
    if (first := _first(graph)) and not centred and _centres(first):
        graph, found = edits.remove(graph, [first.id], heal=True), found._replace(centre="per channel")
    return graph, found


def _first(graph: Graph) -> Node | None:
    """What alone takes the images; None where there are several Inputs, or no images."""
    inputs = [node for node in graph.nodes.values() if isinstance(node.block, Input)]
    if len(inputs) != 1 or not isinstance(inputs[0].block, Input) or len(inputs[0].block.shape) not in (2, 3):
        return None
    follows = graph.follows.get(inputs[0].id, ())
    return graph.nodes[follows[0].target] if len(follows) == 1 else None


def _centres(node: Node) -> bool:
    """Whether it subtracts a mean of each channel and does nothing else."""
    block = node.block
    return isinstance(block, Normalization) and bool(block.mean) and not block.invert and set(block.variance or ()) == {1.0}
