"""Curves as SVG: a frame with round numbers at its axes, and lines in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.report.markup import Markup, element
from studio.report.style import role

Column = NDArray[np.float64]

_WIDTH, _HEIGHT = 520.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 14.0, 14.0, 40.0
_SIZE = 12
_FAR, _DEEPEST = 200.0, 1e6  # factors between the ends of an axis: from where on it names powers of ten alone, and the largest
_MOST = 400  # points of a line; more would lie on one pixel


class Line(NamedTuple):
    """One line of a chart.

    Attributes:
        name: For the key below.
        x: Where its points lie.
        y: How high; what is not a number is left out.
        colour: A role.
        faint: Whether it only lies behind the others.
        dashed: Whether it is broken, so that colour alone does not tell it from another.
        dots: Whether each point is marked.
    """

    name: str
    x: Column
    y: Column
    colour: str
    faint: bool = False
    dashed: bool = False
    dots: bool = False


class _Frame(NamedTuple):
    """Which numbers the axes reach from and to, and whether equal steps upwards are equal factors."""

    left: float
    right: float
    low: float
    high: float
    log: bool = False

    def places(self, line: Line) -> list[tuple[float, float]]:
        """Where a line's points lie in the picture."""
        x = _LEFT + (line.x - self.left) / (self.right - self.left) * (_WIDTH - _LEFT - _RIGHT)
        low, high, up = self.low, self.high, np.clip(line.y, self.low, self.high)
        if self.log:
            low, high, up = math.log(low), math.log(high), np.log(up)
        y = _TOP + (high - up) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)
        return [(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True) if math.isfinite(b)]


def chart(title: str, lines: Sequence[Line], percent: bool = False, log: bool = False) -> Markup:
    """A figure of lines over epochs.

    Args:
        title: What is drawn upwards.
        lines: The first ones lie behind; those without a number in them are left out.
        percent: Whether the numbers are shares of one.
        log: Whether equal steps upwards are equal factors, where all numbers are above zero.
    """
    drawn = [_thinned(line) for line in lines if np.isfinite(line.y).any()]
    if not drawn:
        return Markup("")
    frame = _frame(drawn, percent, log)
    inside = [*_rows(frame, percent), *_columns(frame), *(part for line in drawn for part in _line(line, frame))]
    picture = element("svg", element("title", title), *inside, viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}", width=round(_WIDTH), role="img")
    return element("figure", element("h3", title), picture, _key(drawn))


def round_steps(low: float, high: float, most: int) -> list[float]:
    """Round numbers from one to another, at most so many: steps of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / max(1, most - 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * each for each in (1, 2, 5, 10) if size * each >= rough * 0.999999)
    first = math.ceil(low / step - 1e-9)
    return [step * number for number in range(first, math.floor(high / step + 1e-9) + 1)]


def round_factors(low: float, high: float) -> list[float]:
    """Round numbers from one to another, both above zero: 1, 2 and 5 times powers of ten.

    The powers alone where that would be many, even steps where it would be one or none.
    """
    powers = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    each = (1,) if high / low > _FAR else (1, 2, 5)
    found = [power * by for power in powers for by in each if low <= power * by <= high]
    return found if len(found) > 1 else round_steps(low, high, 6)


def _frame(lines: Sequence[Line], percent: bool, log: bool) -> _Frame:
    xs = np.concatenate([line.x for line in lines])
    ys = np.concatenate([line.y[np.isfinite(line.y)] for line in lines])
    clear = np.concatenate([line.y[np.isfinite(line.y)] for line in lines if not line.faint] or [ys])
    low, high = float(ys.min()), float(max(np.percentile(ys, 99.0), clear.max()))
    log = log and low > 0
    if percent:
        low, high = max(0.0, low - 0.02), 1.0
    elif log:
        low = max(float(np.percentile(ys, 1.0).clip(max=clear.min())), high / _DEEPEST)
    else:
        low = 0.0 if 0 <= low < high / 2 else low
    high = high if high > low else 2 * low if log else low + 1.0
    left, right = float(min(0.0, xs.min())), float(xs.max())
    return _Frame(left, right if right > left else left + 1.0, low, high, log)


def _rows(frame: _Frame, percent: bool) -> list[Markup]:
    found = []
    for value in round_factors(frame.low, frame.high) if frame.log else round_steps(frame.low, frame.high, 6):
        ((_, y),) = frame.places(Line("", np.array([frame.left]), np.array([value]), ""))
        found.append(element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, stroke=role("line")))
        words = f"{100 * value:.4g} %" if percent else f"{value:.4g}"
        found.append(_text(_LEFT - 8, y + 4, words, "end"))
    return found


def _columns(frame: _Frame) -> list[Markup]:
    steps = [step for step in round_steps(frame.left, frame.right, 8) if step == round(step)]
    bottom, found = _HEIGHT - _BOTTOM, []
    for value in steps:
        ((x, _),) = frame.places(Line("", np.array([value]), np.array([frame.low]), ""))
        found.append(element("line", x1=x, x2=x, y1=bottom, y2=bottom + 4, stroke=role("strong_line")))
        found.append(_text(x, bottom + 18, f"{value:,.0f}", "middle"))
    found.append(element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=bottom, y2=bottom, stroke=role("strong_line")))
    found.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 5, "epoch", "middle"))
    return found


def _line(line: Line, frame: _Frame) -> list[Markup]:
    places = frame.places(line)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    colour, opacity = role(line.colour), 0.35 if line.faint else None
    found = [
        element(
            "polyline",
            points=points,
            fill="none",
            stroke=colour,
            stroke_width=1 if line.faint else 2,
            stroke_opacity=opacity,
            stroke_dasharray="6 4" if line.dashed else None,
            stroke_linejoin="round",
        )
    ]
    return found + [element("circle", cx=x, cy=y, r=3, fill=colour) for x, y in places if line.dots or len(places) == 1]


def _key(lines: Sequence[Line]) -> Markup:
    """What each line is."""
    dash = {True: "dashed", False: "solid"}
    signs = [
        element(
            "span",
            element("i", style=f"border-top-style:{dash[line.dashed]};border-color:{role(line.colour)};opacity:{0.5 if line.faint else 1}"),
            line.name,
        )
        for line in lines
    ]
    return element("p", *signs, class_="key")


def _thinned(line: Line) -> Line:
    """A line of so many points that a page can show: means of neighbours."""
    pieces = np.array_split(np.arange(len(line.x)), min(_MOST, max(1, len(line.x))))
    if len(line.x) <= _MOST:
        return line
    return line._replace(x=np.array([line.x[each].mean() for each in pieces]), y=np.array([line.y[each].mean() for each in pieces]))


def _text(x: float, y: float, text: str, anchor: str) -> Markup:
    return element("text", text, x=x, y=y, font_size=_SIZE, text_anchor=anchor, class_="quiet")
