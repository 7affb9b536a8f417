"""Which classes a network takes for which: a table of counts, and in words what it confuses most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.report.markup import Markup, element, joined, table

MOST_CLASSES = 30
"""A table of more classes could not be read; what is confused most is listed then."""

_LISTED = 12
_DEPTH = 62.0  # of a cell's colour in per cent, where all images of a class are in it


def confusion_table(counts: NDArray[np.int64], classes: Sequence[str]) -> Markup:
    """What images show downwards, what they were taken for across; figures of each class beside it."""
    return joined([_matrix(counts, classes) if len(classes) <= MOST_CLASSES else None, _classes(counts, classes)])


def most_confused(counts: NDArray[np.int64], classes: Sequence[str]) -> str:
    """A sentence with the pairs of classes that are taken for one another most often."""
    wrong = counts - np.diag(np.diag(counts))
    order = np.argsort(-wrong, axis=None, kind="stable")[:3]
    pairs = [(int(row), int(column)) for row, column in zip(*np.unravel_index(order, wrong.shape), strict=True) if wrong[row, column]]
    if not pairs:
        return "No image was taken for another class than its own."
    said = [f"{classes[row]} for {classes[column]} ({_times(int(wrong[row, column]))})" for row, column in pairs]
    return f"Most often confused: {'; '.join(said)}."


def _matrix(counts: NDArray[np.int64], classes: Sequence[str]) -> Markup:
    heads = element("tr", element("th", "shown ↓ taken for →"), *(element("th", name, scope="col") for name in classes))
    totals = np.maximum(counts.sum(axis=1), 1)
    rows = []
    for row, name in enumerate(classes):
        shares = counts[row] / totals[row]
        cells = [_cell(int(counts[row, column]), float(shares[column]), column == row) for column in range(len(classes))]
        rows.append(element("tr", element("th", name, scope="row"), *cells))
    whole = element("table", element("thead", heads), element("tbody", *rows), class_="confusion")
    return element("figure", element("div", whole, class_="wide"))


def _cell(count: int, share: float, right: bool) -> Markup:
    """A wrong one is coloured sooner than a right one: a hundredth can be seen."""
    depth = _DEPTH * (share if right else share**0.5)
    return element("td", f"{count:,}" if count else "", class_="right" if right else None, style=f"--share:{depth:.0f}%")


def _classes(counts: NDArray[np.int64], classes: Sequence[str]) -> Markup:
    shown, taken, right = counts.sum(axis=1), counts.sum(axis=0), np.diag(counts)
    order = range(len(classes)) if len(classes) <= MOST_CLASSES else np.argsort(right / np.maximum(shown, 1), kind="stable")[:_LISTED]
    rows = [
        (classes[each], f"{shown[each]:,}", _share(int(right[each]), int(shown[each])), _share(int(right[each]), int(taken[each])))
        for each in order
    ]
    heads = ("class", "images", "of these recognised", "right where it was said")
    words = "Each class" if len(classes) <= MOST_CLASSES else f"The {_LISTED} classes that are recognised least"
    return element("details", element("summary", words), table(heads, rows), open=None if len(classes) > _LISTED else "")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
