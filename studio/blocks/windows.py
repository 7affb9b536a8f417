"""Windows that slide over an image: how many positions they take, how far they see, and the words when they do not fit."""

from __future__ import annotations

from typing import NamedTuple

from studio.blocks.block import Reach, Shape, ShapeError, pictured, spelled

Pair = tuple[int, ...]


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


def last_axis(name: str, shape: Shape) -> int:
    """How many values the last axis has; layers with a weight for each must know.

    Raises:
        ShapeError: It is not known before run time.
    """
    if not shape or shape[-1] is None:
        raise ShapeError(f"{name} needs a last axis of known length. Received: {spelled(shape)}. Give the Input a shape without None.")
    return shape[-1]


class Sliding(NamedTuple):
    """A window that slides over an image.

    Attributes:
        size: Its height and width, in values.
        strides: Step between two positions, in pixels.
        padding: `valid` or `same`.
        dilation: Distance between two of its values, in pixels; above 1 it has holes.
    """

    size: Pair
    strides: Pair
    padding: str
    dilation: Pair = (1, 1)

    @property
    def covered(self) -> Pair:
        """Height and width that it covers, holes included."""
        return tuple(hole * (side - 1) + 1 for side, hole in zip(self.size, self.dilation, strict=True))

    @property
    def reach(self) -> Reach:
        """What one of its positions sees."""
        (height, width), (down, right) = self.covered, self.strides
        return Reach((height, width), (down, right))

    def over(self, shape: Shape, what: str, field: str) -> tuple[int | None, int | None]:
        """Height and width of the map that it leaves of an image.

        Args:
            shape: The image.
            what: The window in words: filter, window.
            field: The field that sets its size, for the remedy.

        Raises:
            ShapeError: It is larger than the image.
        """
        height, width = (positions(*axis, self.padding) for axis in zip(shape[:2], self.covered, self.strides, strict=True))
        if height == 0 or width == 0:
            holes, smaller = (", holes included,", f"{field} or dilation_rate") if max(self.dilation) > 1 else ("", field)
            raise ShapeError(
                f"A {pictured(self.covered)} {what}{holes} is larger than the {pictured(shape[:2])} map. "
                f'Choose a smaller {smaller}, or the padding "same".'
            )
        return height, width


def positions(length: int | None, size: int, stride: int, padding: str) -> int | None:
    """How many positions a window takes along one axis; 0 where it does not fit."""
    if length is None:
        return None
    if padding == "same":
        return -(-length // stride)
    return max(0, (length - size) // stride + 1)


def by(pair: Pair) -> str:
    """A pair on a card: `5×5`."""
    return f"{pair[0]}×{pair[1]}"


def step(strides: Pair) -> str:
    """A stride on a card, as papers write it: `/2`; nothing for 1."""
    return "" if set(strides) == {1} else f"/{plain(strides)}"


def plain(pair: Pair) -> str:
    """A pair on a card, with a square one as one number: `2`, `2×1`."""
    return str(pair[0]) if pair[0] == pair[1] else by(pair)


def joined(*parts: str) -> str:
    """The parts of a caption that say something: `6 · 5×5 · valid`."""
    return " · ".join(part for part in parts if part)
