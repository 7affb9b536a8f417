"""The way of every wire at once: a curve where it runs forward, a lane with round corners where it runs back or past cards."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QPainterPath

from studio.canvas.anatomy import CORNER, LANE
from studio.canvas.primitives import Flags, Floats

POINTS = 14
_SHARES = np.linspace(0.0, 1.0, POINTS)
_BEZIER = np.stack([(1 - _SHARES) ** 3, 3 * _SHARES * (1 - _SHARES) ** 2, 3 * _SHARES**2 * (1 - _SHARES), _SHARES**3], axis=1)
CELL = 52.0  # of the grid that tells where cards are: a quarter of a column
_LARGEST_GRID = 4_000_000
_GAP = 32.0  # half of what is between two rows
_NEAREST = 8.0  # so far ahead a card must be for a wire to run forward


@dataclass
class Routes:
    """Where wires run, on the board.

    Attributes:
        knees: (wires, 6, 2): start, four knees, end; a curve has its control points in the first four.
        turned: Which wires have knees.
        points: (wires, POINTS, 2): the way as a polyline.
    """

    knees: Floats
    turned: Flags
    points: Floats

    def path(self, wire: int) -> QPainterPath:
        """The way as a smooth path."""
        knees = self.knees[wire].tolist()
        path = QPainterPath()
        path.moveTo(*knees[0])
        if not self.turned[wire]:
            path.cubicTo(*knees[1], *knees[2], *knees[3])
            return path
        points = self.points[wire].tolist()
        for knee in range(4):
            before, after = points[1 + 3 * knee], points[3 + 3 * knee]
            path.lineTo(*before)
            path.quadTo(*knees[knee + 1], *after)
        path.lineTo(*knees[5])
        return path


def routes(starts: Floats, ends: Floats, sources: Floats, targets: Floats, occupied: "Occupied | None" = None) -> Routes:
    """Ways from (wires, 2) starts to ends, between the cards (wires, 4) that they leave and reach."""
    curves = _curves(starts, ends)
    points = np.einsum("pc,wcd->wpd", _BEZIER, curves)
    back = ends[:, 0] - starts[:, 0] < _NEAREST
    past = occupied.crossed(points) & ~back if occupied is not None else np.zeros(len(starts), bool)
    turned = back | past
    knees = np.concatenate([curves, curves[:, 3:], curves[:, 3:]], axis=1)
    if turned.any():
        lanes = np.where(past, np.minimum(sources[:, 1], targets[:, 1]) - 20.0, _lanes(sources, targets))[turned]
        knees[turned] = _turned(starts[turned], ends[turned], lanes)
        points[turned] = _rounded(knees[turned])
    return Routes(knees, turned, points)


def _curves(starts: Floats, ends: Floats) -> Floats:
    reach = np.clip((ends[:, :1] - starts[:, :1]) / 2, _NEAREST, 160.0) * (1.0, 0.0)
    return np.stack([starts, starts + reach, ends - reach, ends], axis=1)


def _lanes(sources: Floats, targets: Floats) -> Floats:
    """Height of the lane: in the gap above the lower of two rows, or below both cards where they share a row."""
    below, above = targets[:, 1] - sources[:, 1] - sources[:, 3], sources[:, 1] - targets[:, 1] - targets[:, 3]
    bottoms = np.maximum(sources[:, 1] + sources[:, 3], targets[:, 1] + targets[:, 3])
    down, up = targets[:, 1] - np.minimum(below / 2, _GAP), sources[:, 1] - np.minimum(above / 2, _GAP)
    return np.select([below >= LANE, above >= LANE], [down, up], bottoms + _GAP)


def _turned(starts: Floats, ends: Floats, lanes: Floats) -> Floats:
    out, into = starts[:, 0] + LANE, ends[:, 0] - LANE
    knees = [starts, np.stack([out, starts[:, 1]], 1), np.stack([out, lanes], 1)]
    knees += [np.stack([into, lanes], 1), np.stack([into, ends[:, 1]], 1), ends]
    return np.stack(knees, axis=1)


def _rounded(knees: Floats) -> Floats:
    """Six knees as POINTS points: each inner knee becomes three."""
    before, inner, after = knees[:, :-2], knees[:, 1:-1], knees[:, 2:]
    back, on = before - inner, after - inner
    back_length, on_length = (np.linalg.norm(each, axis=2, keepdims=True) for each in (back, on))
    radius = np.minimum(CORNER, np.minimum(back_length, on_length) / 2)
    first = inner + back * (radius / np.maximum(back_length, 1e-9))
    last = inner + on * (radius / np.maximum(on_length, 1e-9))
    arcs = np.stack([first, first / 4 + inner / 2 + last / 4, last], axis=2).reshape(len(knees), -1, 2)
    return np.concatenate([knees[:, :1], arcs, knees[:, -1:]], axis=1)


class Occupied:
    """Where cards lie, on a coarse grid: tells which curves would run behind a card.

    Args:
        rects: (cards, 4) on the board.
    """

    def __init__(self, rects: Floats) -> None:
        # On whole cells, so that a card elsewhere does not change what is found here.
        self._origin = (rects[:, :2].min(axis=0) // CELL - 1) * CELL if len(rects) else np.zeros(2)
        span = (rects[:, :2] + rects[:, 2:]).max(axis=0) - self._origin if len(rects) else np.zeros(2)
        columns, rows = (span // CELL).astype(int) + 2
        self._grid = np.zeros((rows, columns) if rows * columns <= _LARGEST_GRID else (0, 0), bool)
        if self._grid.size:
            self._mark(rects)

    def _mark(self, rects: Floats) -> None:
        for across in (0.2, 0.5, 0.8):
            for down in np.linspace(0.1, 0.9, 4):
                column, row = ((rects[:, :2] + rects[:, 2:] * (across, down) - self._origin) // CELL).astype(int).T
                self._grid[row, column] = True

    def crossed(self, points: Floats) -> Flags:
        """Which polylines pass over a card between their ends."""
        if not self._grid.size:
            return np.zeros(len(points), bool)
        inner = points[:, 2:-2]
        cells = ((inner - self._origin) // CELL).astype(int)
        column, row = (np.clip(cells[..., axis], 0, self._grid.shape[1 - axis] - 1) for axis in (0, 1))
        away = np.abs(inner - points[:, :1])[..., 0] > CELL
        away &= np.abs(inner - points[:, -1:])[..., 0] > CELL
        found: Flags = (self._grid[row, column] & away).any(axis=1)
        return found
