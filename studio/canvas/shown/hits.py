"""What lies under a point or in a box, found in arrays without a loop."""

import numpy as np

from studio.canvas.shown.primitives import Flags, Floats, Indices


def node_at(rects: Floats, x: float, y: float, slop: float = 0.0) -> int:
    """Row of the topmost card under a point, which is the last painted; -1 where there is none."""
    left, top, width, height = rects.T
    inside = (x >= left - slop) & (x <= left + width + slop) & (y >= top - slop) & (y <= top + height + slop)
    found = np.flatnonzero(inside)
    return int(found[-1]) if len(found) else -1


def nodes_in(rects: Floats, box: tuple[float, float, float, float]) -> Indices:
    """Rows of the cards that touch a box (x, y, width, height)."""
    return np.flatnonzero(touching(rects, box))


def touching(rects: Floats, box: tuple[float, float, float, float]) -> Flags:
    """Which rectangles touch a box (x, y, width, height)."""
    left, top, width, height = rects.T
    x, y, across, down = box
    touched: Flags = (left <= x + across) & (left + width >= x) & (top <= y + down) & (top + height >= y)
    return touched


def point_at(points: Floats, x: float, y: float, slop: float) -> int:
    """Row of the nearest of (points, 2) within a distance; -1 where there is none."""
    if not len(points):
        return -1
    distance = np.hypot(points[:, 0] - x, points[:, 1] - y)
    nearest = int(distance.argmin())
    return nearest if distance[nearest] <= slop else -1


def wire_at(points: Floats, boxes: Floats, x: float, y: float, slop: float) -> int:
    """Row of the nearest of the polylines (wires, points, 2) within a distance; -1 where there is none.

    Args:
        points: The polylines.
        boxes: (wires, 4): x, y, width, height of each; most wires are ruled out by these.
        x: Of the point.
        y: Of the point.
        slop: The distance.
    """
    close = np.flatnonzero(touching(boxes, (x - slop, y - slop, 2 * slop, 2 * slop)))
    if not len(close):
        return -1
    distance = distances(points[close], x, y)
    nearest = int(distance.argmin())
    return int(close[nearest]) if distance[nearest] <= slop else -1


def distances(points: Floats, x: float, y: float) -> Floats:
    """Distance of a point from each of the polylines (wires, points, 2)."""
    starts, steps = points[:, :-1], np.diff(points, axis=1)
    offset = np.array([x, y]) - starts
    squared = np.maximum((steps**2).sum(axis=2), 1e-12)
    share = np.clip((offset * steps).sum(axis=2) / squared, 0.0, 1.0)
    nearest: Floats = np.linalg.norm(offset - share[..., None] * steps, axis=2).min(axis=1)
    return nearest


def crossed(points: Floats, boxes: Floats, start: tuple[float, float], end: tuple[float, float]) -> Indices:
    """Rows of the polylines (wires, points, 2) that a straight line from start to end crosses.

    Args:
        points: The polylines.
        boxes: (wires, 4): x, y, width, height of each; most wires are ruled out by these.
        start: Of the line.
        end: Of the line.
    """
    low, high = np.minimum(start, end), np.maximum(start, end)
    close = np.flatnonzero(touching(boxes, (*low.tolist(), *(high - low).tolist())))
    first, last = points[close, :-1], points[close, 1:]
    apart = _side(first, start, end) * _side(last, start, end) <= 0
    line = np.array(start), np.array(end)
    across = _turn(last - first, line[0] - first) * _turn(last - first, line[1] - first) <= 0
    return close[(apart & across).any(axis=1)]


def _side(points: Floats, start: tuple[float, float], end: tuple[float, float]) -> Floats:
    """On which side of a line points lie, by sign."""
    return _turn(np.array(end) - np.array(start), points - np.array(start))


def _turn(way: Floats, other: Floats) -> Floats:
    found: Floats = way[..., 0] * other[..., 1] - way[..., 1] * other[..., 0]
    return found


def boxes_of(points: Floats) -> Floats:
    """Bounding boxes (wires, 4) of polylines (wires, points, 2)."""
    low, high = points.min(axis=1), points.max(axis=1)
    return np.concatenate([low, high - low], axis=1)
