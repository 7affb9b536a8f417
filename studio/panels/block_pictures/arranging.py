"""What leads in, out and together, and what arranges values anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from studio.panels.block_pictures.sheet import MIDDLE, Sheet, middled
from studio.panels.block_pictures.windows import IMAGE, Drawing

_A = ((1, 4, 2), (3, 0, 5), (2, 1, 3))
_B = ((3, 2, 0), (1, 4, 1), (0, 3, 1))
_COUNTED = ((1, 2, 3), (4, 5, 6))


def image(sheet: Sheet) -> None:
    """An image of pixels."""
    sheet.grid(64, IMAGE, 16, "quiet")
    sheet.words(152, 14, 72, 18, "0: dark", "quiet")
    sheet.words(152, 64, 72, 18, "255: bright", "quiet")


def answer(sheet: Sheet) -> None:
    """A probability for each class."""
    for row, (share, words) in enumerate(((0.08, "cat"), (0.87, "car"), (0.05, "frog"))):
        top = 14.0 + 24 * row
        sheet.words(24, top, 40, 18, words, "quiet")
        sheet.grid(70, [[0.0]], 1, top=top + 9)
        sheet.line(72, top + 9, 72 + 110 * share, top + 9, "accent" if share > 0.5 else "quiet", 8)
        sheet.words(190, top, 40, 18, f"{100 * share:.0f} %")


def auxiliary_answer(sheet: Sheet) -> None:
    """A way out of the middle of a chain, that training alone takes."""
    units = [(30.0 + 48 * place, 30.0) for place in range(5)]
    for start, end in pairwise(units):
        sheet.line(*start, *end, "strong_line")
    sheet.line(*units[2], 126, 72, "accent", 1.4, dashed=True)
    for place in units:
        sheet.unit(*place, 6)
    sheet.unit(126, 76, 6)
    sheet.words(140, 66, 80, 20, "L × 0.3", "quiet")


def dense(sheet: Sheet) -> None:
    """Every input reaches every unit."""
    inputs, units = [(60.0, 12.0 + 18 * row) for row in range(5)], [(180.0, 21.0 + 27 * row) for row in range(3)]
    for start in inputs:
        for end in units:
            sheet.line(*start, *end, "strong_line")
    for place in inputs:
        sheet.line(*place, *units[1], "accent", 1.4)
    for place in (*inputs, *units):
        sheet.unit(*place, 6)


def flatten(sheet: Sheet) -> None:
    """Row after row in one long row."""
    sheet.grid(20, _COUNTED, 18, written=True)
    sheet.arrow(84)
    sheet.grid(112, [[1, 2, 3, 4, 5, 6]], 18, written=True)


def reshape(sheet: Sheet) -> None:
    """The same values in another shape."""
    sheet.grid(40, _COUNTED, 20, written=True)
    sheet.arrow(114)
    sheet.grid(148, ((1, 2), (3, 4), (5, 6)), 20, written=True)


def padding(sheet: Sheet) -> None:
    """A frame of zeros."""
    side, inner = 16.0, ((3, 5, 2), (4, 7, 6), (1, 8, 3))
    sheet.grid(24, inner, side, written=True)
    sheet.arrow(90)
    sheet.grid(128, [[0] * 5, *([0, *row, 0] for row in inner), [0] * 5], side, written=True)
    sheet.outline(128 + side, middled(5 * side) + side, 3 * side, 3 * side)


def cropping(sheet: Sheet) -> None:
    """The border goes."""
    side = 16.0
    sheet.grid(24, IMAGE, side)
    sheet.outline(24 + side, middled(5 * side) + side, 3 * side, 3 * side)
    sheet.arrow(122)
    sheet.grid(160, [row[1:-1] for row in IMAGE[1:-1]], side)


def enlarging(sheet: Sheet) -> None:
    """Every pixel becomes several."""
    small = ((1, 2), (3, 4))
    sheet.grid(36, small, 20, written=True)
    sheet.outline(36, middled(40), 20, 20)
    sheet.arrow(96)
    sheet.grid(132, [[small[row // 2][column // 2] for column in range(4)] for row in range(4)], 20, written=True)
    sheet.outline(132, middled(80), 40, 40)


def permute(sheet: Sheet) -> None:
    """Rows and columns change places."""
    sheet.grid(40, _COUNTED, 20, written=True)
    sheet.arrow(114)
    sheet.grid(148, list(zip(*_COUNTED, strict=True)), 20, written=True)
    sheet.outline(40, middled(40), 60, 20)
    sheet.outline(148, middled(60), 20, 60)


def identity(sheet: Sheet) -> None:
    """What comes leaves."""
    sheet.grid(60, _COUNTED, 18, written=True)
    sheet.sign(120, "=")
    sheet.grid(130, _COUNTED, 18, written=True)


def dot(sheet: Sheet) -> None:
    """Two vectors, multiplied place by place and added up."""
    sheet.grid(16, [(1, 4, 2)], 20, written=True)
    sheet.sign(88, "·")
    sheet.grid(102, [(3, 2, 1)], 20, written=True)
    sheet.sign(174, "=")
    sheet.grid(190, [[13]], 24, written=True)


def unpool(sheet: Sheet) -> None:
    """Values return to the places of their windows that the indices tell."""
    sheet.grid(10, ((8, 9), (5, 6)), 26, written=True)
    sheet.grid(74, ((2, 3), (1, 0)), 26, "quiet", written=True)
    sheet.arrow(132, 14)
    sheet.grid(154, ((0, 0, 0, 0), (8, 0, 0, 9), (0, 5, 6, 0), (0, 0, 0, 0)), 20, written=True)
    for number in range(4):
        sheet.outline(154 + 40 * (number % 2), middled(80) + 40 * (number // 2), 40, 40, "quiet")


def gram(sheet: Sheet) -> None:
    """Each two maps, multiplied."""
    for place, role in enumerate(("quiet", "convolution", "merging")):
        sheet.grid(26, [(0.4, 0.9, 0.3), (0.8, 0.2, 0.6)], 12, role, top=8.0 + 28 * place)
    sheet.arrow(96)
    sheet.grid(140, ((9, 4, 1), (4, 8, 3), (1, 3, 7)), 24, written=True)


def sampling(sheet: Sheet) -> None:
    """A bell where the mean is, as wide as the variance says, and what was drawn from it."""
    sheet.words(10, 20, 60, 18, "μ", "quiet")
    sheet.words(10, 56, 60, 18, "σ", "quiet")
    sheet.arrow(72)
    for left, height in ((104, 4), (120, 14), (136, 34), (152, 56), (168, 34), (184, 14), (200, 4)):
        sheet.line(left, 80, left, 80 - height, "strong_line", 10)
    sheet.unit(174, 80)


def transformer(sheet: Sheet) -> None:
    """A slanted frame in the image becomes the whole image."""
    sheet.grid(26, IMAGE, 16, "quiet")
    corners = ((46.0, 30.0), (86.0, 18.0), (96.0, 62.0), (56.0, 74.0))
    for here, there in zip(corners, (*corners[1:], corners[0]), strict=True):
        sheet.line(*here, *there, "accent", 2)
    sheet.arrow(120)
    sheet.grid(156, [row[1:4] for row in IMAGE[1:4]], 18)
    sheet.outline(156, middled(54), 54, 54)


def concatenate(sheet: Sheet) -> None:
    """Inputs side by side."""
    sheet.grid(24, [[0.7] * 3] * 2, 16, "convolution", top=8)
    sheet.grid(24, [[0.7] * 3] * 3, 16, "dense", top=44)
    sheet.arrow(92)
    sheet.grid(132, [[0.7] * 3] * 2, 16, "convolution", top=8)
    sheet.grid(132, [[0.7] * 3] * 3, 16, "dense", top=40)
    sheet.outline(132, 8, 48, 80, "quiet")


def _together(sign: str, both: Callable[[float, float], float]) -> Drawing:
    """Two inputs, place by place."""

    def draw(sheet: Sheet) -> None:
        side = 18.0
        result = [[both(a, b) for a, b in zip(*rows, strict=True)] for rows in zip(_A, _B, strict=True)]
        for left, values in ((4.0, _A), (93.0, _B), (182.0, result)):
            sheet.grid(left, values, side, written=True)
            sheet.outline(left, middled(3 * side), side, side)
        sheet.sign(75.5, sign, MIDDLE)
        sheet.sign(164.5, "=", MIDDLE)

    return draw


def layer_scale(sheet: Sheet) -> None:
    """Every channel by a small number of its own."""
    sheet.grid(24, [(8, 2, 6)] * 3, 20, "quiet", written=True)
    sheet.sign(98, "·")
    sheet.grid(112, [(0.1, 0.5, 0.2)], 24, "accent", written=True)
    sheet.arrow(190, 12)
    sheet.grid(208, [(0.8,), (1.0,), (1.2,)], 22, written=True)


def scaled_add(sheet: Sheet) -> None:
    """A shortcut, and a share of what was computed beside it."""
    sheet.grid(20, [(4, 2)] * 2, 22, written=True)
    sheet.sign(84, "+ 0.2 ·")
    sheet.grid(106, [(5, 10)] * 2, 22, "quiet", written=True)
    sheet.sign(168, "=")
    sheet.grid(182, [(5, 4)] * 2, 22, written=True)


PICTURES: Mapping[str, Drawing] = {
    "LayerScale": layer_scale,
    "ScaledAdd": scaled_add,
    "Input": image,
    "Output": answer,
    "AuxiliaryOutput": auxiliary_answer,
    "Dense": dense,
    "Flatten": flatten,
    "Reshape": reshape,
    "ZeroPadding2D": padding,
    "Cropping2D": cropping,
    "UpSampling2D": enlarging,
    "Add": _together("+", lambda a, b: a + b),
    "Multiply": _together("·", lambda a, b: a * b),
    "Average": _together("mean", lambda a, b: (a + b) / 2),
    "Maximum": _together("max", max),
    "Minimum": _together("min", min),
    "Subtract": _together("−", lambda a, b: a - b),
    "Dot": dot,
    "MaxUnpooling2D": unpool,
    "GramMatrix": gram,
    "GaussianSampling": sampling,
    "SpatialTransformer": transformer,
    "Concatenate": concatenate,
    "Permute": permute,
    "Identity": identity,
}
