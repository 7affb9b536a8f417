"""Windows that slide over images, sequences and volumes: how many positions they take, how far they see, and words when they do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from studio.blocks.block import Block, Reach, Shape, ShapeError, pictured, spelled

Pair = tuple[int, ...]
_ROOM = 24
"""Letters that a caption has."""


def image(name: str, shape: Shape) -> tuple[int | None, int | None, int | None]:
    """Height, width and channels of an input that must be an image.

    Raises:
        ShapeError: It has another number of axes.
    """
    if len(shape) != 3:
        raise ShapeError(
            f"{name} needs an image (height, width, channels). Received: {spelled(shape)}. "
            "Put it before Flatten, or put a Reshape before it."
        )
    return shape[0], shape[1], shape[2]


_GRIDS = {
    1: ("a sequence", "steps, channels"),
    2: ("an image", "height, width, channels"),
    3: ("a volume", "depth, height, width, channels"),
}


def grid(name: str, shape: Shape, dimensions: int) -> Shape:
    """The input, which must be a sequence, an image or a volume.

    Raises:
        ShapeError: It has another number of axes.
    """
    if dimensions == 2:
        return image(name, shape)
    if len(shape) != dimensions + 1:
        what, axes = _GRIDS[dimensions]
        raise ShapeError(
            f"{name} needs {what} ({axes}). Received: {spelled(shape)}. Put a Reshape before it, or give the Input that shape."
        )
    return shape


def last_axis(name: str, shape: Shape) -> int:
    """How many values the last axis has; layers with a weight for each must know.

    Raises:
        ShapeError: It is not known before run time.
    """
    if not shape or shape[-1] is None:
        raise ShapeError(f"{name} needs a last axis of known length. Received: {spelled(shape)}. Give the Input a shape without None.")
    return shape[-1]


def along(name: str, shape: Shape, axis: int) -> Shape:
    """The input, which must have an axis; -1 is the last one.

    Raises:
        ShapeError: It has not.
    """
    if axis > len(shape):
        raise ShapeError(f"{name} works along axis {axis}, which its input does not have. Received: {spelled(shape)}. Set axis to −1.")
    return shape


class Sliding(NamedTuple):
    """A window that slides over an image, a sequence or a volume.

    Attributes:
        size: Its height and width, in values; one number of a sequence, three of a volume.
        strides: Step between two positions, in pixels.
        padding: `valid`, `same` or `causal`.
        dilation: Distance between two of its values, in pixels; above 1 it has holes. Nothing for no holes.
    """

    size: Pair
    strides: Pair
    padding: str
    dilation: Pair = ()

    @property
    def covered(self) -> Pair:
        """Height and width that it covers, holes included."""
        return tuple(hole * (side - 1) + 1 for side, hole in zip(self.size, self.dilation or (1,) * len(self.size), strict=True))

    @property
    def reach(self) -> Reach:
        """What one of its positions sees."""
        return reach(self.covered, self.strides)

    def over(self, shape: Shape, what: str, field: str) -> Shape:
        """Height and width of the map that it leaves of an image, or what it leaves of the other axes before the channels.

        Args:
            shape: The image.
            what: The window in words: filter, window.
            field: The field that sets its size, for the remedy.

        Raises:
            ShapeError: It is larger than the image.
        """
        axes = shape[: len(self.size)]
        left = tuple(positions(*axis, self.padding) for axis in zip(axes, self.covered, self.strides, strict=True))
        if 0 in left:
            holes, smaller = (", holes included,", f"{field} or dilation_rate") if max(self.dilation, default=1) > 1 else ("", field)
            steps = len(self.size) == 1
            window = f"{what} of {self.covered[0]} steps" if steps else f"{pictured(self.covered)} {what}"
            received = f"sequence of {axes[0]} steps" if steps else f"{pictured(axes)} map"
            raise ShapeError(f'A {window}{holes} is larger than the {received}. Choose a smaller {smaller}, or the padding "same".')
        return left


def positions(length: int | None, size: int, stride: int, padding: str) -> int | None:
    """How many positions a window takes along one axis; 0 where it does not fit."""
    if length is None:
        return None
    if padding in ("same", "causal"):
        return -(-length // stride)
    return max(0, (length - size) // stride + 1)


def reach(size: Sequence[float], stride: Sequence[float]) -> Reach:
    """What is seen along height and width: the last two axes of a volume; a sequence counts as one column."""
    height, width = (*size, 1) if len(size) == 1 else size[-2:]
    down, right = (*stride, 1) if len(stride) == 1 else stride[-2:]
    return Reach((height, width), (down, right))


def sides(value: int | Pair) -> Pair:
    """A window's sizes, whether they are one number of a sequence, or several."""
    return (value,) if isinstance(value, int) else value


def by(pair: Pair) -> str:
    """A window on a card: `5×5`."""
    return "×".join(map(str, pair))


def step(strides: Pair) -> str:
    """A stride on a card, as papers write it: `/2`; nothing for 1."""
    return "" if set(strides) == {1} else f"/{plain(strides)}"


def plain(pair: Pair) -> str:
    """A pair on a card, with a square one as one number: `2`, `2×1`."""
    return str(pair[0]) if len(set(pair)) == 1 else by(pair)


def joined(*parts: str) -> str:
    """The parts of a caption that say something: `6 · 5×5 · valid`."""
    return " · ".join(part for part in parts if part)


def inner(block: Block) -> str:
    """A block within another on a card: its kind, and as much of its caption as there is room for."""
    parts = [type(block).__name__, *block.caption().split(" · ")]
    while len(joined(*parts)) > _ROOM and len(parts) > 1:
        parts.pop()
    return joined(*parts)
