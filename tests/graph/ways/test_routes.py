"""Where wires run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.graph.cards import MERGING_LANE
from studio.graph.ways.lanes import Occupied
from studio.graph.ways.routes import POINTS, routes

ends = st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000))


def between(source, target, others=()):
    """The way from one card to another, past others."""
    sources, targets = np.array([source], float), np.array([target], float)
    start, end = sources[:, :2] + sources[:, 2:] * (1, 0.5), targets[:, :2] + targets[:, 2:] * (0, 0.5)
    occupied = Occupied(np.array([source, target, *others], float))
    return routes(start, end, sources, targets, occupied)


@given(ends, ends)
def test_every_way_begins_and_ends_at_its_ports(source, target):
    found = between((*source, 160, 72), (*target, 160, 72))
    assert found.points.shape == (1, POINTS, 2)
    assert np.allclose(found.points[0, 0], (source[0] + 160, source[1] + 36))
    assert np.allclose(found.points[0, -1], (target[0], target[1] + 36))
    assert np.isfinite(found.points).all()
    assert len(found.strokes(0)) > 1


def test_neighbours_in_a_row_are_joined_by_a_straight_line():
    found = between((0, 0, 160, 176), (208, 0, 160, 176))
    assert not found.turned[0]
    assert np.allclose(found.points[0, :, 1], 88.0)


@pytest.mark.parametrize("gap", [8.0, 16.0, 48.0])
def test_cards_that_stand_close_are_joined_directly(gap):
    found = between((0, 0, 160, 176), (160 + gap, 0, 160, 72))
    assert not found.turned[0]
    assert found.points[0, :, 0].min() == 160.0
    assert found.points[0, :, 0].max() == 160.0 + gap


def test_the_way_back_runs_in_the_gap_between_two_rows():
    found = between((832, 0, 160, 176), (0, 240, 160, 176))
    assert found.turned[0]
    assert found.knees[0, 2:4, 1].tolist() == [208.0, 208.0]


def test_a_wire_past_a_card_goes_over_it():
    found = between((0, 0, 160, 176), (416, 0, 160, 176), [(208, 0, 160, 176)])
    assert found.turned[0]
    assert found.points[0, :, 1].min() < 0


def test_a_wire_past_an_empty_place_goes_straight():
    assert not between((0, 0, 160, 176), (416, 0, 160, 176)).turned[0]


def test_a_way_back_never_runs_behind_a_card():
    between_rows = [(416, 190, 160, 72)]
    found = between((832, 0, 160, 176), (0, 240, 160, 176), between_rows)
    lane = found.knees[0, 2, 1]
    assert found.knees[0, 3, 1] == lane
    assert not 190 - 8 < lane < 262 + 8


def test_a_wire_past_a_card_keeps_to_the_height_of_an_end_where_that_is_free():
    found = between((0, 240, 160, 72), (416, 0, 160, 72), [(208, 80, 160, 120)])
    assert found.turned[0]
    assert found.knees[0, 2, 1] in (276.0, 36.0)


def test_wires_from_above_turn_before_neighbouring_ports_without_crossing():
    targets = np.array([[416.0, 400.0, 160.0, 124.0]] * 3)
    sources = np.array([[0.0, 0.0, 160.0, 72.0]] * 3)
    starts, heights = np.tile([160.0, 36.0], (3, 1)), [442.0, 462.0, 482.0]
    ends = np.array([[416.0, height] for height in heights])
    blocks = np.concatenate([sources, targets, [[208.0, 150.0, 160.0, 120.0]]])
    found = routes(starts, ends, sources, targets, Occupied(blocks))
    assert found.turned.all()
    assert np.all(np.diff(found.knees[:, 3, 0]) < 0)


def test_wires_into_several_inputs_turn_before_the_numbers_beside_them():
    """Four branches, two above and two below, into the four ports of one card."""
    tops = np.array([-360.0, -120.0, 120.0, 360.0])
    sources = np.stack([np.zeros(4), tops, np.full(4, 160.0), np.full(4, 72.0)], axis=1)
    target = np.tile([[208.0, 0.0, 160.0, 104.0]], (4, 1))
    starts, ends = sources[:, :2] + (160.0, 36.0), target[:, :2] + np.stack([np.zeros(4), [22.0, 42.0, 62.0, 82.0]], axis=1)
    found = routes(starts, ends, sources, target, before=np.full(4, MERGING_LANE))
    assert found.turned.all()
    lanes = found.knees[:, 3, 0]
    assert (lanes <= 208.0 - 28.0).all()
    assert (lanes >= 160.0 + 4.0).all()
    assert lanes[0] > lanes[1]
    assert lanes[3] > lanes[2]
