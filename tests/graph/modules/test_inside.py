"""What is inside an instance follows its parameters, or is refused in words."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.figures import Figures
from studio.graph.model import Graph
from studio.graph.module import BYPASS, Binding, Instance, Module
from studio.graph.modules.inside import ContentError, arriving, content
from tests.graph.small_modules import chosen, graph_of, join, residual, unit


def conv(graph: Graph, name: str = "conv1") -> Conv2D:
    block = graph.nodes[name].block
    assert isinstance(block, Conv2D)
    return block


def test_values_that_follow_parameters_are_put_in() -> None:
    inside = content(chosen(residual(), filters=24, strides=2))
    assert (conv(inside).filters, conv(inside).strides) == (24, (2, 2))
    nested = inside.nodes["unit1"].block
    assert isinstance(nested, Instance)
    assert conv(content(nested)).filters == 24


def test_defaults_are_put_in_where_nothing_is_chosen() -> None:
    assert conv(content(Instance(residual()))).filters == 8


def test_a_node_is_bypassed_where_its_expression_is_true() -> None:
    assert content(chosen(residual(), strides=2)).nodes["proj1"].state == "on"
    assert content(chosen(residual(), strides=1)).nodes["proj1"].state == "bypassed"


def test_a_muted_node_stays_muted() -> None:
    module = residual()
    nodes = {**module.graph.nodes, "proj1": replace(module.graph.nodes["proj1"], state="muted")}
    module = replace(module, graph=module.graph.replace(nodes=nodes))
    assert content(chosen(module, strides=1)).nodes["proj1"].state == "muted"


def test_the_first_repetition_has_values_of_its_own() -> None:
    instance = chosen(residual(), repeat=3, first={"strides": 2}, filters=16)
    assert [conv(content(instance, k)).strides for k in range(3)] == [(2, 2), (1, 1), (1, 1)]
    assert content(instance, 1) is content(instance, 2)


def test_values_of_a_first_repetition_wait_until_there_is_a_second() -> None:
    assert conv(content(chosen(residual(), first={"strides": 2}))).strides == (1, 1)


def test_nodes_that_follow_nothing_are_those_of_the_module() -> None:
    module = residual()
    assert content(chosen(module)).nodes["add1"] is module.graph.nodes["add1"]


def test_what_is_inside_is_worked_out_once() -> None:
    instance = chosen(residual())
    assert content(instance) is content(instance)


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (0, "In conv1 of conv_relu: Conv2D: filters must be a whole number from 1 to 65536. Received: 0."),
        ("many", "In conv1 of conv_relu: Conv2D: filters must be a whole number from 1 to 65536. Received: 'many'."),
    ],
)
def test_a_value_that_a_block_refuses_is_told(filters: object, sentence: str) -> None:
    with pytest.raises(ContentError, match=f"^{re.escape(sentence)}$"):
        content(chosen(unit(), filters=filters))


def test_all_faults_are_told_at_once() -> None:
    bindings = (Binding("conv1", "filters", "depth"), Binding("relu1", "negative_slope", "filters / 0"), Binding("conv1", "colour", "1"))
    with pytest.raises(ContentError) as refused:
        content(Instance(replace(unit(), bindings=bindings)))
    assert refused.value.faults == (
        "In conv1 of conv_relu: depth speaks of depth, which is no parameter. Known: filters. "
        "Use one of these, or add a parameter of that name.",
        "In relu1 of conv_relu: filters / 0 cannot be worked out: it divides by 0. Received: filters = 8. Change one of them.",
    )


def test_a_binding_of_a_node_that_is_gone_binds_nothing() -> None:
    module = replace(unit(), bindings=(Binding("gone", BYPASS, "True"),))
    assert content(Instance(module)) == module.graph


def test_what_arrives_is_known_by_the_ids_of_the_ports() -> None:
    figures = Figures((4, 4, 2), weights=7, memory=128)
    assert arriving(Instance(join()), {1: figures}) == {"input1": Figures(), "input2": Figures((4, 4, 2))}


def test_what_no_network_could_hold_is_refused_before_it_is_laid_out() -> None:
    nested = unit()
    for name in ("ten", "hundred", "thousand"):
        nested = Module(
            name, graph_of({"in": ModuleInput(), "ten": Instance(nested, repeat=10), "out": ModuleOutput()}, "in ten", "ten out")
        )
    sentence = (
        "thousand may stand for at most 20000 nodes. Received: 21666, 5 times 4333. Lower its repeat count, or that of a module inside it."
    )
    with pytest.raises(ContentError, match=f"^{re.escape(sentence)}$"):
        content(Instance(nested, repeat=5))
    assert len(content(Instance(nested, repeat=4)).nodes) == 3
