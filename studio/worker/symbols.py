"""From a symbol in a plan to the Keras class it names, by an allow-list: a project can never reach anything else."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any

import keras

import studio.layers
from studio.compile.code_parts import LAMBDA, SAVED_MODEL, code_of, trusted_of
from studio.compile.plan import Call
from studio.worker.own_code import check_agreed, expression, layer_class
from studio.worker.packages import package_layer

_KINDS: Mapping[str, type] = {
    "keras.layers": keras.layers.Layer,
    "keras.regularizers": keras.regularizers.Regularizer,
    "keras.initializers": keras.initializers.Initializer,
    "keras.constraints": keras.constraints.Constraint,
    "keras.losses": keras.losses.Loss,
    "keras.optimizers": keras.optimizers.Optimizer,
}
_REFUSED = frozenset({"keras.layers.Lambda", "keras.layers.TFSMLayer"})  # these run code from a file
_OURS = "studio.layers."


class SymbolError(ValueError):
    """A name that is not on the allow-list, in one sentence."""


@cache
def resolve(symbol: str) -> type:
    """The class that a symbol names: `keras.layers.Conv2D`, `studio.layers.maxout.Maxout`.

    Raises:
        SymbolError: It names nothing that a drawing may use.
    """
    room, _, name = symbol.rpartition(".")
    found = _ours(room, name) if room.startswith(_OURS) else _from_keras(room, name) or package_layer(room, name)
    if found is None or symbol in _REFUSED:
        known = ", ".join(_KINDS)
        raise SymbolError(f"{symbol} cannot be used in a network. Expected: a class of {known} or studio.layers, or of a package of yours.")
    return found


def _from_keras(room: str, name: str) -> type | None:
    kind = _KINDS.get(room)
    found = vars(importlib.import_module(room)).get(name) if kind else None
    return found if kind and isinstance(found, type) and issubclass(found, kind) else None


def _ours(room: str, name: str) -> type | None:
    """A class that a module of `studio.layers` itself defines; the module's name is looked up, not trusted."""
    if room.removeprefix(_OURS) not in {module.name for module in pkgutil.iter_modules(studio.layers.__path__)}:
        return None
    found = vars(importlib.import_module(room)).get(name)
    return found if isinstance(found, type) and found.__module__ == room else None


def layer(symbol: str, name: str, arguments: Mapping[str, Any]) -> Any:
    """The layer of a step.

    Raises:
        SymbolError: It names something that is not on the allow-list.
        CodeError: It is made of code that nobody here agreed to, or that fails.
    """
    if code := code_of(symbol, arguments):
        return layer_class(code)(name=name)
    if symbol == LAMBDA:
        return keras.layers.Lambda(expression(trusted_of(symbol, arguments)), name=name)
    if symbol == SAVED_MODEL:
        check_agreed(trusted_of(symbol, arguments), "SavedModel of TFSMLayer")
        return keras.layers.TFSMLayer(name=name, **made(arguments))
    return resolve(symbol)(name=name, **made(arguments))


def made(value: Any) -> Any:
    """A value of a plan as Keras takes it: every `Call` within becomes the object it describes.

    Raises:
        SymbolError: A Call names something that is not on the allow-list.
    """
    if isinstance(value, Call):
        return resolve(value.symbol)(**{name: made(part) for name, part in value.arguments.items()})
    if isinstance(value, Mapping):
        return {name: made(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(made(part) for part in value)
    return value
