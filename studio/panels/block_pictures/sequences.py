"""What works along sequences: rows of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from studio.panels.block_pictures.sheet import MIDDLE, Sheet
from studio.panels.block_pictures.windows import Drawing

_COUNTED = (3, 5, 1, 4, 2, 6)
_WAVE = (0.2, 0.5, 0.9, 0.7, 0.3, 0.1, 0.4, 0.8)
_ANSWER = (0.5, 0.9, 0.8, 0.4, 0.2, 0.6)
_BUMP = (0.3, 0.9, 0.3)
_ROLES = ("quiet", "convolution", "merging")


def convolution(sheet: Sheet) -> None:
    """A window slides along the sequence."""
    sheet.grid(10, [_WAVE], 11, "quiet")
    sheet.outline(21, MIDDLE - 5.5, 33, 11)
    sheet.sign(110, "·")
    sheet.grid(122, [_BUMP], 11, "accent")
    sheet.arrow(160, 12)
    sheet.grid(178, [_ANSWER[:5]], 11)


def depthwise(sheet: Sheet) -> None:
    """Every channel has a filter of its own."""
    for place, role in enumerate(_ROLES):
        top = 16.0 + 24 * place
        sheet.grid(14, [_WAVE], 11, role, top=top)
        sheet.sign(114, "·", top + 6)
        sheet.grid(126, [_BUMP], 11, role, top=top)
        sheet.arrow(164, 12, top + 6)
        sheet.grid(182, [_ANSWER[:4]], 11, role, top=top)


def separable(sheet: Sheet) -> None:
    """Filters on every channel, then a mixture of what they give."""
    for place, role in enumerate(_ROLES):
        top = 16.0 + 24 * place
        sheet.grid(10, [_WAVE[:6]], 11, role, top=top)
        sheet.arrow(80, 12, top + 6)
        sheet.grid(98, [_ANSWER[:4]], 11, role, top=top)
        for target in (MIDDLE - 18, MIDDLE + 18):
            sheet.line(146, top + 6, 174, target, "strong_line", 1.2)
    for top in (MIDDLE - 24, MIDDLE + 13):
        sheet.grid(178, [_ANSWER[:4]], 11, top=top)


def transposed(sheet: Sheet) -> None:
    """Every step paints a patch; patches overlap and add up."""
    sheet.grid(20, [(0.9, 0.3, 0.7)], 16, "quiet")
    sheet.outline(20, MIDDLE - 8, 16, 16)
    sheet.arrow(78)
    sheet.grid(108, [(0.3, 0.9, 0.4, 0.3, 0.3, 0.7, 0.3)], 16)
    sheet.outline(108, MIDDLE - 8, 48, 16)


def _changed(before: Sequence[float], after: Sequence[float], window: int = 0, kept: tuple[int, int] = (0, 0)) -> Drawing:
    """A row becomes another; of the first a window is outlined, of the second what was there before."""

    def draw(sheet: Sheet) -> None:
        side = 17.0
        sheet.grid(6, [before], side, written=True)
        for start in range(0, len(before) if window else 0, window or 1):
            sheet.outline(6 + start * side, MIDDLE - side / 2, min(window, len(before) - start) * side, side, "quiet")
        sheet.arrow(12 + len(before) * side)
        left = 40 + len(before) * side
        sheet.grid(left, [after], side, written=True)
        if kept[1]:
            sheet.outline(left + kept[0] * side, MIDDLE - side / 2, kept[1] * side, side)

    return draw


def _pooled(answer: Callable[[Sequence[float]], float], window: int) -> Drawing:
    return _changed(_COUNTED, [answer(_COUNTED[start : start + window]) for start in range(0, len(_COUNTED), window)], window)


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 1)


def spatial_dropout(sheet: Sheet) -> None:
    """Whole channels are out."""
    for place in range(3):
        top, out = 14.0 + 26 * place, place == 1
        sheet.grid(72, [[0.0] * 6 if out else _ANSWER], 16, top=top)
        if out:
            sheet.line(72, top + 8, 168, top + 8, "text", 1.4)


def repeated(sheet: Sheet) -> None:
    """A vector stands there several times."""
    sheet.grid(30, [(3, 1, 4)], 20, written=True)
    sheet.arrow(104)
    sheet.grid(140, [(3, 1, 4)] * 4, 20, written=True)
    sheet.outline(140, MIDDLE - 40, 60, 20)


PICTURES: Mapping[str, Drawing] = {
    "Conv1D": convolution,
    "DepthwiseConv1D": depthwise,
    "SeparableConv1D": separable,
    "Conv1DTranspose": transposed,
    "MaxPooling1D": _pooled(max, 2),
    "AveragePooling1D": _pooled(_mean, 2),
    "GlobalMaxPooling1D": _pooled(max, 6),
    "GlobalAveragePooling1D": _pooled(_mean, 6),
    "AdaptiveMaxPooling1D": _pooled(max, 3),
    "AdaptiveAveragePooling1D": _pooled(_mean, 3),
    "ZeroPadding1D": _changed((3, 5, 2, 4), (0, 3, 5, 2, 4, 0), kept=(1, 4)),
    "Cropping1D": _changed((1, 3, 5, 2, 4, 6), (3, 5, 2, 4), kept=(0, 4)),
    "UpSampling1D": _changed((3, 5, 2), (3, 3, 5, 5, 2, 2), kept=(0, 2)),
    "SpatialDropout1D": spatial_dropout,
    "RepeatVector": repeated,
}
