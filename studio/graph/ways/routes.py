"""The way of every wire at once: a curve where it runs forward, a lane with round corners where it runs back or past cards."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from studio.graph.cards import COLUMN, CORNER, LANE, PORT_STEP
from studio.graph.ways.arrays import Flags, Floats, Indices
from studio.graph.ways.crowds import apart
from studio.graph.ways.lanes import REACH, Occupied

T = TypeVar("T", bound=np.generic)

POINTS = 14
_SHARES = np.linspace(0.0, 1.0, POINTS)
_BEZIER = np.stack([(1 - _SHARES) ** 3, 3 * _SHARES * (1 - _SHARES) ** 2, 3 * _SHARES**2 * (1 - _SHARES), _SHARES**3], axis=1)
_GAP = 32.0  # half of what is between two rows
SIGHT = REACH + _GAP + LANE
"""A card that lies farther above or below a wire and the two cards at its ends does not turn it aside."""
_SAME = 0.5
_ASIDE = 4.0  # between two wires that turn before neighbouring ports
_MOST_ASIDE = 2.0
_STEEP, _LONG, _SLIGHT = 100.0, 1.5 * COLUMN, 16.0
_STEEP_MERGING = 32.0  # beside others that are bent a curve would cross them
_STRAIGHT_ON = 2.0
_CLEAR = 12.0  # from the card that a wire leaves to where it turns, where there is so much room
_NEAREST = 8.0  # so far ahead a card must be for a wire to run forward


@dataclass
class Routes:
    """Where wires run, on the board.

    Attributes:
        knees: (wires, 6, 2): start, four knees, end; a curve has its control points in the first four.
        turned: Which wires have knees.
        points: (wires, POINTS, 2): the way as a polyline.
        lanes: (wires, 3): of those the height that each would take if it were alone, which way it gives room to others, and how much.
    """

    knees: Floats
    turned: Flags
    points: Floats
    lanes: Floats

    def taken(self, origin: Indices) -> "Routes":
        """The ways of other rows: each from the row that it had, -1 for those that are new."""
        arrays = (taken(each, origin, 0.0) for each in (self.points, self.lanes))
        return Routes(taken(self.knees, origin, 0.0), taken(self.turned, origin, False), *arrays)

    def put(self, wires: Indices, found: "Routes") -> None:
        """Takes over the ways of some of the wires."""
        self.knees[wires], self.turned[wires] = found.knees, found.turned
        self.points[wires], self.lanes[wires] = found.points, found.lanes

    def crowded(self) -> tuple[Indices, Floats]:
        """The wires that run elsewhere than they should, so that none hides another, and the heights at which they should run."""
        wires = np.flatnonzero(self.turned)
        heights = apart(self.knees[wires], self.lanes[wires])
        moved = np.abs(heights - self.knees[wires, 2, 1]) > _SAME
        return wires[moved], heights[moved]

    def bend(self, wires: Indices, heights: Floats, sources: Floats, targets: Floats, before: Floats) -> None:
        """Lets some of the wires that turn run at other heights.

        Args:
            wires: Which ones.
            heights: Where each runs sideways.
            sources: The cards that they leave.
            targets: The cards that they reach.
            before: How far before its target each one turns.
        """
        knees = self.knees[wires]
        self.knees[wires] = _turned(knees[:, 0], knees[:, 5], heights, sources, targets, before)
        self.points[wires] = _rounded(self.knees[wires])

    def strokes(self, wire: int) -> list[list[list[float]]]:
        """The smooth way: its start, then strokes to draw on with, lines of one point, quadratic curves of two, cubic ones of three."""
        knees = self.knees[wire].tolist()
        if not self.turned[wire]:
            return [knees[:1], knees[1:4]]
        points = self.points[wire].tolist()
        bends = ([[points[1 + 3 * knee]], [knees[knee + 1], points[3 + 3 * knee]]] for knee in range(4))
        return [knees[:1], *(stroke for bend in bends for stroke in bend), knees[5:]]


def routes(
    starts: Floats, ends: Floats, sources: Floats, targets: Floats, occupied: Occupied | None = None, before: Floats | None = None
) -> Routes:
    """Ways from (wires, 2) starts to ends, between the cards (wires, 4) that they leave and reach.

    Args:
        starts: Where they begin.
        ends: Where they end.
        sources: The cards that they leave.
        targets: The cards that they reach.
        occupied: Where cards lie that they go around.
        before: (wires,): how far before its target each one turns.
    """
    before = np.full(len(ends), float(LANE)) if before is None else before
    curves = _curves(starts, ends)
    points = np.einsum("pc,wcd->wpd", _BEZIER, curves)
    back = ends[:, 0] - starts[:, 0] < _NEAREST
    past = _steep(ends - starts, before > LANE) & ~back
    if occupied is not None:
        past |= occupied.crossed(points) & ~back
    turned = back | past
    knees, lanes = np.concatenate([curves, curves[:, 3:], curves[:, 3:]], axis=1), np.zeros((len(ends), 3))
    if turned.any():
        lanes[turned] = _lanes(starts[turned], ends[turned], sources[turned], targets[turned], past[turned], occupied)
        knees[turned] = _turned(starts[turned], ends[turned], lanes[turned, 0], sources[turned], targets[turned], before[turned])
        points[turned] = _rounded(knees[turned])
    return Routes(knees, turned, points, lanes)


def _steep(ways: Floats, merging: Flags) -> Flags:
    """Which ways are bent better than curved: wires that branch off or merge far above or below, and long ones that change their row."""
    across, down = ways[:, 0], np.abs(ways[:, 1])
    found: Flags = (down > np.where(merging, _STEEP_MERGING, _STEEP)) | ((across > _LONG) & (down > _SLIGHT))
    return found


def _curves(starts: Floats, ends: Floats) -> Floats:
    reach = np.clip((ends[:, :1] - starts[:, :1]) / 2, _NEAREST, 160.0) * (1.0, 0.0)
    return np.stack([starts, starts + reach, ends - reach, ends], axis=1)


def _lanes(starts: Floats, ends: Floats, sources: Floats, targets: Floats, past: Flags, occupied: Occupied | None) -> Floats:
    """Where the ways run sideways: past cards at the height of one of their ends where they can, back between two rows."""
    found = np.zeros((len(starts), 3))
    occupied = occupied or Occupied(np.zeros((0, 4)))
    for wire, ((x, y), (end_x, end_y)) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        across = min(x + LANE, end_x - LANE), max(x + LANE, end_x - LANE)
        if past[wire]:
            found[wire] = occupied.lane(across, (y, end_y))
            continue
        (_, low), (bottom, top) = sorted((card[1], card[1] + card[3]) for card in (sources[wire].tolist(), targets[wire].tolist()))
        found[wire] = occupied.between(across, low, bottom) if bottom - low >= LANE else occupied.lane(across, (max(low, top) + _GAP,))
    return found


def _turned(starts: Floats, ends: Floats, lanes: Floats, sources: Floats, targets: Floats, before: Floats) -> Floats:
    """Six knees each. Wires at neighbouring ports turn a little apart, the one with the longer way further from the card."""
    out = starts[:, 0] + LANE + _aside(starts, sources, lanes)
    into = ends[:, 0] - before - _aside(ends, targets, lanes)
    # A way that keeps to the height of an end bends once: the other knees lie on its straight part, away from the round one.
    forward = ends[:, 0] > starts[:, 0]
    into = np.where(forward, np.maximum(into, starts[:, 0] + np.minimum(_CLEAR, (ends[:, 0] - starts[:, 0]) / 2)), into)
    out = np.where(forward & (lanes == starts[:, 1]), starts[:, 0] + _STRAIGHT_ON, out)
    into = np.where(forward & (lanes == ends[:, 1]), ends[:, 0] - _STRAIGHT_ON, into)
    knees = [starts, np.stack([out, starts[:, 1]], 1), np.stack([out, lanes], 1)]
    knees += [np.stack([into, lanes], 1), np.stack([into, ends[:, 1]], 1), ends]
    return np.stack(knees, axis=1)


def _aside(places: Floats, cards: Floats, lanes: Floats) -> Floats:
    """How much further from its card a wire turns, by its port."""
    from_middle = places[:, 1] - cards[:, 1] - cards[:, 3] / 2
    shares: Floats = np.clip(from_middle / PORT_STEP, -_MOST_ASIDE, _MOST_ASIDE) * np.sign(places[:, 1] - lanes)
    return shares * _ASIDE


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


def taken(array: NDArray[T], origin: Indices, missing: float) -> NDArray[T]:
    """Rows in another order, each from where it was; ``missing`` where that is -1."""
    if not len(array):
        return np.full((len(origin), *array.shape[1:]), missing, array.dtype)
    found = array.take(origin, axis=0)  # quicker than to pick rows by flags; the last row in place of those that are missing
    found[origin < 0] = missing
    return found
