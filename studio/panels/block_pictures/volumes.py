"""What works through volumes: slices behind each other."""

from __future__ import annotations

from collections.abc import Mapping

from studio.panels.block_pictures.sheet import MIDDLE, Sheet, Values
from studio.panels.block_pictures.windows import FILTER, IMAGE, Drawing

_STEP = 7.0
_SMALL = ((0.9, 0.3), (0.4, 0.8))
_PLAIN = ((0.4, 0.7, 0.3), (0.8, 0.5, 0.6), (0.2, 0.9, 0.4))


def _slices(sheet: Sheet, left: float, values: Values, side: float, role: str = "", count: int = 3) -> None:
    """Slices of a volume, the first in front."""
    top = MIDDLE - len(values) * side / 2 + _STEP * (count - 1) / 2
    for place in reversed(range(count)):
        sheet.grid(left + place * _STEP, values, side, role, top=top - place * _STEP)


def convolution(sheet: Sheet) -> None:
    """A block of values slides through the volume."""
    _slices(sheet, 10, IMAGE, 12, "quiet")
    sheet.sign(94, "·")
    _slices(sheet, 106, FILTER, 11, "accent")
    sheet.arrow(160, 14)
    _slices(sheet, 182, _PLAIN, 11)


def transposed(sheet: Sheet) -> None:
    """Every place paints a block; blocks overlap and add up."""
    _slices(sheet, 30, _SMALL, 16, "quiet", 2)
    sheet.arrow(88)
    _slices(sheet, 124, [[0.9, 0.7, 0.4, 0.3], [0.7, 0.9, 0.6, 0.4], [0.4, 0.6, 0.8, 0.7], [0.4, 0.5, 0.7, 0.8]], 16)


def _pooled(words: str, whole: bool = False, adaptive: bool = False) -> Drawing:
    """A volume becomes smaller, or one value."""

    def draw(sheet: Sheet) -> None:
        _slices(sheet, 20, [[0.4, 0.7, 0.3, 0.8]] * 2 + [[0.9, 0.2, 0.6, 0.5]] * 2, 15, "quiet")
        sheet.outline(20, MIDDLE - 30 + _STEP, 60 if whole else 30, 60 if whole else 30, dashed=adaptive)
        sheet.arrow(106)
        sheet.words(96, 60, 44, 18, words, "quiet")
        _slices(sheet, 152, [[0.9]] if whole else _SMALL, 22, count=1 if whole else 2)

    return draw


def _bordered(inner: int, outer: int) -> Drawing:
    """A frame around every slice comes or goes."""

    def draw(sheet: Sheet) -> None:
        side = 12.0
        framed = [[0.0] * 5, *([0.0, *row, 0.0] for row in _PLAIN), [0.0] * 5]
        before, after = (_PLAIN, framed) if outer > inner else (framed, _PLAIN)
        _slices(sheet, 22, before, side)
        sheet.arrow(106)
        _slices(sheet, 140, after, side)

    return draw


def enlarging(sheet: Sheet) -> None:
    """Every place becomes several."""
    _slices(sheet, 26, _SMALL, 16, count=2)
    sheet.arrow(88)
    _slices(sheet, 124, [[value for value in row for _ in range(2)] for row in _SMALL for _ in range(2)], 14, count=4)


def spatial_dropout(sheet: Sheet) -> None:
    """Whole volumes are out."""
    for place in range(3):
        left, out = 22.0 + 70 * place, place == 1
        _slices(sheet, left, [[0.0] * 3] * 3 if out else _PLAIN, 13)
        if out:
            sheet.cross(left + 26, MIDDLE, 22)


PICTURES: Mapping[str, Drawing] = {
    "Conv3D": convolution,
    "Conv3DTranspose": transposed,
    "MaxPooling3D": _pooled("max"),
    "AveragePooling3D": _pooled("mean"),
    "GlobalMaxPooling3D": _pooled("max", whole=True),
    "GlobalAveragePooling3D": _pooled("mean", whole=True),
    "AdaptiveMaxPooling3D": _pooled("max", adaptive=True),
    "AdaptiveAveragePooling3D": _pooled("mean", adaptive=True),
    "ZeroPadding3D": _bordered(3, 5),
    "Cropping3D": _bordered(5, 3),
    "UpSampling3D": enlarging,
    "SpatialDropout3D": spatial_dropout,
}
