"""What one value of a map sees of the input: the rows and columns, and the sentence that says so."""

import math
from collections.abc import Callable
from typing import NamedTuple

from studio.blocks.block import Reach
from studio.panels.wording import span


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


def sentence(seen: Seen, image: tuple[int, int]) -> str:
    """`sees rows 7–11 and columns 12–16 of the input`, counted from 1 as all rows, columns and maps on screen are."""
    if seen == Seen(0, image[0] - 1, 0, image[1] - 1):
        return "sees all of the input"
    return f"sees {_lines('row', seen.top + 1, seen.bottom + 1)} and {_lines('column', seen.left + 1, seen.right + 1)} of the input"


def _lines(word: str, first: int, last: int) -> str:
    return f"{word if first == last else word + 's'} {span(first, last)}"
