"""Functions of one value as curves, and those that compare values as bars."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from studio.panels.block_pictures.sheet import MIDDLE, Axes, Sheet
from studio.panels.block_pictures.windows import Drawing

Function = Callable[[float], float]
_AXES = Axes(50.0, 140.0)


def leaky(slope: float) -> Function:
    """ReLU with another slope for negative values."""
    return lambda x: x if x > 0 else slope * x


def relu(x: float) -> float:
    """Nothing below zero."""
    return max(x, 0.0)


def elu(x: float) -> float:
    """Smooth below zero."""
    return x if x > 0 else math.expm1(x)


def sigmoid(x: float) -> float:
    """Between 0 and 1."""
    return 1 / (1 + math.exp(-x))


def gelu(x: float) -> float:
    """Weighed by the share of a normal distribution below."""
    return x * 0.5 * (1 + math.erf(x / math.sqrt(2)))


def swish(x: float) -> float:
    """Weighed by its own sigmoid."""
    return x * sigmoid(x)


def bell(x: float) -> float:
    """A standard normal distribution."""
    return math.exp(-x * x / 2)


def _curve(function: Function, axes: Axes = _AXES, others: Sequence[Function] = (), bounds: Sequence[float] = ()) -> Drawing:
    """A curve on its axes, others dashed, and the values that it never leaves."""

    def draw(sheet: Sheet) -> None:
        _cross(sheet, axes)
        for bound in bounds:
            height = axes.base - axes.scale * bound
            sheet.line(axes.left, height, axes.left + axes.width, height, "strong_line", dashed=True)
            sheet.words(axes.left - 26, height - 9, 22, 18, f"{bound:g}".replace("-", "−"), "quiet")
        for other in others:
            sheet.curve(other, axes, "quiet", dashed=True)
        sheet.curve(function, axes)

    return draw


def _cross(sheet: Sheet, axes: Axes) -> None:
    """Where zero lies."""
    right, middle = axes.left + axes.width, axes.left + axes.width / 2
    sheet.line(axes.left, axes.base, right, axes.base, "strong_line")
    sheet.line(middle, 6, middle, 90, "strong_line")
    sheet.words(right + 2, axes.base - 9, 14, 18, "x", "quiet")


def softmax(sheet: Sheet) -> None:
    """Scores become probabilities that add up to one."""
    scores = (1.0, 3.0, 0.5, 2.0)
    whole = sum(math.exp(score) for score in scores)
    sheet.bars(28, [14 * score for score in scores], base=72, width=14, role="quiet")
    sheet.words(24, 74, 76, 18, "scores", "quiet")
    sheet.arrow(112)
    sheet.bars(148, [58 * math.exp(score) / whole for score in scores], base=72, width=14)
    sheet.words(140, 74, 84, 18, "add up to 1", "quiet")


def _at(base: float, scale: float, reach: float = 3.0) -> Axes:
    return _AXES._replace(base=base, scale=scale, reach=reach)


def named(sheet: Sheet) -> None:
    """Several functions to choose from."""
    for place, function in enumerate((relu, sigmoid, math.tanh, swish)):
        axes = Axes(12.0 + 56 * place, 48.0, 60, 12, 3)
        sheet.line(axes.left, axes.base, axes.left + axes.width, axes.base, "strong_line")
        sheet.curve(function, axes)
    sheet.words(60, 74, 120, 18, "and many others", "quiet")


_PIECES: tuple[Function, ...] = (lambda x: -0.8 * x - 0.6, lambda x: 0.3 * x, lambda x: 1.2 * x - 0.8)

PICTURES: Mapping[str, Drawing] = {
    "ReLU": _curve(relu, _at(76, 22)),
    "LeakyReLU": _curve(leaky(0.2), _at(68, 18)),
    "PReLU": _curve(leaky(0.25), _at(62, 16), (leaky(0.1), leaky(0.5))),
    "ELU": _curve(elu, _at(66, 18), bounds=(-1,)),
    "Maxout": _curve(lambda x: max(piece(x) for piece in _PIECES), _at(64, 17), _PIECES),
    "Softmax": softmax,
    "Sigmoid": _curve(sigmoid, _at(80, 64, 6), bounds=(1,)),
    "Tanh": _curve(math.tanh, _at(MIDDLE, 36), bounds=(-1, 1)),
    "GELU": _curve(gelu, _at(76, 22), (relu,)),
    "Activation": named,
    "Swish": _curve(swish, _at(76, 22), (relu,)),
}
