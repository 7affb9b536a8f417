"""Smart guides: where a card that is being moved lines up with its neighbours."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from studio.canvas.shown.primitives import Floats, Indices
from studio.canvas.shown.stage import Stage

REACH = 6.0
"""Pixels of the screen within which an edge or a centre is taken to be meant."""
_FARTHEST = 12.0  # pixels at 100 % that a card is pulled at most, however small it is shown
_NEIGHBOURS = 640.0  # pixels at 100 % within which a card is a neighbour
_SAME = 0.01
_BEYOND = 16.0  # pixels that a guide reaches over what it joins


class Line(NamedTuple):
    """A guide on the board.

    Attributes:
        across: Whether it runs from left to right.
        at: Its height, or how far right it lies.
        start: Where it begins.
        end: Where it ends.
    """

    across: bool
    at: float
    start: float
    end: float


class Guides:
    """Edges and centres of the cards in view that stay where they are.

    Args:
        stage: What is shown.
        moving: Rows of the cards that are moved.
    """

    def __init__(self, stage: Stage, moving: Indices) -> None:
        self._stage = stage
        self._rects = stage.scene.rects[np.setdiff1d(stage.seen_nodes(), moving)]
        self.lines: list[Line] = []

    def pulled(self, rect: QRectF) -> tuple[float | None, float | None]:
        """How far right and down a rectangle is to move so that it lines up; None where nothing is near."""
        box = np.array([rect.x(), rect.y(), rect.width(), rect.height()])
        beside = [self._beside(box, axis) for axis in (0, 1)]
        pulls = [self._pull(box, axis, beside[axis]) for axis in (0, 1)]
        box[:2] += [pull or 0.0 for pull in pulls]
        self.lines = [line for axis in (0, 1) if pulls[axis] is not None for line in self._joined(box, axis, beside[axis])]
        return pulls[0], pulls[1]

    def clear(self) -> None:
        """Shows none."""
        self.lines = []

    def paint(self, painter: QPainter) -> None:
        """Thin lines over what lines up."""
        view = self._stage.view
        painter.setPen(QPen(self._stage.colour("accent"), 1.0))
        for line in self.lines:
            low, high = line.start, line.end
            ends = (QPointF(low, line.at), QPointF(high, line.at)) if line.across else (QPointF(line.at, low), QPointF(line.at, high))
            start, end = (view.to_screen(point) for point in ends)
            painter.drawLine(QLineF(_crisp(start), _crisp(end)))

    def _beside(self, box: Floats, axis: int) -> Floats:
        """The cards that are near along the other axis."""
        other = 1 - axis
        start, end = self._rects[:, other], self._rects[:, other] + self._rects[:, other + 2]
        near = (start <= box[other] + box[other + 2] + _NEIGHBOURS) & (end >= box[other] - _NEIGHBOURS)
        found: Floats = self._rects[near]
        return found

    def _pull(self, box: Floats, axis: int, beside: Floats) -> float | None:
        if not len(beside):
            return None
        ways = _three(beside, axis).reshape(-1, 1) - _three(box, axis)
        nearest = float(ways.flat[int(np.abs(ways).argmin())])
        return nearest if abs(nearest) <= min(REACH / self._stage.view.zoom, _FARTHEST) else None

    def _joined(self, box: Floats, axis: int, beside: Floats) -> list[Line]:
        """The guides at which the box, in its place, meets others; each as long as what it joins."""
        other, beyond, found = 1 - axis, _BEYOND / self._stage.view.zoom, []
        for at in np.unique(np.round(_three(box, axis), 3)).tolist():
            met = beside[(np.abs(_three(beside, axis) - at) < _SAME).any(axis=-1)]
            if len(met):
                low = min(float(met[:, other].min()), float(box[other])) - beyond
                high = max(float((met[:, other] + met[:, other + 2]).max()), float(box[other] + box[other + 2])) + beyond
                found.append(Line(axis == 1, at, low, high))
        return found if len(found) < 3 else found[1:2]  # cards of one size meet at both edges and the centre: one line says it


def _three(rects: Floats, axis: int) -> Floats:
    """Both edges and the centre of rectangles along an axis, on a new last axis."""
    shares: Floats = rects[..., axis, None] + rects[..., axis + 2, None] * np.array([0.0, 0.5, 1.0])
    return shares


def _crisp(point: QPointF) -> QPointF:
    return QPointF(round(point.x()) + 0.5, round(point.y()) + 0.5)
