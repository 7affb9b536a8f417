"""The vectorised hit tests agree with the plain ones, one thing at a time."""

import math
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.canvas.shown.hits import boxes_of, distances, node_at, nodes_in, point_at, wire_at

places = st.floats(-500, 500)
sizes = st.floats(1, 200)
rects = st.lists(st.tuples(places, places, sizes, sizes), max_size=20).map(lambda rows: np.array(rows, float).reshape(-1, 4))
polylines = st.lists(st.lists(st.tuples(places, places), min_size=5, max_size=5), max_size=12).map(
    lambda rows: np.array(rows, float).reshape(-1, 5, 2)
)


def distance_to_segment(x, y, x1, y1, x2, y2):
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = 0.0 if length < 1e-9 else min(max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length, 0.0), 1.0)
    return math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1))


@given(rects, places, places)
def test_the_last_painted_card_under_a_point_is_hit(cards, x, y):
    expected = [row for row, (left, top, w, h) in enumerate(cards) if left <= x <= left + w and top <= y <= top + h]
    assert node_at(cards, x, y) == (expected[-1] if expected else -1)


@given(rects, st.tuples(places, places, sizes, sizes))
def test_a_box_touches_what_overlaps_it(cards, box):
    x, y, across, down = box
    expected = [row for row, (l, t, w, h) in enumerate(cards) if l <= x + across and l + w >= x and t <= y + down and t + h >= y]  # noqa: E741
    assert nodes_in(cards, box).tolist() == expected


@given(polylines, places, places)
def test_distances_are_those_of_the_nearest_segment(wires, x, y):
    expected = [min(distance_to_segment(x, y, *a, *b) for a, b in pairwise(wire)) for wire in wires.tolist()]
    assert np.allclose(distances(wires, x, y), expected, atol=1e-5)


@given(polylines, places, places, st.floats(1, 60))
def test_a_wire_is_hit_exactly_within_the_slop(wires, x, y, slop):
    found = wire_at(wires, boxes_of(wires), x, y, slop) if len(wires) else -1
    every = distances(wires, x, y) if len(wires) else np.array([math.inf])
    assert (found >= 0) == bool(every.min() <= slop)
    if found >= 0:
        assert every[found] == every.min()


def test_a_point_beyond_the_slop_is_missed():
    points = np.array([[0.0, 0.0], [10.0, 0.0]])
    assert point_at(points, 8.0, 0.0, 3.0) == 1
    assert point_at(points, 5.0, 9.0, 3.0) == -1
    assert point_at(np.zeros((0, 2)), 0.0, 0.0, 3.0) == -1
