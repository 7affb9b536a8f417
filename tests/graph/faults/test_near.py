"""The nearest node that a block fits to."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.activation import ReLU
from studio.blocks.block import Block
from studio.blocks.convolution import Conv2D
from studio.graph.faults.near import Near
from studio.graph.model import Node, Position
from studio.graph.module import Instance
from tests.graph.small_modules import unit

blocks = st.sampled_from([ReLU(), Conv2D(), Conv2D(filters=4)])
places = st.tuples(st.integers(-3, 3), st.integers(-3, 3)).map(lambda place: (8.0 * place[0], 8.0 * place[1]))
offers = st.lists(st.tuples(blocks, places, st.integers(0, 2)), max_size=12)


def fits(block: Block, offer: int) -> bool:
    return getattr(block, "filters", 0) <= 16 * offer


@given(offers, blocks, places, st.booleans())
def test_it_is_the_nearest_of_all_that_fit_but_not_itself(
    found: list[tuple[Block, Position, int]], block: Block, place: Position, among: bool
) -> None:
    offered = [(Node(f"n{number:02}", each, "", where), offer) for number, (each, where, offer) in enumerate(found)]
    node = Node("n00" if among else "self", block, "", place)
    fitting = [other for other, offer in offered if other.id != node.id and fits(block, offer)]
    nearest = min(fitting, key=lambda other: (math.dist(place, other.position), other.id), default=None)
    assert Near(offered, fits).nearest(node) is nearest


def test_what_offers_the_same_is_tried_once_for_equal_blocks() -> None:
    tried = []

    def tries(block: Block, offer: str) -> bool:
        tried.append((block, offer))
        return True

    near = Near([(Node(f"n{number}", ReLU(), "", (float(number), 0.0)), "same") for number in range(9)], tries)
    assert [near.nearest(Node("x", Conv2D(), "", (place, 0.0))) for place in (-1.0, 5.2)] == [
        Node("n0", ReLU(), "", (0.0, 0.0)),
        Node("n5", ReLU(), "", (5.0, 0.0)),
    ]
    assert tried == [(Conv2D(), "same")]


def test_a_module_is_no_block_that_fits() -> None:
    near = Near([(Node("n", ReLU(), "", (0.0, 0.0)), "any")], lambda _block, _offer: True)
    assert near.nearest(Node("m", Instance(unit()), "", (0.0, 0.0))) is None
