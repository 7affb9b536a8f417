"""Shares of the cost: of the network that is trained, adding up to one."""

from __future__ import annotations

import pytest
from hypothesis import given

from studio.blocks.ends import Input, Output
from studio.compile.cost import Shares, shares
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph
from tests.compile.drawings import block, chain, id_of, lenet
from tests.compile.test_planner import drawings


def test_the_first_dense_layer_of_lenet_holds_most_weights() -> None:
    graph = lenet()
    measured = measure(graph)
    share = shares(measured)[id_of(graph, "dense1")]
    assert measured.weights == 61_706
    assert share.weights == pytest.approx(48_120 / 61_706)
    assert share.multiply_adds == pytest.approx(48_000 / measured.multiply_adds)
    assert share.memory == pytest.approx(120 * 4 / measured.memory)


def test_a_node_beside_the_way_has_no_share() -> None:
    graph, alone = edits.add(lenet(), block("Dense", units=10), (0, 0), "alone")
    assert alone not in shares(measure(graph))


def test_a_network_without_weights_is_no_division_by_zero() -> None:
    graph = chain(("image", Input(shape=(2, 2, 1))), ("flatten", block("Flatten")), ("output", Output()))
    assert shares(measure(graph))[id_of(graph, "flatten")]._replace(memory=0) == Shares(0, 0, 0)


@given(drawings())
def test_shares_add_up_to_the_whole(graph: Graph) -> None:
    measured = measure(graph)
    parts = shares(measured)
    for name in Shares._fields:
        whole = 1 if getattr(measured, name) else 0
        assert sum(getattr(share, name) for share in parts.values()) == pytest.approx(whole)
