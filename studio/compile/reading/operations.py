"""Operations on tensors (`keras.ops`) as the layers that compute the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from studio.compile.reading.keras_model import Call, KerasLayer, Tensor, tensors


class Equal(NamedTuple):
    """A layer in place of an operation.

    Attributes:
        symbol: Of the layer.
        config: What it is made with.
    """

    symbol: str
    config: Mapping[str, Any]


_MERGING = {"Add": "Add", "Multiply": "Multiply", "Subtract": "Subtract", "Maximum": "Maximum", "Minimum": "Minimum"}
_FUNCTIONS = {
    "Relu": "relu",
    "Relu6": "relu6",
    "Sigmoid": "sigmoid",
    "Silu": "silu",
    "Tanh": "tanh",
    "Selu": "selu",
    "Softplus": "softplus",
    "Softsign": "softsign",
    "HardSigmoid": "hard_sigmoid",
    "HardSilu": "hard_silu",
}
_SPATIAL = ([1, 2], [-3, -2])


def equal(layer: KerasLayer, call: Call) -> Equal | None:
    """The layer that computes what an operation does with what it is called on; None where there is none."""
    name = layer.symbol.removeprefix("keras.ops.")
    if name in _FUNCTIONS and not call.constants:
        return Equal("keras.layers.Activation", {"activation": _FUNCTIONS[name]})
    if name in _MERGING and _alike(call):
        return Equal(f"keras.layers.{_MERGING[name]}", {})
    rule = _RULES.get(name)
    return rule(layer.config, call) if rule else None


def _alike(call: Call) -> bool:
    """Whether it puts together tensors of as many axes: with fewer, a layer and an operation place them differently."""
    counts = {None if tensor.shape is None else len(tensor.shape) for tensor in call.takes}
    return len(call.takes) == len(call.args) + len(call.kwargs) == 2 and len(counts) == 1


def _scaling(by: Callable[[float], Mapping[str, float]], swapped: bool) -> Callable[[Mapping[str, Any], Call], Equal | None]:
    """A rule for a tensor and a number, on either side where that is the same."""

    def rule(_config: Mapping[str, Any], call: Call) -> Equal | None:
        match call.args:
            case (Tensor(), int() | float() as number) if not isinstance(number, bool):
                return Equal("keras.layers.Rescaling", by(number))
            case (int() | float() as number, Tensor()) if swapped and not isinstance(number, bool):
                return Equal("keras.layers.Rescaling", by(number))
            case _:
                return None

    return rule


def _divided(config: Mapping[str, Any], call: Call) -> Equal | None:
    """By a power of two alone: else to multiply by the inverse rounds otherwise."""
    exact = [math.frexp(number)[0] == 0.5 for number in call.args[1:] if isinstance(number, int | float)]
    return _scaling(lambda number: {"scale": 1 / number}, False)(config, call) if exact == [True] else None


def _pooled(symbol: str) -> Callable[[Mapping[str, Any], Call], Equal | None]:
    """A mean or maximum over height and width."""

    def rule(config: Mapping[str, Any], call: Call) -> Equal | None:
        (tensor,) = call.takes if len(call.takes) == 1 else (Tensor(""),)
        whole = config.get("axis") in _SPATIAL and tensor.shape is not None and len(tensor.shape) == 3 and config.get("initial") is None
        return Equal(symbol, {"keepdims": bool(config.get("keepdims"))}) if whole and not call.constants else None

    return rule


def _with(symbol: str, *names: str) -> Callable[[Mapping[str, Any], Call], Equal | None]:
    """A layer with arguments of the operation."""

    def rule(config: Mapping[str, Any], call: Call) -> Equal | None:
        return None if call.constants else Equal(symbol, {name: config[name] for name in names if name in config})

    return rule


def _gelu(config: Mapping[str, Any], call: Call) -> Equal | None:
    exact = config.get("approximate") is False and not call.constants
    return Equal("keras.layers.Activation", {"activation": "gelu"}) if exact else None


def _reshaped(config: Mapping[str, Any], call: Call) -> Equal | None:
    match config.get("newshape"):
        case [-1 | None, *axes] if axes and not call.constants:
            return Equal("keras.layers.Reshape", {"target_shape": axes})
        case _:
            return None


def _joined(config: Mapping[str, Any], call: Call) -> Equal | None:
    single = len(call.args) == 1 and isinstance(call.args[0], list) and all(any(tensors(part)) for part in call.args[0])
    return Equal("keras.layers.Concatenate", {"axis": config.get("axis", -1)}) if single else None


_RULES: Mapping[str, Callable[[Mapping[str, Any], Call], Equal | None]] = {
    "Multiply": _scaling(lambda number: {"scale": number}, True),
    "TrueDivide": _divided,
    "Divide": _divided,
    "Add": _scaling(lambda number: {"scale": 1.0, "offset": number}, True),
    "Subtract": _scaling(lambda number: {"scale": 1.0, "offset": -number}, False),
    "Mean": _pooled("keras.layers.GlobalAveragePooling2D"),
    "Max": _pooled("keras.layers.GlobalMaxPooling2D"),
    "Softmax": _with("keras.layers.Softmax", "axis"),
    "LeakyRelu": _with("keras.layers.LeakyReLU", "negative_slope"),
    "Elu": _with("keras.layers.ELU", "alpha"),
    "Gelu": _gelu,
    "Reshape": _reshaped,
    "Concatenate": _joined,
}
