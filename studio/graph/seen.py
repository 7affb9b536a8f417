"""What one value of a map sees of the input: the rows and columns."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from studio.blocks.block import Reach


class Seen(NamedTuple):
    """Rows and columns of the input, the ends within it, counted from 0.

    Attributes:
        top: First row.
        bottom: Last row.
        left: First column.
        right: Last column.
    """

    top: int
    bottom: int
    left: int
    right: int


Sees = Callable[[int, int], Seen]
"""What the value at a row and column sees."""


def centred(reach: Reach, maps: tuple[int, int], image: tuple[int, int]) -> Sees:
    """What each value sees, for maps that lie in the middle of the image, as they do with any padding that is the same on both sides.

    Args:
        reach: Size and step of what one value sees, in pixels.
        maps: Height and width of the maps.
        image: Height and width of the image.
    """
    axes = tuple(zip(reach.size, reach.stride, maps, image, strict=True))

    def sees(row: int, column: int) -> Seen:
        (top, bottom), (left, right) = (_along(place, *axis) for place, axis in zip((row, column), axes, strict=True))
        return Seen(top, bottom, left, right)

    return sees


def _along(place: int, size: float, stride: float, places: int, pixels: int) -> tuple[int, int]:
    if math.isinf(size):
        return 0, pixels - 1
    start = (pixels - (stride * (places - 1) + size)) / 2
    first = math.floor(start + place * stride + 1e-6)
    return _inside(first, pixels), _inside(first + math.ceil(size) - 1, pixels)


def _inside(pixel: int, pixels: int) -> int:
    return max(0, min(pixels - 1, pixel))
