"""No wire of a network hides behind a card or another wire."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from studio.canvas.shown.anatomy import TALL
from studio.canvas.shown.scene import Scene
from studio.graph.cards import COLUMN, LANE
from studio.graph.measure import measure
from studio.graph.ways.crowds import apart
from studio.graph.ways.lanes import Lane, Occupied
from tests.networks import DRAWINGS

APART = 6.0


def shown(name: str, pictured: bool) -> Scene:
    graph, scene = DRAWINGS[name](), Scene()
    scene.show(graph, measure(graph), (), graph.nodes if pictured else ())
    return scene


def finely(points: np.ndarray) -> np.ndarray:
    """A polyline with a point every few pixels."""
    shares = np.linspace(0, 1, 64)[:, None, None]
    return (points[:-1] * (1 - shares) + points[1:] * shares).reshape(-1, 2)


drawings = pytest.mark.parametrize("name", DRAWINGS)
heights = pytest.mark.parametrize("pictured", [False, True], ids=["low", "high"])


@drawings
@heights
def test_no_wire_runs_behind_a_card(name: str, pictured: bool):
    scene = shown(name, pictured)
    assert (scene.rects[:, 3] == TALL).any() == pictured
    for wire in range(len(scene.wires)):
        x, y = finely(scene.routes.points[wire]).T
        left, top, width, height = (scene.rects[:, side, None] for side in range(4))
        behind = (x > left + 1) & (x < left + width - 1) & (y > top + 1) & (y < top + height - 1)
        assert not behind.any(), scene.wires[wire]


@drawings
@heights
def test_no_wire_runs_along_another(name: str, pictured: bool):
    scene = shown(name, pictured)
    knees, wires = scene.routes.knees, np.flatnonzero(scene.routes.turned).tolist()
    for one, other in combinations(wires, 2):
        if scene.wires[one].source == scene.wires[other].source and scene.wires[one].outlet == scene.wires[other].outlet:
            continue  # the same data
        (left, right), (start, end) = np.sort(knees[one, 2:4, 0]), np.sort(knees[other, 2:4, 0])
        if left < end and start < right:
            assert abs(knees[one, 2, 1] - knees[other, 2, 1]) >= APART, (scene.wires[one], scene.wires[other])


@drawings
@heights
def test_the_way_back_runs_between_two_rows(name: str, pictured: bool):
    """Wires between neighbours are within a row, so none of them crosses it."""
    scene = shown(name, pictured)
    knees = scene.routes.knees
    starts, ends = scene.routes.points[:, 0], scene.routes.points[:, -1]
    beside = (ends[:, 0] > starts[:, 0]) & (ends[:, 0] - starts[:, 0] < COLUMN)
    for wire in np.flatnonzero(ends[:, 0] < starts[:, 0]):
        lane = knees[wire, 2, 1]
        assert ((starts[beside, 1] < lane) == (ends[beside, 1] < lane)).all()
        assert (np.abs(scene.rects[:, 1:2] + scene.rects[:, 3:] * (0, 1) - lane).min() >= 8.0).all()


def knees(*ways: tuple[float, float, float]) -> np.ndarray:
    """Ways from one place across to another, below cards that end at 72."""
    return np.array([[(x, 36), (x + 24, 36), (x + 24, y), (to - 24, y), (to - 24, 36), (to, 36)] for x, to, y in ways], float)


def test_wires_within_each_other_take_lanes_of_their_own_the_longest_outside():
    ways = knees((0, 1000, 96), (200, 800, 96), (400, 600, 96), (1100, 1300, 96))
    lanes = np.array([Lane(96, 1, 300)] * 4)
    assert apart(ways, lanes).tolist() == [96 + 2 * LANE, 96 + LANE, 96, 96]


def test_wires_of_one_output_share_their_lane():
    assert apart(knees((0, 1000, 96), (0, 600, 96)), np.array([Lane(96, 1, 300)] * 2)).tolist() == [96, 96]


def test_where_there_is_little_room_lanes_come_closer():
    ways = knees((0, 1000, 96), (200, 800, 96), (400, 600, 96))
    assert apart(ways, np.array([Lane(96, -1, 30)] * 3)).tolist() == [72, 84, 96]


def test_a_wire_that_gives_no_room_is_given_it():
    ways = knees((0, 1000, 96), (200, 800, 96))
    assert apart(ways, np.array([Lane(96), Lane(96, 1, 300)])).tolist() == [96, 96 + LANE]


def test_a_lane_between_rows_takes_the_widest_strip():
    cards = np.array([[0, 0, 160, 176], [208, 0, 160, 176], [208, 240, 160, 176], [0, 504, 160, 176], [208, 504, 160, 176]], float)
    assert Occupied(cards).between((-24, 392), 176, 504) == Lane(504 - 32, -1, 504 - 416 - 32 - 8)


def test_a_lane_that_passes_a_card_gives_room_away_from_it():
    occupied = Occupied(np.array([[208, 0, 160, 72], [208, 200, 160, 72]], float))
    assert occupied.lane((184, 392), (36, 46)) == Lane(72 + LANE, 1, 200 - 72 - LANE - 8)
    assert occupied.lane((184, 392), (150, 46)) == Lane(150)
