"""What works in training: noise and dropouts, and what brings values to a common scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from studio.panels.block_pictures.functions import Function, bell
from studio.panels.block_pictures.sheet import MIDDLE, Axes, Sheet
from studio.panels.block_pictures.windows import Drawing

_OUT = {(0, 1), (1, 2), (2, 0), (2, 3)}
_ROUGH = (0.3, -0.8, 0.6, 0.9, -0.5, -0.2, 0.8, -0.9, 0.2, 0.5, -0.7, 0.4, 0.9, -0.3, -0.8, 0.6, 0.1, -0.5, 0.7, -0.2, 0.3)
_MAPS = ((0.2, 0.8, 0.4), (0.9, 0.3, 0.7), (0.4, 0.6, 0.2))


def dropout(sheet: Sheet) -> None:
    """Some units are out; nothing goes through them."""
    columns = [[(54.0 + 66 * column, 16.0 + 21.5 * row) for row in range(4)] for column in range(3)]
    for column, (here, there) in enumerate(pairwise(columns)):
        for row, start in enumerate(here):
            for other, end in enumerate(there):
                if (column, row) not in _OUT and (column + 1, other) not in _OUT:
                    sheet.line(*start, *end, "strong_line")
    for column, places in enumerate(columns):
        for row, place in enumerate(places):
            sheet.unit(*place, 6, out=(column, row) in _OUT)


def spatial_dropout(sheet: Sheet) -> None:
    """Whole maps are out."""
    for place in range(3):
        left, out = 34.0 + 62 * place, place == 1
        sheet.grid(left, [[0.0] * 3] * 3 if out else _MAPS, 16)
        if out:
            sheet.cross(left + 24, MIDDLE, 20)


def noise(sheet: Sheet) -> None:
    """A smooth course gets rough."""

    def smooth(x: float) -> float:
        return math.sin(1.4 * x)

    def rough(x: float) -> float:
        return smooth(x) + 0.35 * _ROUGH[round((x + 3) / 6 * (len(_ROUGH) - 1))]

    sheet.curve(smooth, Axes(16, 84, scale=24), "quiet")
    sheet.arrow(110)
    sheet.curve(smooth, Axes(140, 84, scale=24), "quiet", dashed=True)
    sheet.curve(rough, Axes(140, 84, scale=24))


def batch_norm(sheet: Sheet) -> None:
    """Whatever mean and width a channel has over the batch, it leaves with mean 0 and deviation 1."""
    for shift, width in ((-1.4, 0.45), (1.3, 0.9), (0.2, 0.65)):
        sheet.curve(_channel(shift, width), Axes(12, 90, 72, 50), "quiet")
    sheet.line(12, 72, 102, 72, "strong_line")
    sheet.arrow(110)
    sheet.curve(bell, Axes(136, 92, 72, 48))
    sheet.line(136, 72, 228, 72, "strong_line")
    sheet.line(182, 20, 182, 72, "strong_line", dashed=True)
    sheet.words(166, 74, 32, 18, "0", "quiet")
    sheet.words(12, 74, 90, 18, "over the batch", "quiet")


def _channel(shift: float, width: float) -> Function:
    """How the values of a channel are distributed."""
    return lambda x: bell((x - shift) / width) / (width + 0.4)


def layer_norm(sheet: Sheet) -> None:
    """The channels of one place are brought to mean 0 and deviation 1 together."""
    values = (38.0, 52.0, 30.0, 46.0, 60.0)
    mean = sum(values) / len(values)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    sheet.bars(24, values, base=74, width=12, role="quiet")
    sheet.arrow(112)
    sheet.bars(144, [16 * (value - mean) / deviation for value in values], base=MIDDLE - 4, width=12)
    sheet.words(0, 76, 122, 18, "channels of a place", "quiet")


def response_norm(sheet: Sheet) -> None:
    """A value among strong neighbours is weakened."""
    values = (20.0, 40.0, 60.0, 44.0, 16.0)
    sheet.bars(24, values, base=74, width=12, role="quiet")
    sheet.outline(38, 10, 44, 66)
    sheet.words(0, 76, 122, 18, "neighbouring maps", "quiet")
    sheet.arrow(112)
    sheet.bars(144, [_competed(values, place) for place in range(len(values))], base=74, width=12)


def _competed(values: Sequence[float], place: int) -> float:
    near = values[max(0, place - 1) : place + 2]
    return 52 * values[place] / math.sqrt(sum(value * value for value in near))


def gaussian_dropout(sheet: Sheet) -> None:
    """Every unit is more or less strong."""
    for column in range(5):
        for row in range(3):
            sheet.unit(48 + 36.0 * column, 18 + 30.0 * row, 3 + 9 * abs(_ROUGH[3 * column + row]))


def alpha_dropout(sheet: Sheet) -> None:
    """Some units go to the floor of SELU."""
    values = (34.0, 50.0, 22.0, 44.0, 30.0, 40.0)
    sheet.bars(20, values, base=60, width=10, role="quiet")
    sheet.arrow(112)
    sheet.bars(142, [-20 if place in (1, 4) else value for place, value in enumerate(values)], base=60, width=10)


def activity(sheet: Sheet) -> None:
    """What passes is counted in the loss."""
    sheet.bars(24, (34, 12, 50, 20), base=60, width=14)
    sheet.arrow(104)
    sheet.bars(136, (34, 12, 50, 20), base=60, width=14)
    sheet.words(60, 72, 120, 18, "loss + λ Σ |x|", "quiet")


def group_norm(sheet: Sheet) -> None:
    """The channels of a group are brought to mean 0 and deviation 1 together."""
    for place in range(4):
        sheet.grid(22 + 50.0 * place, _MAPS, 14, "convolution" if place < 2 else "merging", top=16)
    for left in (18.0, 118.0):
        sheet.outline(left, 10, 100, 54)
    sheet.words(18, 70, 100, 18, "one group", "quiet")
    sheet.words(118, 70, 100, 18, "another", "quiet")


def rms_norm(sheet: Sheet) -> None:
    """All channels of a place are divided by one strength."""
    values = (38.0, -22.0, 52.0, -30.0, 26.0)
    strength = math.sqrt(sum(value * value for value in values) / len(values))
    sheet.bars(20, values, base=58, width=12, role="quiet")
    sheet.arrow(112)
    sheet.bars(144, [22 * value / strength for value in values], base=58, width=12)


def unit_norm(sheet: Sheet) -> None:
    """Arrows become as long as each other."""
    for left, length in ((60.0, None), (180.0, 34.0)):
        for angle, long in ((0.3, 44.0), (1.3, 22.0), (2.5, 38.0)):
            reach = length or long
            sheet.line(left, 66, left + reach * math.cos(angle), 66 - reach * math.sin(angle), "normalisation", 2)
    sheet.arrow(112, middle=60)


PICTURES: Mapping[str, Drawing] = {
    "Dropout": dropout,
    "SpatialDropout2D": spatial_dropout,
    "GaussianNoise": noise,
    "GaussianDropout": gaussian_dropout,
    "AlphaDropout": alpha_dropout,
    "ActivityRegularization": activity,
    "GroupNormalization": group_norm,
    "RMSNormalization": rms_norm,
    "UnitNormalization": unit_norm,
    "BatchNormalization": batch_norm,
    "LayerNormalization": layer_norm,
    "LocalResponseNormalization": response_norm,
}
