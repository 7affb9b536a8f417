"""Every public layer of the installed Keras can stand on the board, or it is said why not."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.forms import KerasForm
from tests.blocks.strategies import LAYERS, usual
from tests.blocks.test_keras import layer_of

NO_LAYERS_OF_A_DRAWING = """
    FlaxLayer InputLayer InputSpec JaxLayer TorchModuleWrapper Wrapper
"""  # what others are made of, an end that a drawing has anyway, and layers of other libraries
MADE_ANEW = "Equalization RandomCrop"  # ours of that name, for Keras's cannot be built, or forgets what it is for in predictions


def test_every_other_layer_of_keras_can_stand_on_the_board() -> None:
    assert all(CATALOGUE[name].symbol().startswith("studio.layers.") for name in MADE_ANEW.split())
    held = {cls.symbol() for cls in [*CATALOGUE.values(), *inner_forms()]}
    public = {value: name for name, value in sorted(vars(keras.layers).items(), reverse=True) if isinstance(value, type)}
    without = {name for value, name in public.items() if not {f"keras.layers.{each}" for each in _names(value)} & held}
    assert without == {*NO_LAYERS_OF_A_DRAWING.split(), *MADE_ANEW.split()}


def inner_forms() -> set[type[KerasForm]]:
    """The forms within blocks, and within those: cells stand inside an RNN, and not on the board."""
    todo: list[type[KerasForm]] = [*CATALOGUE.values()]
    found = set[type[KerasForm]]()
    while todo:
        nested = {form for field in todo.pop().form() if field.editor in ("form", "forms") for form in field.choices} - found
        found |= nested
        todo += nested
    return found


def _names(cls: Any) -> list[str]:
    """All that Keras calls a class: MaxPool2D is MaxPooling2D."""
    return [name for name, value in vars(keras.layers).items() if value is cls]


@pytest.mark.parametrize(
    "cls", [cls for cls in LAYERS if cls.in_training_only or cls.family == "preprocessing"], ids=lambda cls: cls.__name__
)
def test_what_acts_in_training_only_leaves_predictions_alone(cls: type[Block]) -> None:
    values = np.random.default_rng(1).uniform(0, 1, (2, *usual(cls))).astype("float32")
    answer = np.asarray(layer_of(_acting(cls))(values, training=False))
    assert (answer.shape == values.shape and np.array_equal(answer, values)) == cls.in_training_only


def _acting(cls: type[Block]) -> Block:
    """The block with values with which it does something."""
    return cls(**({"mean": (0.5,), "variance": (2.0,)} if cls.__name__ == "Normalization" else {}))
