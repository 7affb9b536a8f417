"""Kinds of argument that many Keras layers share: activations, initialisers, regularisers."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from studio.forms import KerasForm
from studio.forms.kinds import Strength

Activation = Literal[
    "linear", "relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "tanh", "softplus", "softmax"
]  # fmt: skip
Initializer = Literal[
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_uniform",
    "lecun_normal",
    "truncated_normal",
    "random_normal",
    "random_uniform",
    "zeros",
    "ones",
]
BiasInitializer = Literal["zeros", "ones", "truncated_normal", "random_normal", "random_uniform"]
Multiplier = Annotated[int, Meta(ge=1, le=256)]
Slope = Annotated[float, Meta(ge=0, le=10, extra={"step": 0.01})]
Epsilon = Annotated[float, Meta(gt=0, le=1, extra={"step": 0.001})]


class L1(KerasForm):
    """Pulls weights towards zero by their size, which leaves many of them at exactly nothing.

    l1: How strongly: this times the sum of absolute weights is added to the loss.

    Source: keras.regularizers.L1
    """

    l1: Strength = 0.01


class L2(KerasForm):
    """Pulls weights towards zero by their square, which spreads them evenly.

    l2: How strongly: this times the sum of squared weights is added to the loss.

    Source: keras.regularizers.L2
    """

    l2: Strength = 0.01


class L1L2(KerasForm):
    """Elastic net: both L1 and L2 at once.

    l1: How strongly the absolute weights count.
    l2: How strongly the squared weights count.

    Source: keras.regularizers.L1L2
    """

    l1: Strength = 0.0
    l2: Strength = 0.0


Regularizer = L1 | L2 | L1L2 | None
