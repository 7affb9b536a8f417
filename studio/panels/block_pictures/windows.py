"""Windows over images: convolutions and poolings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from studio.panels.block_pictures.sheet import MIDDLE, SIDE, Sheet, middled

Drawing = Callable[[Sheet], None]

IMAGE = (
    (0.1, 0.2, 0.2, 0.1, 0.1),
    (0.2, 0.9, 1.0, 0.3, 0.1),
    (0.1, 0.3, 0.9, 0.4, 0.1),
    (0.1, 0.2, 0.9, 0.8, 0.2),
    (0.1, 0.1, 0.2, 0.3, 0.1),
)
FILTER = ((0.2, 0.9, 0.2), (0.2, 0.9, 0.2), (0.2, 0.9, 0.2))
_MAP = ((0.5, 0.9, 0.4), (0.4, 1.0, 0.6), (0.3, 0.8, 0.9))
_POOLED = ((1, 3, 2, 0), (5, 2, 1, 4), (0, 1, 6, 2), (2, 1, 3, 7))
_SMALL = ((0.2, 0.9, 0.3), (0.7, 0.3, 0.6), (0.3, 0.8, 0.2))
_TINY = ((0.9, 0.3), (0.4, 0.8))


def convolution(sheet: Sheet) -> None:
    """A window slides over the image; what it sees times the filter is one value of the map."""
    sheet.grid(16, IMAGE, role="quiet")
    top = middled(60)
    sheet.outline(16 + SIDE, top, 3 * SIDE, 3 * SIDE, dashed=True)
    sheet.outline(16, top, 3 * SIDE, 3 * SIDE)
    sheet.sign(90, "·")
    sheet.grid(104, FILTER, role="accent")
    sheet.arrow(150)
    sheet.grid(182, _MAP)
    sheet.outline(182, middled(36), SIDE, SIDE)


def depthwise(sheet: Sheet) -> None:
    """Every channel has a filter of its own."""
    for place, role in enumerate(("quiet", "convolution", "merging")):
        top = 6.0 + 29 * place
        sheet.grid(36, _SMALL, 9, role, top=top)
        sheet.sign(78, "·", top + 13)
        sheet.grid(92, _TINY, 9, role, top=top + 4.5)
        sheet.arrow(128, middle=top + 13)
        sheet.grid(166, _TINY, 12, role, top=top + 1.5)


def separable(sheet: Sheet) -> None:
    """Filters on every channel, then a mixture of what they give."""
    for place, role in enumerate(("quiet", "convolution", "merging")):
        top = 6.0 + 29 * place
        sheet.grid(14, _SMALL, 9, role, top=top)
        sheet.arrow(48, 14, top + 13)
        sheet.grid(70, _TINY, 12, role, top=top + 1.5)
        for target in (MIDDLE - 22, MIDDLE + 22):
            sheet.line(100, top + 13, 156, target, "strong_line", 1.2)
    for top in (MIDDLE - 36, MIDDLE + 8):
        sheet.grid(162, _TINY, 14, top=top)
    sheet.words(188, 0, 52, 96, "mixed", "quiet")


def transposed(sheet: Sheet) -> None:
    """Every pixel paints a patch; patches overlap and add up."""
    sheet.grid(28, _TINY, 18, "quiet")
    sheet.outline(28, middled(36), 18, 18)
    sheet.arrow(86)
    upper, lower = (0.9, 0.9, 1.0, 0.3, 0.3), (0.4, 0.4, 0.7, 0.8, 0.8)
    spread = (upper, upper, (0.6, 0.6, 0.9, 0.5, 0.5), lower, lower)
    sheet.grid(130, spread, 14)
    sheet.outline(130, middled(70), 42, 42)


def _pooling(answer: Callable[[Sequence[float]], float], marked: bool = False) -> Drawing:
    """Windows side by side, each with its answer; marked where the answer is one of the values."""

    def draw(sheet: Sheet) -> None:
        side, top = 20.0, middled(80)
        sheet.grid(32, _POOLED, side, written=True)
        answers = [[answer(_window(row, column)) for column in (0, 2)] for row in (0, 2)]
        for row in (0, 2):
            for column in (0, 2):
                sheet.outline(32 + column * side, top + row * side, 2 * side, 2 * side, "quiet")
        if marked:
            for row, line in enumerate(_POOLED):
                for column, value in enumerate(line):
                    if value == answers[row // 2][column // 2]:
                        sheet.outline(32 + column * side + 2, top + row * side + 2, side - 4, side - 4)
        sheet.arrow(124)
        sheet.grid(156, answers, 28, written=True)

    return draw


def _with_places(sheet: Sheet) -> None:
    """The largest value of each window, and where in its window it stood."""
    sheet.grid(8, _POOLED, 18, written=True)
    for number in range(4):
        sheet.outline(8 + 36 * (number % 2), middled(72) + 36 * (number // 2), 36, 36, "quiet")
    sheet.arrow(88, 14)
    windows = [[_window(row, column) for column in (0, 2)] for row in (0, 2)]
    sheet.grid(110, [[max(window) for window in row] for row in windows], 26, written=True)
    sheet.grid(186, [[window.index(max(window)) for window in row] for row in windows], 26, "quiet", written=True)


def _global(answer: Callable[[Sequence[float]], float]) -> Drawing:
    """A whole map becomes one number."""

    def draw(sheet: Sheet) -> None:
        sheet.grid(32, _POOLED, 20, written=True)
        sheet.outline(32, middled(80), 80, 80)
        sheet.arrow(126)
        sheet.grid(164, [[answer([value for row in _POOLED for value in row])]], 32, written=True)

    return draw


def _adaptive(answer: Callable[[Sequence[float]], float]) -> Drawing:
    """A map in as many parts as are wanted."""

    def draw(sheet: Sheet) -> None:
        sheet.grid(32, _POOLED, 20, written=True)
        for column in (0, 2):
            sheet.outline(32 + column * 20, middled(80), 40, 80)
        sheet.arrow(126)
        sheet.grid(156, [[answer([row[place + side] for row in _POOLED for side in (0, 1)]) for place in (0, 2)]], 30, written=True)

    return draw


def _window(row: int, column: int) -> list[float]:
    return [_POOLED[row + down][column + right] for down in (0, 1) for right in (0, 1)]


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 1)


PICTURES: Mapping[str, Drawing] = {
    "Conv2D": convolution,
    "DepthwiseConv2D": depthwise,
    "SeparableConv2D": separable,
    "Conv2DTranspose": transposed,
    "MaxPooling2D": _pooling(max, marked=True),
    "MaxPoolingWithIndices2D": _with_places,
    "AveragePooling2D": _pooling(_mean),
    "SumPooling2D": _pooling(sum),
    "AdaptiveAveragePooling2D": _adaptive(_mean),
    "AdaptiveMaxPooling2D": _adaptive(max),
    "GlobalAveragePooling2D": _global(_mean),
    "GlobalMaxPooling2D": _global(max),
}
