"""Kinds of argument that many Keras layers share."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

Activation = Literal[
    "linear", "relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "tanh", "softplus", "softmax",
    "celu", "exponential", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh", "log_sigmoid", "log_softmax", "mish",
    "soft_shrink", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "tanh_shrink"
]  # fmt: skip
"""Keras's functions that keep the shape and need no further number; those in frequent use first."""
AxisOf = Literal[-1, 1, 2, 3]
Multiplier = Annotated[int, Meta(ge=1, le=256)]
Slope = Annotated[float, Meta(ge=0, le=10, extra={"step": 0.01})]
Epsilon = Annotated[float, Meta(gt=0, le=1, extra={"step": 0.001})]
