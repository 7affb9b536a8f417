"""Where cards lie: which curves would run behind one, and where a lane between them is free."""

from typing import NamedTuple

import numpy as np

from studio.graph.cards import LANE
from studio.graph.ways.arrays import Flags, Floats

CELL = (52.0, 16.0)
"""Width and height of the cells of a grid that tells where cards are; a quarter of a column wide."""
REACH = 320.0
"""So far above and below the two ends of a wire a free lane is looked for."""
_LARGEST_GRID = 6_000_000
_BESIDE = float(LANE)  # from a card to a lane that passes it
_ABOVE = 32.0  # at least from a lane between two rows to the lower one, where there is so much room
_INNER = np.array((0.2, 0.05))  # of a card's width and height at each side that a curve may touch
_CLEAR = 8.0  # what a lane must at least keep from a card


class Lane(NamedTuple):
    """Where a wire may run sideways.

    Attributes:
        height: Where it runs if it is alone.
        way: Which way it gives room to others, -1 up or 1 down; 0 where it does not.
        room: How far it can.
    """

    height: float
    way: float = 0.0
    room: float = 0.0


class Occupied:
    """Where cards lie.

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
        self._rects = rects[np.argsort(rects[:, 1], kind="stable")]
        self._tops = self._rects[:, 1].copy()
        self._tallest = float(rects[:, 3].max(initial=0.0))

    def crossed(self, points: Floats) -> Flags:
        """Which polylines pass over a card between their ends."""
        if not self._grid.size:
            return np.zeros(len(points), bool)
        inner = points[:, 2:-2]
        cells = ((inner - self._origin) // CELL).astype(int)
        column, row = (np.clip(cells[..., axis], 0, self._grid.shape[1 - axis] - 1) for axis in (0, 1))
        away = np.abs(inner - points[:, :1])[..., 0] > CELL[0]
        away &= np.abs(inner - points[:, -1:])[..., 0] > CELL[0]
        found: Flags = (self._grid[row, column] & away).any(axis=1)
        return found

    def lane(self, across: tuple[float, float], wanted: tuple[float, ...]) -> Lane:
        """A lane that meets no card: at the first wanted height that is free, else at the one nearest to all that are wanted.

        Args:
            across: From where to where it runs.
            wanted: Heights, the best first; the first is taken where none is free.
        """
        low, high = min(wanted) - REACH, max(wanted) + REACH
        tops, bottoms = self._near(across, low, high)
        candidates = np.concatenate([np.array(wanted), tops - _BESIDE, bottoms + _BESIDE])
        blocked = ((candidates[:, None] > tops - _CLEAR) & (candidates[:, None] < bottoms + _CLEAR)).any(axis=1)
        blocked |= (candidates < low) | (candidates > high)
        way = np.abs(candidates[:, None] - np.array(wanted)).sum(axis=1)
        way[: len(wanted)] = np.arange(len(wanted)) - len(wanted)  # before all others
        way[blocked] = np.inf
        best = int(way.argmin())
        if best < len(wanted) or not np.isfinite(way[best]):
            return Lane(float(candidates[best]) if np.isfinite(way[best]) else wanted[0])
        height, down = float(candidates[best]), best >= len(wanted) + len(tops)
        beyond = (tops[tops > height] - height) if down else (height - bottoms[bottoms < height])
        return Lane(height, 1.0 if down else -1.0, float(beyond.min(initial=REACH)) - _CLEAR)

    def between(self, across: tuple[float, float], low: float, high: float) -> Lane:
        """A lane between two rows: in the widest free strip between two heights, not far above the lower row; elsewhere where all is full.

        Args:
            across: From where to where it runs.
            low: The upper height.
            high: The lower one.
        """
        tops, bottoms = self._near(across, low, high)
        inner = (tops < high) & (bottoms > low)
        order = np.argsort(tops[inner], kind="stable")
        begins = np.concatenate([[low], np.maximum.accumulate(np.maximum(bottoms[inner][order], low))])
        ends = np.concatenate([tops[inner][order], [high]])
        widest = len(ends) - 1 - int((ends - begins)[::-1].argmax())  # of equal ones the lowest
        free = float(ends[widest] - begins[widest])
        above = min(free / 2, max(free / 3, _ABOVE))
        height = float(ends[widest]) - above
        return Lane(height, -1.0, free - above - _CLEAR) if free >= 2 * _CLEAR else self.lane(across, (height,))

    def _near(self, across: tuple[float, float], low: float, high: float) -> tuple[Floats, Floats]:
        """Upper and lower edges of the cards within a rectangle, and of some above and below it."""
        first, last = np.searchsorted(self._tops, (low - self._tallest, high))
        near = self._rects[first:last]
        near = near[(near[:, 0] < across[1]) & (near[:, 0] + near[:, 2] > across[0])]
        return near[:, 1], near[:, 1] + near[:, 3]

    def _mark(self, rects: Floats) -> None:
        """Every cell that the inner part of a card covers; a card smaller than the largest marks its last cells again."""
        first = ((rects[:, :2] + rects[:, 2:] * _INNER - self._origin) // CELL).astype(np.intp)
        last = ((rects[:, :2] + rects[:, 2:] * (1 - _INNER) - self._origin) // CELL).astype(np.intp)
        wide, high = (last - first).max(axis=0, initial=0) + 1
        columns = np.minimum(first[:, 0, None] + np.arange(wide), last[:, 0, None])
        rows = np.minimum(first[:, 1, None] + np.arange(high), last[:, 1, None])
        self._grid[rows[:, :, None], columns[:, None, :]] = True
