"""Makes Keras objects from symbols and keyword arguments, for tests that compare with Keras."""

from importlib import import_module
from typing import Any


def made(symbol: str, arguments: dict[str, Any]) -> Any:
    """The object that a symbol such as `keras.layers.Conv2D` makes of its arguments."""
    module, _, name = symbol.rpartition(".")
    return getattr(import_module(module), name)(**arguments)
