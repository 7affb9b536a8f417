"""Inner values follow parameters, and stay as they were when they follow them no more."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.graph.edits import EditRefused
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter
from studio.graph.modules.inside import content
from studio.graph.modules.parameters import bind, change_parameter, promote, remove_parameter, rename_parameter, unpromote
from tests.graph.drawings import refuses
from tests.graph.small_modules import chosen, residual, unit


def bare() -> Module:
    return replace(residual(), parameters=(), bindings=())


def conv(module: Module, node: str = "conv1", **values: object) -> Conv2D:
    block = content(chosen(module, **values)).nodes[node].block
    assert isinstance(block, Conv2D)
    return block


def test_a_promoted_value_becomes_a_parameter() -> None:
    module = promote(bare(), "conv1", "filters", "filters")
    assert module.parameters == (Parameter("filters", 32, "Conv2D.filters"),)
    assert module.bindings == (Binding("conv1", "filters", "filters"),)
    assert conv(module, filters=5).filters == 5


def test_several_values_follow_one_parameter() -> None:
    module = promote(promote(bare(), "conv1", "filters", "filters"), "proj1", "filters", "filters")
    assert len(module.parameters) == 1
    assert (conv(module, filters=5).filters, conv(module, "proj1", filters=5).filters) == (5, 5)


def test_a_value_of_a_nested_module_and_a_bypass_are_promoted() -> None:
    module = promote(promote(bare(), "unit1", "filters", "width"), "proj1", BYPASS, "plain")
    assert module.parameters == (Parameter("width", 8, "Conv2D.filters"), Parameter("plain", False))
    assert content(chosen(module, plain=True)).nodes["proj1"].state == "bypassed"
    nested = content(chosen(module, width=3)).nodes["unit1"].block
    assert isinstance(nested, Instance)
    assert nested.values == {"filters": 3}


def test_a_value_follows_an_expression() -> None:
    module = bind(promote(bare(), "conv1", "filters", "filters"), "proj1", "filters", "filters * 4")
    assert conv(module, "proj1", filters=2).filters == 8
    module = bind(module, "proj1", "filters", "filters // 2")
    assert [each.expression for each in module.bindings] == ["filters", "filters // 2"]


def test_a_value_that_follows_no_more_stays_as_the_defaults_have_it() -> None:
    module = unpromote(residual(), "conv1", "filters")
    assert conv(module, filters=24).filters == 8
    assert [each.name for each in module.parameters] == ["filters", "strides"]


def test_a_parameter_that_nothing_follows_goes() -> None:
    module = promote(bare(), "conv1", "filters", "filters")
    assert unpromote(module, "conv1", "filters").parameters == ()


def test_a_parameter_gets_another_default_name_and_help() -> None:
    module = change_parameter(residual(), "filters", 12, "How wide.")
    assert module.parameters[0] == Parameter("filters", 12, "", "How wide.")
    module = rename_parameter(module, "strides", "step")
    assert [each.name for each in module.parameters] == ["filters", "step"]
    assert (conv(module, step=2).strides, conv(module, step=2).filters) == ((2, 2), 12)
    assert content(chosen(module, step=1)).nodes["proj1"].state == "bypassed"
    assert rename_parameter(module, "step", "step") is module


def test_what_followed_a_removed_parameter_stays() -> None:
    module = remove_parameter(residual(), "strides")
    assert [each.name for each in module.parameters] == ["filters"]
    assert conv(module).strides == (1, 1)
    assert content(Instance(module)).nodes["proj1"].state == "bypassed"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda module: promote(module, "conv1", "colour", "colour"), "conv1 has no value colour. Known: bypass, filters, kernel_size"),
        (lambda module: promote(module, "add1", "filters", "filters"), "add1 has no value filters. Known: bypass."),
        (
            lambda module: promote(module, "gone", "filters", "f"),
            "The drawing has no node with the id gone. It may have been removed since.",
        ),
        (lambda module: promote(module, "norm1", "momentum", "1st"), "A name starts with a letter and holds letters, digits and _"),
        (
            lambda module: bind(module, "conv1", "filters", "depth"),
            "depth speaks of depth, which is no parameter. Known: filters, strides. Use one of these, or add a parameter of that name.",
        ),
        (
            lambda module: bind(module, "conv1", "filters", "filters - 8"),
            "In conv1: Conv2D: filters must be a whole number from 1 to 65536. Received: 0.",
        ),
        (
            lambda module: change_parameter(module, "filters", 0),
            "In conv1: Conv2D: filters must be a whole number from 1 to 65536. Received: 0.",
        ),
        (lambda module: change_parameter(module, "depth", 0), "Residual has no parameter depth. Known: filters, strides."),
        (
            lambda module: rename_parameter(module, "filters", "repeat"),
            "A parameter cannot be called repeat, because every module has a repeat count without it. "
            "Choose another name, such as repeat1.",
        ),
        (
            lambda module: promote(module, "norm1", "momentum", "bypass"),
            "A parameter cannot be called bypass, because every node can be bypassed without it. Choose another name, such as bypass1.",
        ),
        (
            lambda module: rename_parameter(bind(module, "conv1", "filters", "filters" + "+0" * 90), "filters", "f" * 30),
            "An expression has at most 200 characters. Received: 390. Shorten it.",
        ),
        (lambda module: rename_parameter(module, "filters", "strides"), "The name strides is taken by another parameter. Choose another."),
        (lambda module: unpromote(module, "norm1", "momentum"), "momentum of norm1 follows no parameter. Choose a value that does."),
        (lambda module: promote(module, "norm1", "momentum", "filters"), "In norm1: BatchNormalization: momentum must be a number"),
    ],
)
def test_what_cannot_follow_is_refused(edit: object, sentence: str) -> None:
    with pytest.raises(EditRefused) as refused:
        edit(residual())
    assert str(refused.value).startswith(sentence)


def test_an_expression_that_cannot_be_read_is_refused() -> None:
    with refuses(
        "filters ** 2 holds filters ** 2, which an expression may not. "
        "Write parameters, numbers, + - * / // %, comparisons, min, max, int and `a if c else b`, such as filters * 4."
    ):
        bind(unit(), "conv1", "filters", "filters ** 2")


def test_defaults_that_come_to_nothing_stand_in_no_other_edits_way() -> None:
    """As a file may have them."""
    module = replace(residual(), parameters=(Parameter("filters", 0), Parameter("strides", 1)))
    drawn = module.graph.nodes["conv1"].block
    assert change_parameter(module, "filters", 0, "How many.").parameters[0].help == "How many."
    assert unpromote(module, "conv1", "filters").graph.nodes["conv1"].block == drawn
    assert remove_parameter(module, "filters").parameters == (Parameter("strides", 1),)
