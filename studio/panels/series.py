"""A long curve that grows: where most of its values lie at any width, and its smoothed line, without going through all of it again."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Column = NDArray[np.float64]

_FIRST_ROOM = 1024
_OUTSIDE = 1 / 6  # of the values on either side: two of three are within
_LOOKED_AT = 96  # values a place, evenly taken, that tell where most of many lie


class Spread(NamedTuple):
    """Between which values most of a curve lies, at places along it.

    Attributes:
        at: The places, rising.
        low: A sixth of the values around each lie below it.
        high: A sixth of them lie above it.
    """

    at: Column
    low: Column
    high: Column


class Series:
    """Values at rising places. Appending costs what is appended; what is not a finite number is kept out of mean and band alike.

    Room is doubled when it runs out, as a list does, so that a million appended values are copied once each on average.
    """

    def __init__(self) -> None:
        self._size = 0
        self._places: Column = np.empty(_FIRST_ROOM)
        self._values: Column = np.empty(_FIRST_ROOM)
        # Sums over everything before: the mean of any stretch is then two look-ups.
        self._sums: Column = np.zeros(_FIRST_ROOM + 1)
        self._counts: Column = np.zeros(_FIRST_ROOM + 1)

    def __len__(self) -> int:
        return self._size

    @property
    def places(self) -> Column:
        """Where the values stand."""
        return self._places[: self._size]

    @property
    def values(self) -> Column:
        """The values; `nan` for each that was not finite."""
        return self._values[: self._size]

    def append(self, places: ArrayLike, values: ArrayLike) -> None:
        """Add values after the last one; places must rise."""
        added, numbers = np.asarray(places, np.float64), np.asarray(values, np.float64)
        end = self._size + len(added)
        self._make_room(end)
        finite = np.isfinite(numbers)
        self._places[self._size : end], self._values[self._size : end] = added, np.where(finite, numbers, np.nan)
        self._sums[self._size + 1 : end + 1] = self._sums[self._size] + np.cumsum(np.where(finite, numbers, 0.0))
        self._counts[self._size + 1 : end + 1] = self._counts[self._size] + np.cumsum(finite)
        self._size = end

    def _make_room(self, size: int) -> None:
        if size > len(self._places):
            room = max(size, 2 * len(self._places)) - len(self._places)
            self._places, self._values, self._sums, self._counts = (
                np.concatenate([column, np.zeros(room)]) for column in (self._places, self._values, self._sums, self._counts)
            )

    def spread(self, left: float, right: float, points: int) -> Spread:
        """Where two of three values lie around at most so many places; around each, as far as to its neighbours."""
        first, last = self._within(left, right)
        if last - first < 1:
            return Spread(*(np.empty(0) for _ in range(3)))
        middle = np.unique(np.linspace(first, last - 1, max(2, points)).astype(np.intp))
        reach = np.ceil((last - first) / len(middle))
        begin, end = np.maximum(middle - reach, 0), np.minimum(middle + reach, self._size - 1)
        count = min(_LOOKED_AT, int(2 * reach) + 1)
        around = np.sort(self._values[np.linspace(begin, end, count).round().astype(np.intp)], axis=0)  # those not known come last
        known = np.count_nonzero(~np.isnan(around), axis=0)
        outside, seen = np.floor(_OUTSIDE * known).astype(np.intp), known > 0
        column = np.arange(len(middle))
        low, high = around[outside, column], around[np.maximum(known - 1 - outside, 0), column]
        return Spread(self._places[middle[seen]], low[seen], high[seen])

    def smoothed(self, left: float, right: float, points: int, half: int) -> tuple[Column, Column]:
        """The moving mean over `half` values to either side, at so many places between two.

        Near the start the window shrinks evenly on both sides, so that a steep first fall is not flattened; at the end it only looks back.
        """
        first, last = self._within(left, right)
        if last <= first:
            return np.empty(0), np.empty(0)
        middle = np.unique(np.linspace(first, last - 1, max(2, points)).astype(np.intp))
        reach = np.minimum(half, middle)
        low, high = middle - reach, np.minimum(middle + reach + 1, self._size)
        counts = self._counts[high] - self._counts[low]
        known = counts > 0
        return self._places[middle[known]], (self._sums[high[known]] - self._sums[low[known]]) / counts[known]

    def nearest(self, place: float) -> int:
        """Index of the value closest to a place.

        Raises:
            LookupError: There is no value yet.
        """
        if not self._size:
            raise LookupError("A series without values has none that is nearest.")
        after = int(np.searchsorted(self.places, place))
        near = [i for i in (after - 1, after) if 0 <= i < self._size]
        return min(near, key=lambda i: abs(self._places[i] - place))

    def _within(self, left: float, right: float) -> tuple[int, int]:
        """The stretch of indices between two places, with a neighbour on either side so that lines leave the picture."""
        first, last = np.searchsorted(self.places, left), np.searchsorted(self.places, right, side="right")
        return max(0, int(first) - 1), min(self._size, int(last) + 1)
