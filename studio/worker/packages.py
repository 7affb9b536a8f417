"""Layers of packages that the person has installed: only what an entry point names is ever loaded."""

from __future__ import annotations

import importlib
import inspect

import keras

from studio.blocks.own_layers import packages
from studio.messages.asking import Described
from studio.worker.describing import Hints, described

_BESIDE = ("self", "training", "mask")


def offered(module: str) -> Described:
    """The registered Keras layers of a module that an entry point names, described; or why they cannot be."""
    try:
        layers = tuple(
            described(cls, f"{module}.{name}", "own", Hints(many=several, apart=several))
            for name, cls in _layers(module).items()
            for several in (_takes(cls) > 1,)
        )
    except Exception as error:  # noqa: BLE001  # the border to a package, which may raise anything
        words = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        why = f"The layers of {module} cannot be loaded: {type(error).__name__}: {words}."
        return Described(module=module, fault=f"{why} Mend the package.")
    if not layers:
        expected = "Expected: classes of keras.layers.Layer with @keras.saving.register_keras_serializable"
        return Described(module=module, fault=f"{module} offers no layers. {expected}. Register them there.")
    return Described(module=module, layers=layers)


def package_layer(module: str, name: str) -> type | None:
    """A layer that a person's package offers; None where no entry point names the module, or it offers none of that name."""
    return _layers(module).get(name)


def _layers(module: str) -> dict[str, type]:
    if module not in {package.module for package in packages()}:
        return {}
    found = vars(importlib.import_module(module))
    return {name: value for name, value in found.items() if not name.startswith("_") and _is_offered(name, value)}


def _is_offered(name: str, value: object) -> bool:
    """Whether it is a layer that is registered under a name of its own, so that what is saved with it can be loaded."""
    if not (isinstance(value, type) and issubclass(value, keras.layers.Layer)) or value.__module__.partition(".")[0] == "keras":
        return False
    return value.__name__ == name and keras.saving.get_registered_name(value) != name


def _takes(cls: type) -> int:
    """How many inputs its call needs."""
    call: object = getattr(cls, "call")  # noqa: B009  # what every layer has, though not the base that types know
    parameters = inspect.signature(call).parameters.values()  # type: ignore[arg-type]  # the same
    return sum(each.default is each.empty and each.kind is each.POSITIONAL_OR_KEYWORD and each.name not in _BESIDE for each in parameters)
