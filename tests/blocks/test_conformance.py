"""What holds for every block of the catalogue, without Keras: a new block is tested by existing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import NODEFAULT

from studio.blocks.block import Block, Shape, ShapeError
from studio.blocks.catalogue import CATALOGUE, FAMILIES, by_family, read_block, record
from studio.blocks.constraints import MaxNorm
from studio.blocks.dense import Dense
from studio.blocks.initializers import HeNormal
from studio.blocks.unknown import UnknownBlock
from studio.forms import Field, FormError
from tests.blocks.strategies import forms, inputs, values

ICONS = Path(__file__).parents[2] / "resources" / "icons"
SENTENCE = re.compile(r"[A-Z][^.]*(?:\.\d[^.]*)*[.]")

blocks = pytest.mark.parametrize("cls", CATALOGUE.values(), ids=CATALOGUE)
FIELDS = {f"{name}.{field.name}": (cls, field) for name, cls in CATALOGUE.items() for field in cls.form()}
fields = pytest.mark.parametrize(("cls", "field"), FIELDS.values(), ids=FIELDS)

ISSUE = """
    Input Output Conv2D SeparableConv2D DepthwiseConv2D Conv2DTranspose MaxPooling2D AveragePooling2D SumPooling2D GlobalAveragePooling2D
    GlobalMaxPooling2D ReLU LeakyReLU PReLU ELU Maxout Sigmoid Tanh Softmax GELU Swish Dropout SpatialDropout2D GaussianNoise
    BatchNormalization LayerNormalization LocalResponseNormalization Dense Flatten Reshape ZeroPadding2D Cropping2D UpSampling2D Add
    Multiply Average Maximum Concatenate
"""


def test_the_catalogue_holds_what_was_promised() -> None:
    assert set(CATALOGUE) >= set(ISSUE.split())


def test_every_family_has_blocks_and_every_block_a_family() -> None:
    assert [name for family in FAMILIES for name in (cls.__name__ for cls in by_family(family.key))] == list(CATALOGUE)
    assert all(by_family(family.key) for family in FAMILIES)


def test_every_family_has_an_icon() -> None:
    assert [family.icon for family in FAMILIES if not (ICONS / f"{family.icon}.svg").exists()] == []


@blocks
def test_a_new_one_from_the_palette_is_valid_and_says_what_it_is(cls: type[Block]) -> None:
    block = cls()
    assert record(block) == {"kind": cls.__name__}
    assert re.fullmatch(r"[A-Z].*\.", cls.summary())
    assert re.fullmatch(r"(keras|studio\.layers)(\.\w+)+", cls.symbol())
    assert len(block.caption()) <= 24


@fields
def test_every_value_has_an_editor_a_help_and_limits(cls: type[Block], field: Field) -> None:
    assert re.fullmatch(r"[A-Z].*\.", field.help)
    assert field.default is not NODEFAULT
    assert cls().replace(**{field.name: field.default}) == cls()
    if field.editor in ("whole", "number", "pair", "shape"):
        assert field.lowest is not None
        assert field.highest is not None
    if field.editor in ("choice", "form"):
        assert len(field.choices) > 1


@blocks
@settings(max_examples=8)
@given(data=st.data())
def test_survives_the_file(cls: type[Block], data: st.DataObject) -> None:
    block = data.draw(forms(cls))
    written = record(block)
    read = json.loads(json.dumps(written))
    assert read == written
    assert read_block(read) == block


@blocks
@settings(max_examples=16)
@given(data=st.data())
def test_figures_are_sound_or_the_refusal_is_in_words(cls: type[Block], data: st.DataObject) -> None:
    block, shapes = data.draw(forms(cls)), data.draw(inputs(cls, known=False))
    refusal, answers = answered(block, shapes)
    if refusal:
        assert len(SENTENCE.findall(refusal)) >= 2, "what is wrong, and the remedy"
        return
    assert all(axis is None or axis >= 1 for answer in answers for axis in answer)
    assert len(answers) == max(1, len(block.output_names))
    assert not answers or answers[0] == block.output_shape(*shapes)
    assert block.weights(*shapes) >= block.fixed_weights(*shapes) >= 0
    assert block.multiply_adds(*shapes) >= 0


def answered(block: Block, shapes: tuple[Shape, ...]) -> tuple[str, tuple[Shape, ...]]:
    """The refusal's words, or the shapes."""
    try:
        return "", block.output_shapes(*shapes)
    except ShapeError as refusal:
        return str(refusal), ()


@blocks
@settings(max_examples=8)
@given(data=st.data())
def test_sees_at_least_one_pixel_and_moves_on(cls: type[Block], data: st.DataObject) -> None:
    reach = data.draw(forms(cls)).receptive_field()
    assert min(reach.size) >= 1
    assert min(reach.stride) > 0


@fields
@settings(max_examples=4)
@given(data=st.data())
def test_a_value_that_an_editor_sends_is_taken_or_refused_in_words(cls: type[Block], field: Field, data: st.DataObject) -> None:
    for fault in faults(cls, {field.name: data.draw(values(field))}):
        assert SENTENCE.findall(fault)


def faults(cls: type[Block], chosen: dict[str, Any]) -> tuple[str, ...]:
    try:
        cls.read(chosen)
    except FormError as refusal:
        return refusal.faults
    return ()


def test_a_block_of_a_newer_version_is_kept_as_it_came() -> None:
    written = {"kind": "Perceiver", "heads": 8}
    block = read_block(written)
    assert block == UnknownBlock(written)
    assert record(block) == written


def test_refused_values_of_a_file_are_all_named() -> None:
    with pytest.raises(FormError) as refusal:
        read_block({"kind": "Conv2D", "filters": 0, "kernel_size": [3], "colour": 1})
    assert refusal.value.faults == (
        "Conv2D has no colour. Known: filters, kernel_size, strides, padding, activation, use_bias, dilation_rate, groups, "
        "kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer, kernel_constraint, bias_constraint.",
        "Conv2D: filters must be a whole number from 1 to 65536. Received: 0.",
        "Conv2D: kernel_size must be 2 values, each a whole number from 1 to 1024. Received: [3].",
    )


def test_a_form_within_may_be_read_by_the_word_that_keras_has_for_it() -> None:
    block = read_block({"kind": "Dense", "kernel_initializer": "he_normal"})
    assert block == Dense(kernel_initializer=HeNormal())
    assert record(block) == {"kind": "Dense", "kernel_initializer": "he_normal"}
    assert block.arguments() == {"units": 10, "kernel_initializer": "he_normal"}


def test_a_constraint_along_axes_that_are_not_there_is_refused_in_words() -> None:
    with pytest.raises(ShapeError) as refusal:
        Dense(kernel_constraint=MaxNorm(axis=(0, 1, 2))).output_shape((8,))
    assert (
        str(refusal.value) == "Dense takes in its kernel_constraint axes 0 to 1, each once. Received: axis (0, 1, 2). Leave out the others."
    )
