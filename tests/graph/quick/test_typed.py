"""What is typed becomes the block that is meant, or a sentence; never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.convolution import Conv2D
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.regularizers import L2
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.module import Instance, Module, Parameter
from studio.graph.quick.typed import Wish, typed
from studio.project.library import shipped


def _module(name: str, title: str, inputs: int = 1, parameters: tuple[Parameter, ...] = ()) -> Module:
    graph = Graph()
    for port in range(1, inputs + 1):
        graph, _ = edits.add(graph, ModuleInput(port=port), (0.0, 0.0), f"in{port}")
    graph, _ = edits.add(graph, ModuleOutput(), (0.0, 0.0), "out1")
    return Module(name, graph, parameters, title=title)


RESIDUAL = _module(
    "residual",
    "Residual",
    1,
    (
        Parameter("filters", 16, "Conv2D.filters"),
        Parameter("depth", 2),
        Parameter("act", "relu", "Dense.activation"),
        Parameter("scale", 0.5),
        Parameter("decay", None, "Conv2D.kernel_regularizer"),
    ),
)
TWO_IN = _module("joining", "Joining", 2)
MODULES = (RESIDUAL, TWO_IN)


def first(text: str) -> Wish:
    return typed(text, modules=MODULES)[0]


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("conv 6 5x5 relu", "Conv2D", {"filters": 6, "kernel_size": (5, 5), "activation": "relu"}),
        ("conv 6 5×5 ReLU", "Conv2D", {"filters": 6, "kernel_size": (5, 5), "activation": "relu"}),
        ("conv 64 3 same s2", "Conv2D", {"filters": 64, "padding": "same", "strides": (2, 2)}),
        ("conv 64 3 2", "Conv2D", {"filters": 64, "strides": (2, 2)}),
        ("conv 5x5 6", "Conv2D", {"filters": 6, "kernel_size": (5, 5)}),
        ("conv k1x7 g2", "Conv2D", {"kernel_size": (1, 7), "groups": 2}),
        ("conv 8 nobias", "Conv2D", {"filters": 8, "use_bias": False}),
        ("conv 2", "Conv2D", {"filters": 2}),
        ("conv 2d 7", "Conv2D", {"filters": 7}),
        ("conv tr 8", "Conv2DTranspose", {"filters": 8}),
        ("dense 84 tanh", "Dense", {"units": 84, "activation": "tanh"}),
        ("dense 84 sig", "Dense", {"units": 84, "activation": "sigmoid"}),
        ("dense units=84 act=softmax", "Dense", {"units": 84, "activation": "softmax"}),
        ("drop .5", "Dropout", {}),
        ("drop 0.25", "Dropout", {"rate": 0.25}),
        ("max pool 2x2 s2", "MaxPooling2D", {"strides": (2, 2)}),
        ("max 3x3/2", "MaxPooling2D", {"pool_size": (3, 3), "strides": (2, 2)}),
        ("avgpool", "AveragePooling2D", {}),
        ("input 32x32x3", "Input", {"shape": (32, 32, 3)}),
        ("input 32 32 3", "Input", {"shape": (32, 32, 3)}),
        ("leaky relu .2", "LeakyReLU", {"negative_slope": 0.2}),
        ("zeropad 2", "ZeroPadding2D", {"padding": (2, 2)}),
        ("concat 2", "Concatenate", {"axis": 2}),
        ("global average keepdims", "GlobalAveragePooling2D", {"keepdims": True}),
        ("bn momentum=.9", "BatchNormalization", {"momentum": 0.9}),
        ("max strides=none", "MaxPooling2D", {}),
    ],
)
def test_values_go_to_the_fields_that_they_suit(text: str, kind: str, values: dict[str, Any]) -> None:
    wish = first(text)
    assert wish.fault == ""
    assert wish.made == CATALOGUE[kind](**values)


def test_a_nested_form_is_typed_by_its_name() -> None:
    made = first("conv 6 l2").made
    assert isinstance(made, Conv2D)
    assert type(made.kernel_regularizer).__name__ == "L2"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("conv 0", "Conv2D: filters must be a whole number from 1 to 65536. Received: 0."),
        ("dense 2.5", "Dense: units must be a whole number from 1 to 65536. Received: 2.5."),
        ("dense units=many", "Dense: units must be a whole number from 1 to 65536. Received: 'many'."),
        ("input 0x28x1", "Input: shape must be 1 to 5 values, each a whole number from 1 to 65536. Received: (0, 28, 1)."),
        ("flatten 3", "Flatten has no place for 3. It takes no values. Take it out, or write it as name=value."),
        (
            "maxpool tanh",
            "MaxPooling2D has no place for tanh. It takes pool_size, strides, padding. Take it out, or write it as name=value.",
        ),
        ("joining x2", "Joining cannot be repeated. Expected: one input and one output. Received: 2 inputs and 1 output. Take x2 out."),
        ("residual 0", "Residual: filters must be a whole number from 1 to 65536. Received: 0."),
        ("residual x0", "Residual: repeat must be a whole number from 1 to 1000. Received: 0."),
        ("residual depth=deep", "Residual: depth must be a whole number. Received: 'deep'."),
        (
            "residual depth=0.5 scale=1e999 x0",
            "Residual: depth must be a whole number. Received: 0.5. Residual: scale must be a number. Received: inf. "
            "Residual: repeat must be a whole number from 1 to 1000. Received: 0.",
        ),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(text: str, fault: str) -> None:
    wish = first(text)
    assert (wish.made, wish.fault) == (None, fault)


def test_a_module_keeps_what_is_typed_as_its_properties_would() -> None:
    assert first("residual scale=1 decay=l2").made == Instance(RESIDUAL, {"scale": 1.0, "decay": L2()})


def test_a_module_takes_its_parameters_and_a_repeat_count() -> None:
    assert first("resid 64 x3 tanh").made == Instance(RESIDUAL, {"filters": 64, "act": "tanh"}, 3)
    assert first("resid 16 depth=2").made == Instance(RESIDUAL)  # as the defaults have it


def test_what_can_be_made_stands_before_what_cannot() -> None:
    found = typed("d .3")
    assert (found[0].key, found[0].fault) == ("Dropout", "")
    assert "Dense" in {wish.key for wish in found if wish.fault}


def test_nothing_typed_offers_everything() -> None:
    assert [wish.key for wish in typed("", modules=MODULES)] == [*CATALOGUE, "module:residual", "module:joining"]


def test_the_letters_that_were_meant_are_told() -> None:
    wish = first("mp 3")
    assert "".join(wish.title[place] for place in wish.match.places) == "MP"


WORDS = st.sampled_from(
    ["conv", "dense", "resid", "input", "same", "relu", "5x5", "/2", "x3", "s2", "=", "units=", "=3", "1e9", "9" * 30, "²", "٣"]
)
TEXTS = st.one_of(
    st.text(max_size=30), st.lists(st.one_of(WORDS, st.from_regex(r"[a-z]{0,3}[0-9.x/=-]{0,8}", fullmatch=True)), max_size=6).map(" ".join)
)


@given(TEXTS)
def test_no_text_is_too_odd_and_what_is_made_is_valid(text: str) -> None:
    for wish in typed(text, modules=MODULES):
        assert bool(wish.fault) != (wish.made is not None)
        if isinstance(wish.made, Block):
            assert type(wish.made).read(wish.made.values()) == wish.made


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("conv", ["Conv2D"]),
        ("fully connected", ["Dense"]),
        ("linear", ["Dense"]),
        ("bn", ["BatchNormalization"]),
        ("lrn", ["LocalResponseNormalization"]),
        ("gap", ["GlobalAveragePooling2D"]),
        ("avgpool", ["AveragePooling2D"]),
        ("deconv", ["Conv2DTranspose"]),
        ("skip", ["Add"]),
        ("resnet", ["Bottleneck", "Residual"]),
        ("mobilenet", ["Depthwise separable", "Inverted residual"]),
        ("squeeze", ["Squeeze and excite"]),
        ("se", ["Squeeze and excite"]),
        ("unet", ["U-Net level down", "U-Net level up"]),
        ("googlenet", ["Inception"]),
    ],
)
def test_blocks_and_modules_are_found_by_what_people_call_them(text: str, titles: list[str]) -> None:
    assert [wish.title for wish in typed(text, modules=shipped())[: len(titles)]] == titles


def test_another_name_takes_values_too() -> None:
    wish = typed("fully connected 84 relu")[0]
    assert (wish.title, wish.match.called) == ("Dense", "fully connected")
    assert wish.made == CATALOGUE["Dense"](units=84, activation="relu")
