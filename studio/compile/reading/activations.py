"""Keras's activation functions: their words, and the layers that compute the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

_ALIASES = {"swish": "silu", "hard_swish": "hard_silu", None: "linear"}


class Equal(NamedTuple):
    """A layer that computes what a function does."""

    symbol: str
    config: Mapping[str, Any]


LAYERS: Mapping[str, Equal] = {
    "relu": Equal("keras.layers.ReLU", {}),
    "relu6": Equal("keras.layers.ReLU", {"max_value": 6.0}),
    "leaky_relu": Equal("keras.layers.LeakyReLU", {"negative_slope": 0.2}),
    "elu": Equal("keras.layers.ELU", {}),
    "softmax": Equal("keras.layers.Softmax", {}),
}
"""By the function's word."""

NOTHING = "linear"


def word(value: Any) -> Any:
    """Keras's present word for a function, where a config names one; other values as they come."""
    if isinstance(value, dict) and value.get("class_name") == "function" and str(value.get("module", "")) == "builtins":
        value = value.get("config")  # so Keras 3.0 wrote them
    return _ALIASES.get(value, value) if value is None or isinstance(value, str) else value
