"""Every block says of shapes, weights and refusals what Keras says."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Mapping, Sequence
from itertools import count, product
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studio.blocks.attention import Attending
from studio.blocks.block import Block, Shape, ShapeError
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.einsum_dense import EinsumDense
from studio.blocks.merging import Concatenate
from studio.blocks.preprocessing import CenterCrop, Rescaling, Resizing
from studio.blocks.recurrent import RNN
from studio.blocks.regularisation import Dropping
from studio.blocks.sliding_pooling import AdaptiveMaximum, AdaptivePooling
from studio.blocks.stateful import Stateful
from studio.blocks.training_images import Changing
from studio.compile.plan import arranged
from studio.forms import KerasForm
from tests.blocks.strategies import LAYERS, SLOW, entering, forms, inputs
from tests.keras_objects import made

REFUSALS = (ValueError, TypeError, IndexError, tf.errors.OpError, UserWarning)  # Keras checks some things, TensorFlow others
# A softmax over one value is meant here.
pytestmark = pytest.mark.filterwarnings(r"ignore:[\s\S]*softmax over axis -?\d of a tensor of shape:UserWarning")

STRICTER: Mapping[type[Block], str] = {
    Resizing: "needs an image",
    CenterCrop: "needs an image",
    Changing: "needs an image|needs a value_range|needs a pixel for each part",
    Attending: "needs sequences|compares query and key|looks along axes",
    RNN: "gives the state of one cell",
}
"""What the studio says where Keras takes something for a batch of images, repeats axes, or finds a fault in training only."""
LATE: Mapping[type[Block], str] = {
    **STRICTER,
    Attending: f"{STRICTER[Attending]}|masks sequences|needs a last axis|needs a key|tells its scores",
    RNN: f"{STRICTER[RNN]}|needs a sequence|can be unrolled",
    Stateful: "can be unrolled",
    Changing: f"{STRICTER[Changing]}|needs a last axis",
    AdaptivePooling: "needs an input of known size|needs a sequence|needs an image|needs a volume",
    Dropping: "needs a noise_shape",
    Resizing: f"{STRICTER[Resizing]}|takes either crop",
    Concatenate: "differ in axis",
    Rescaling: "needs one number",
    EinsumDense: "needs a letter for each axis",
}
"""The same where some axes are known at run time only, which is when Keras finds out more."""
Shapes = tuple[Shape, ...]

layers = pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
quick = pytest.mark.parametrize("cls", [cls for cls in LAYERS if cls not in SLOW], ids=lambda cls: cls.__name__)
slow = pytest.mark.parametrize("cls", SLOW, ids=lambda cls: cls.__name__)


def layer_of(block: Block) -> keras.layers.Layer:
    """The Keras layer that a block stands for."""
    return made(block.symbol(), {name: of_keras(value) for name, value in block.arguments().items()})


def of_keras(value: Any) -> Any:
    """What Keras takes for a value: its own object for a form."""
    if isinstance(value, list | tuple):
        return type(value)(of_keras(part) for part in value)
    if not isinstance(value, KerasForm):
        return value
    named = {"name": "inside"} if isinstance(value, Block) else {}
    return made(value.symbol(), {name: of_keras(part) for name, part in value.arguments().items()} | named)


def called(layer: keras.layers.Layer, block: Block, tensors: list[Any], **said: Any) -> Any:
    """What a layer gives, called as its block says."""
    on, by_name = arranged(block.calling, tensors if block.many_inputs else tensors[: block.input_count])
    return layer(*on, **by_name, **block.said_at_call(), **said)


def deadly(block: Block, shapes: Shapes) -> bool:
    """Whether TensorFlow ends the process instead of refusing: it divides by nothing."""
    return isinstance(block, AdaptiveMaximum) and by_studio(block, shapes) is None


def by_keras(block: Block, shapes: Shapes) -> tuple[Shapes, int, int] | None:
    """Shapes of all outputs, weights and fixed weights as Keras has them, or None where it refuses or nothing would be left."""
    if deadly(block, shapes):
        return None
    try:
        layer = layer_of(awake(block))
        told = leaving(called(layer, block, [keras.Input(shape) for shape in shapes]))
        right = comes_out(layer, block, shapes, told)  # what Keras is wrong about nobody can rely on
        constrain(layer)
    except REFUSALS:
        return None
    fixed = sum(math.prod(weight.shape) for weight in layer.non_trainable_weights)
    return (told, layer.count_params(), fixed) if right and not any(0 in shape for shape in told) else None


def leaving(given: Any) -> Shapes:
    """The shapes of all that a layer gives."""
    return tuple(tuple(tensor.shape[1:]) for tensor in (given if isinstance(given, list | tuple) else [given]))


def awake(block: Block) -> Block:
    """The block with a rate at which Keras looks at the other arguments: at none it passes anything on."""
    return block.replace(rate=0.5) if isinstance(block, Dropping) and not block.rate else block


def comes_out(layer: keras.layers.Layer, block: Block, shapes: Shapes, told: Shapes) -> bool:
    """Whether what really comes out is what was told, with a length for the axes that are known at run time only."""
    known = [tuple(17 if axis is None else axis for axis in shape) for shape in shapes]  # as long as no other axis that is drawn
    try:
        return agrees(run(layer, block, known), told)
    except REFUSALS:
        if known == [*shapes]:
            raise
        return True  # it may take other lengths


def run(layer: keras.layers.Layer, block: Block, shapes: Sequence[tuple[int, ...]]) -> Shapes:
    """The shapes that really come out, of so many examples that none of the axes is as long."""
    examples = next(number for number in count(2) if not any(number in shape for shape in shapes))
    arrays = [np.zeros((examples, *shape), "float32") for shape in shapes]
    return leaving(called(layer, block, arrays, training=True))


def agrees(real: Shapes, told: Shapes) -> bool:
    """Whether what really comes out is what was told, as far as that was known."""
    if [len(shape) for shape in real] != [len(shape) for shape in told]:
        return False
    pairs = (pair for shapes in zip(real, told, strict=True) for pair in zip(*shapes, strict=True))
    return all(axis in (None, side) for side, axis in pairs)


def constrain(layer: keras.layers.Layer) -> None:
    """What every step of training does to the weights, which is when Keras looks at a constraint."""
    for weight in layer.trainable_weights:
        if weight.constraint is not None:
            weight.constraint(keras.ops.convert_to_tensor(weight))


def by_studio(block: Block, shapes: Shapes) -> tuple[Shapes, int, int] | None:
    try:
        return block.output_shapes(*shapes), block.weights(*shapes), block.fixed_weights(*shapes)
    except ShapeError:
        return None


def told(reasons: Mapping[type[Block], str], block: Block, shapes: tuple[Shape, ...]) -> bool:
    """Whether a block is refused for one of the reasons."""
    words = next((words for cls, words in reasons.items() if isinstance(block, cls)), "")
    try:
        block.output_shape(*shapes)
    except ShapeError as error:
        return bool(words) and re.search(words, str(error)) is not None
    return False


@quick
@settings(max_examples=15, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_shape_weights_and_refusals_are_those_of_keras(cls: type[Block], data: st.DataObject) -> None:
    check_known(cls, data)


@slow
@settings(max_examples=4, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_shape_weights_and_refusals_of_slow_layers_are_those_of_keras(cls: type[Block], data: st.DataObject) -> None:
    check_known(cls, data)


def check_known(cls: type[Block], data: st.DataObject) -> None:
    """For inputs whose axes are all known."""
    block, shapes = data.draw(forms(cls)), data.draw(inputs(cls))
    shapes = entering(block, shapes)
    ours = by_studio(block, shapes)
    assume(ours or not told(STRICTER, block, shapes))
    assert ours == by_keras(block, shapes)


@quick
@settings(max_examples=8, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_axes_known_at_run_time_only_are_those_of_keras(cls: type[Block], data: st.DataObject) -> None:
    check_open(cls, data)


@slow
@settings(max_examples=2, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_axes_known_at_run_time_only_of_slow_layers_are_those_of_keras(cls: type[Block], data: st.DataObject) -> None:
    check_open(cls, data)


def check_open(cls: type[Block], data: st.DataObject) -> None:
    """For inputs of which some axes are known at run time only."""
    block, shapes = data.draw(forms(cls)), data.draw(inputs(cls, known=False))
    shapes = entering(block, shapes)
    ours = by_studio(block, shapes)
    assume(ours or not told(LATE, block, shapes))
    assert ours == by_keras(block, shapes)


@pytest.mark.parametrize("cls", Dropping.__subclasses__(), ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (3, 1), (1, 3), (3, 4)])
def test_choices_for_other_axes_than_the_input_has_are_those_of_keras(cls: type[Dropping], shape: Shape) -> None:
    for choices in [*product([-1, 1], repeat=2), (1, 1, 1), (1, 1, 1, 1), (-1, -1, 1, 1)]:
        block = cls(noise_shape=choices)
        assert by_studio(block, (shape,)) == by_keras(block, (shape,)), choices


@layers
def test_defaults_that_are_not_written_are_those_of_keras(cls: type[Block]) -> None:
    block = cls()
    short, long = layer_of(block), made(cls.symbol(), {name: of_keras(value) for name, value in block.arguments(whole=True).items()})
    assert settings_of(short) == settings_of(long)


def settings_of(layer: keras.layers.Layer) -> dict[str, Any]:
    return {name: value for name, value in layer.get_config().items() if name != "name"}


@layers
def test_every_field_is_an_argument_of_keras(cls: type[Block]) -> None:
    module, _, name = cls.symbol().rpartition(".")
    accepted = inspect.signature(getattr(__import__(module, fromlist=[name]), name).__init__).parameters
    assert [name for name in cls().arguments(whole=True) if name not in accepted] == []


NESTED = sorted(
    {form for cls in CATALOGUE.values() for field in cls.form() if field.editor == "form" for form in field.choices} - {*LAYERS},
    key=lambda form: form.__name__,
)


@pytest.mark.parametrize("form", NESTED, ids=lambda form: form.__name__)
def test_defaults_of_a_form_within_are_those_of_keras(form: type[KerasForm]) -> None:
    long = {field.name: getattr(form(), field.name) for field in form.form()}
    short, whole = ({name: of_keras(value) for name, value in each.items()} for each in (form().arguments(), long))
    expected, told = (
        {name: value for name, value in made(form.symbol(), each).get_config().items() if name != "name"} for each in (short, whole)
    )
    assert {name: (value,) if name == "axis" and isinstance(value, int) else value for name, value in expected.items()} == told | (
        {"axis": long["axis"]} if "axis" in long else {}
    )


@pytest.mark.parametrize("form", [form for form in NESTED if form.known_as], ids=lambda form: form.__name__)
def test_the_word_for_a_form_within_is_one_of_keras(form: type[KerasForm]) -> None:
    known = keras.initializers.get(form.known_as)
    assert type(known) is type(made(form.symbol(), {}))
    assert known.get_config() == made(form.symbol(), {}).get_config()
