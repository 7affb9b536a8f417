"""Windows that slide over an image: how many positions they take, how far they see, and the words when they do not fit."""

from __future__ import annotations

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
        raise ShapeError(f"{name} needs a last axis of known length. Received: {spelled(shape)}. Give the Input a fixed height and width.")
    return shape[-1]


def spread(size: Pair, dilation: Pair) -> Pair:
    """Height and width that a window with holes covers."""
    return tuple(hole * (side - 1) + 1 for side, hole in zip(size, dilation, strict=True))


def positions(length: int | None, size: int, stride: int, padding: str) -> int | None:
    """How many positions a window takes along one axis; 0 where it does not fit."""
    if length is None:
        return None
    if padding == "same":
        return -(-length // stride)
    return max(0, (length - size) // stride + 1)


def slid(shape: Shape, size: Pair, strides: Pair, padding: str, *, what: str, field: str) -> tuple[int | None, int | None]:
    """Height and width of the map that a sliding window leaves.

    Args:
        shape: The image that it slides over.
        size: Height and width that the window covers.
        strides: Step between two positions.
        padding: `valid` or `same`.
        what: The window in words: filter, window.
        field: The field that sets its size, for the remedy.

    Raises:
        ShapeError: The window is larger than the image.
    """
    height, width = (positions(*axis, padding) for axis in zip(shape[:2], size, strides, strict=True))
    if height == 0 or width == 0:
        raise ShapeError(
            f'A {pictured(size)} {what} is larger than the {pictured(shape[:2])} map. Choose a smaller {field}, or the padding "same".'
        )
    return height, width


def reach(size: Pair, strides: Pair) -> Reach:
    """What one position of a sliding window sees."""
    return Reach((size[0], size[1]), (strides[0], strides[1]))


def by(pair: Pair) -> str:
    """A pair on a card: `5×5`."""
    return f"{pair[0]}×{pair[1]}"


def step(strides: Pair) -> str:
    """A stride on a card, as papers write it: `/2`; nothing for 1."""
    if set(strides) == {1}:
        return ""
    return f"/{strides[0]}" if strides[0] == strides[1] else f"/{by(strides)}"


def joined(*parts: str) -> str:
    """The parts of a caption that say something: `6 · 5×5 · valid`."""
    return " · ".join(part for part in parts if part)
