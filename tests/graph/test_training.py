"""Nodes are frozen one by one, up to one of them and to a depth, learn at paces of their own, and count so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.blocks.block import Block
from studio.graph.compare import Change, compare
from studio.graph.flat import flat
from studio.graph.manner import Manner, kept_at
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.in_place import collapse, expand
from studio.graph.states import set_locked
from studio.graph.training import (
    freeze_to_depth,
    freeze_up_to,
    frozen_depth,
    has_weights,
    levels,
    set_multiplier,
    set_trainable,
)
from tests.graph.drawings import lenet, node, refuses
from tests.graph.small_modules import chosen, network, residual, unit


def trained(graph: Graph) -> dict[str, tuple[bool, float, str]]:
    """How each node with weights of the laid-out drawing is trained, by its id."""
    return {each.id: (each.trainable, each.multiplier, each.pretrained) for each in flat(graph).graph.nodes.values() if has_weights(each)}


def frozen(graph: Graph) -> list[str]:
    return sorted(each.name for each in graph.nodes.values() if not each.trainable)


def test_frozen_weights_count_as_fixed_and_no_longer_when_they_are_freed() -> None:
    graph = lenet()
    before = measure(graph)
    held = set_trainable(graph, [node(graph, "conv1"), node(graph, "conv2")], False)
    after = measure(held, (graph, before))
    assert after.weights == before.weights
    assert after.fixed == sum(before.figures[node(graph, name)].weights for name in ("conv1", "conv2")) == 156 + 2416
    assert after.figures == measure(held).figures
    assert measure(set_trainable(held, held.nodes.keys() & {node(graph, "conv1"), node(graph, "conv2")}, True), (held, after)).fixed == 0


def test_a_frozen_module_holds_all_of_it_still_and_inside_one_node_alone() -> None:
    graph = network(chosen(residual()), chosen(residual()))
    total = measure(graph).figures["res1"]
    assert 0 < total.fixed < total.weights  # the moving statistics of its batch normalisation
    assert measure(set_trainable(graph, ["res1"], False)).figures["res1"].fixed == total.weights
    inside = set_trainable(residual().graph, ["conv1"], False)
    partly = Instance(replace(residual(), graph=inside))
    assert measure(network(partly)).figures["res1"].fixed == total.fixed + 8 * 9 * 8 + 8


def test_what_is_inside_is_trained_as_the_modules_around_it_say() -> None:
    graph = set_multiplier(network(chosen(residual(), strides=2), chosen(unit(), 2)), ["res1"], 0.5)
    graph = set_trainable(graph, ["res2"], False)
    graph = graph.replace(
        nodes={
            **graph.nodes,
            "res1": replace(graph.nodes["res1"], pretrained="net"),
            "res2": replace(graph.nodes["res2"], pretrained="net#top"),
        }
    )
    assert trained(graph) == {
        "res1/conv1": (True, 0.5, "net#conv1"),
        "res1/norm1": (True, 0.5, "net#norm1"),
        "res1/unit1/conv1": (True, 0.5, "net#unit1/conv1"),
        "res1/proj1": (True, 0.5, "net#proj1"),
        "res2.1/conv1": (False, 1.0, "net#top.1/conv1"),
        "res2.2/conv1": (False, 1.0, "net#top.2/conv1"),
        "scores": (True, 1.0, ""),
    }
    assert kept_at("net#top.1/conv1") == ("net", "top.1/conv1")
    assert kept_at("net") == ("net", "")


def test_a_module_that_becomes_nodes_again_is_trained_as_before() -> None:
    graph = network(chosen(residual()), chosen(unit(), 2))
    graph = set_multiplier(set_trainable(graph, ["res2"], False), ["res1"], 3.0)
    graph = graph.replace(nodes={**graph.nodes, "res1": replace(graph.nodes["res1"], pretrained="net")})
    apart = dissolve(dissolve(graph, "res1"), "res2")
    assert sorted(trained(apart).values()) == sorted(trained(graph).values())
    shown, frame = expand(graph, "res1")
    assert trained(shown) == trained(graph)
    assert collapse(shown, frame)[0] == graph


def test_what_is_freed_in_a_frozen_module_that_is_shown_in_place_stays_free() -> None:
    graph = set_trainable(network(chosen(residual())), ["res1"], False)
    shown, frame = expand(graph, "res1")
    back = collapse(set_trainable(shown, ["res1/conv1"], True), frame)[0]
    assert back.nodes["res1"].trainable
    assert [each for each, how in trained(back).items() if how[0]] == ["res1/conv1", "scores"]


def test_a_depth_freezes_from_the_input_on() -> None:
    graph = lenet()
    measured = measure(graph)
    names = [sorted(graph.nodes[each].name for each in level) for level in levels(graph, measured)]
    assert names == [["conv1"], ["conv2"], ["dense1"], ["dense2"], ["dense3"]]
    held = freeze_to_depth(graph, measured, 2)
    assert frozen(held) == ["conv1", "conv2"]
    assert frozen_depth(held, levels(held, measured)) == 2
    assert frozen(freeze_to_depth(held, measured, 1)) == ["conv1"]
    assert freeze_to_depth(held, measured, 0) == graph


@given(st.integers(0, 5), st.sets(st.integers(0, 4)))
def test_whatever_was_frozen_the_depth_says_what_is(depth: int, before: set[int]) -> None:
    graph = lenet()
    measured = measure(graph)
    rows = levels(graph, measured)
    mixed = set_trainable(graph, [each for place in before for each in rows[place]], False)
    held = freeze_to_depth(mixed, measured, depth)
    assert frozen_depth(held, rows) == depth
    assert measure(held).fixed == sum(measured.figures[each].weights for level in rows[:depth] for each in level)


def test_all_that_leads_to_a_node_is_frozen_with_it() -> None:
    graph = lenet()
    assert frozen(freeze_up_to(graph, node(graph, "pool2"))) == ["conv1", "conv2"]
    with refuses("Nothing up to pad1 has weights that could be frozen. Choose a node further on."):
        freeze_up_to(graph, node(graph, "pad1"))


def test_a_multiplier_of_nothing_freezes_and_others_are_kept() -> None:
    graph = lenet()
    conv = node(graph, "conv1")
    slow = set_multiplier(graph, [conv], 0.1)
    assert (slow.nodes[conv].trainable, slow.nodes[conv].multiplier) == (True, 0.1)
    still = set_multiplier(slow, [conv], 0)
    assert (still.nodes[conv].trainable, still.nodes[conv].multiplier) == (False, 0.1)
    assert set_multiplier(still, [conv], 1) == graph
    assert compare(graph, still).changed[conv] == (Change("trainable", True, False), Change("multiplier", 1.0, 0.1))


def test_what_cannot_be_frozen_is_told() -> None:
    graph = lenet()
    conv, pool = node(graph, "conv1"), node(graph, "pool1")
    with refuses("pool1 has no weights that could be frozen. Choose nodes with weights."):
        set_trainable(graph, [pool], False)
    with refuses("None of the nodes has weights that could be frozen. Choose nodes with weights."):
        set_trainable(graph, [pool, node(graph, "pool2")], False)
    with refuses("conv1 is locked. Unlock it first."):
        set_trainable(set_locked(graph, [conv], True), [conv], False)
    with refuses("A multiplier of the learning rate lies between 0 and 1000. Received: -1. Choose 1 for none."):
        set_multiplier(graph, [conv], -1)


def test_some_of_many_have_weights_and_those_are_frozen() -> None:
    graph = lenet()
    assert frozen(set_trainable(graph, list(graph.nodes), False)) == ["conv1", "conv2", "dense1", "dense2", "dense3"]


@pytest.mark.parametrize("manner", [Manner(), Manner(False, 2.0, "net")])
def test_a_manner_is_given_to_a_node_that_is_taken_out(manner: Manner) -> None:
    graph = lenet()
    conv = graph.nodes[node(graph, "conv1")]
    assert isinstance(conv.block, Block)
    assert Manner().inside(manner.given(conv)) == manner.inside(conv)
