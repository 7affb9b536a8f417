"""Aligned cards share a side, distributed ones have equal gaps, straightened chains run level; nothing moves further than it must."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.layout.arrange import Box, aligned, distributed, runs, straightened, with_frames
from studio.graph.model import Graph, Note
from studio.graph.notes import add_note, held
from tests.graph.drawings import Numbers, chain, drawn, node, numbers, residual

places = st.integers(-400, 2000).map(float)
boxes = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.builds(Box, places, places, st.just(160.0), st.sampled_from([72.0, 176.0]))
)
ACROSS = {"left": 0.0, "centre": 0.5, "right": 1.0}
DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def moved(before: dict[str, Box], after: dict[str, tuple[float, float]]) -> dict[str, Box]:
    return {key: Box(*after[key], before[key].width, before[key].height) for key in before}


@given(boxes, st.sampled_from([*ACROSS, *DOWN]))
def test_aligned_cards_share_a_side_of_the_rectangle_around_them(before, side):
    after = moved(before, aligned(before, side))
    axis, share = (0, ACROSS[side]) if side in ACROSS else (1, DOWN[side])
    low, high = (
        min((box[axis] for box in before.values()), default=0),
        max((box[axis] + box[axis + 2] for box in before.values()), default=0),
    )
    assert all(box[axis] + share * box[axis + 2] == pytest.approx(low + share * (high - low)) for box in after.values())
    assert all(after[key][1 - axis] == before[key][1 - axis] for key in before)
    assert all(place == pytest.approx(after[key].position) for key, place in aligned(after, side).items())


@given(boxes, st.sampled_from(["horizontally", "vertically"]))
def test_distributed_cards_have_equal_gaps_and_the_outer_ones_stay(before, way):
    axis = 0 if way == "horizontally" else 1
    after = moved(before, distributed(before, way))
    order = sorted(before, key=lambda key: (before[key][axis] + before[key][axis + 2] / 2, key))
    gaps = [after[two][axis] - after[one][axis] - after[one][axis + 2] for one, two in pairwise(order)]
    assert gaps == pytest.approx(gaps[:1] * len(gaps)) or len(before) < 3
    assert all(after[key] == pytest.approx(before[key]) for key in (*order[:1], *order[-1:]))
    assert all(after[key][1 - axis] == before[key][1 - axis] for key in before)


def boxed(graph: Graph) -> dict[str, Box]:
    return {key: Box(*each.position, 160.0, 72.0 + 104.0 * (index % 2)) for index, (key, each) in enumerate(graph.nodes.items())}


@given(numbers)
def test_the_wires_of_every_run_are_straight_and_no_other_height_moves_less(edit_list: list[Numbers]):
    graph = drawn(edit_list)[-1]
    before = boxed(graph)
    after = moved(before, straightened(graph, before))
    inside = [key for run in runs(graph, before) for key in run]
    assert len(inside) == len(set(inside))
    for run in runs(graph, before):
        middles = [before[key].middle for key in run]
        assert len({round(after[key].middle, 6) for key in run}) == 1
        moves = sum(abs(middle - after[run[0]].middle) for middle in middles)
        assert all(moves <= sum(abs(middle - other) for middle in middles) + 1e-6 for other in middles)
    assert all(after[key] == before[key] for key in before if key not in inside)
    assert all(after[key].left == before[key].left for key in before)


def uneven() -> Graph:
    graph = chain(Input(), Conv2D(), Dropout())
    ids = list(graph.nodes)
    return edits.move(graph, dict(zip(ids, [(0.0, 0.0), (208.0, 24.0), (416.0, 16.0)], strict=True)))


def test_a_run_takes_the_height_of_the_card_that_stays():
    graph = uneven()
    before = {key: Box(*each.position, 160.0, 72.0) for key, each in graph.nodes.items()}
    last = node(graph, "drop1")
    assert {y for _, y in straightened(graph, before).values()} == {16.0}
    assert {y for _, y in straightened(graph, before, fixed=[node(graph, "conv1")]).values()} == {24.0}
    both = straightened(graph, before, fixed=[node(graph, "conv1"), last])
    assert both == {node(graph, "input1"): (0.0, 24.0), node(graph, "conv1"): (208.0, 24.0), last: (416.0, 16.0)}


def test_a_branch_and_the_way_back_to_the_next_row_end_a_run():
    graph = residual()
    named = {key: each.name for key, each in graph.nodes.items()}
    assert [[named[key] for key in run] for run in runs(graph, boxed(graph))] == [
        ["input1", "conv1"],
        ["add1", "flatten1", "dense1", "output1"],
    ]
    folded = edits.move(graph, {node(graph, "dense1"): (0.0, 240.0), node(graph, "output1"): (208.0, 240.0)})
    assert [[named[key] for key in run] for run in runs(folded, boxed(folded))][1:] == [["add1", "flatten1"], ["dense1", "output1"]]


def test_only_the_cards_that_were_given_are_straightened():
    graph = uneven()
    before = {key: box for key, box in boxed(graph).items() if graph.nodes[key].name != "input1"}
    assert straightened(graph, before).keys() == before.keys()


def test_a_frame_reaches_around_its_cards_wherever_they_go():
    graph = chain(Input(), Conv2D(), Dropout())
    first, second, third = graph.nodes
    graph, frame = add_note(graph, Note("", "stem", (-24.0, -56.0), (416.0, 256.0), kind="frame"))
    graph, comment = add_note(graph, Note("", "outside", (900.0, 0.0)))
    moved = with_frames(graph, {first: (0.0, 240.0), second: (0.0, 480.0)})
    assert moved.notes[frame].position == (-24.0, 184.0)
    assert moved.notes[frame].size == (208.0, 496.0)
    assert held(moved, frame) == (first, second)
    assert moved.notes[comment] == graph.notes[comment]
    assert with_frames(graph, {third: (0.0, 900.0)}).notes == graph.notes
