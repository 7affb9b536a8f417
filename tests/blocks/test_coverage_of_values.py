"""Initializers, constraints and the like of the installed Keras, and the arguments of its layers: held, or it is said why not."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import ModuleType
from typing import Any, get_args

import keras
import pytest

from studio.blocks.arguments import Activation
from studio.blocks.catalogue import CATALOGUE
from studio.forms import KerasForm
from tests.blocks.test_coverage_of_keras import inner_forms

NO_VALUES = {
    "keras.initializers": {"Initializer": "what others are made of", "STFT": "of the two layers for sound, which make it themselves"},
    "keras.regularizers": {"Regularizer": "what others are made of"},
    "keras.constraints": {"Constraint": "what others are made of"},
}
NO_FUNCTIONS = {
    **dict.fromkeys(("deserialize", "get", "serialize"), "no activations"),
    **dict.fromkeys(("hard_swish", "swish"), "other names of hard_silu and silu"),
    "glu": "halves the channels",
    "threshold": "needs numbers of its own",
}
LEFT_OUT = {
    "activity_regularizer": "an ActivityRegularization after the layer does the same, and is put there when a model is opened",
    "arguments": "of code: said in the code itself",
    "autocast": "a matter of number formats, which are one for the whole network",
    "axis": "channels come last here; of others they are Keras's way to say the same",
    "call_training_endpoint": "a SavedModel is called as it predicts",
    "data_format": "channels come last in all drawings",
    "dtype": "a matter of number formats, which are one for the whole network",
    "fill_mode": "Keras fills with one value alone",
    "flash_attention": "how it is computed, not what",
    "gptq_unpacked_column_size": "of quantised models, which are exports",
    "lora_alpha": "changes a layer once it is made, not the network",
    "lora_rank": "changes a layer once it is made, not the network",
    "mask": "of code: said in the code itself",
    "name": "that of the node",
    "output_shape": "of code: Keras finds it out",
    "quantization_config": "of quantised models, which are exports",
    "ragged": "TensorFlow's ragged tensors are no values of a network here",
    "renorm": "batch renormalisation has no place beside the batches of one size that training takes",
    "renorm_clipping": "of renorm",
    "renorm_momentum": "of renorm",
    "reverse_dtype": "a matter of number formats, which are one for the whole network",
    "salt": "told by the vocabulary",
    "seed": "of AugMix alone, whose changes it does not reach",
    "sparse": "TensorFlow's sparse tensors are no values of a network here",
    "stateful": "needs batches of one size that follow each other, and training shuffles them",
    "synchronized": "of several devices; training takes one",
    "trainable": "that of the node, which is frozen there",
    "use_cudnn": "how it is computed, not what",
    "vocabulary_dtype": "a matter of number formats, which are one for the whole network",
    "weights": "those of the run that training goes on from",
}
"""Arguments of layers that their blocks do not hold, and why."""


def names(room: ModuleType, value: Any) -> list[str]:
    """All that a module calls a value."""
    return [name for name, other in vars(room).items() if other is value]


@pytest.mark.parametrize("room", [keras.initializers, keras.regularizers, keras.constraints], ids=lambda room: room.__name__)
def test_every_initializer_regulariser_and_constraint_can_be_chosen(room: ModuleType) -> None:
    held = {form.symbol() for form in inner_forms()}
    public = {value for value in vars(room).values() if isinstance(value, type)}
    without = {min(names(room, value)) for value in public if not {f"{room.__name__}.{name}" for name in names(room, value)} & held}
    assert without == set(NO_VALUES[room.__name__])


def test_every_activation_can_be_chosen() -> None:
    public = {name for name, value in vars(keras.activations).items() if inspect.isfunction(value)}
    assert public - set(get_args(Activation)) == set(NO_FUNCTIONS)


def test_every_argument_of_a_layer_is_held_or_it_is_said_why_not() -> None:
    forms = {form for form in [*CATALOGUE.values(), *inner_forms()] if form.symbol().startswith("keras.layers.")}
    assert {name for form in forms for name in _missing(form)} == set(LEFT_OUT)


def _missing(form: type[KerasForm]) -> set[str]:
    arguments: Mapping[str, Any] = inspect.signature(getattr(keras.layers, form.symbol().rpartition(".")[2]).__init__).parameters
    held = {form.renamed.get(field.name, field.name) for field in form.form()} | form().arguments().keys()
    return arguments.keys() - held - {"self", "args", "kwargs"}
