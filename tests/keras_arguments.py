"""Writes the order of the arguments of Keras's classes to resources: `python -m tests.keras_arguments`."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "resources" / "keras" / "arguments.json"
ROOMS = ("layers", "initializers", "regularizers", "constraints")
_REST = {"args", "kwargs"}


def arguments() -> dict[str, list[str]]:
    """The names of the arguments in their order, by the symbol of each public class."""
    import keras

    found: dict[str, list[str]] = {}
    for room in ROOMS:
        for name, value in sorted(vars(getattr(keras, room)).items()):
            if inspect.isclass(value):
                found[f"keras.{room}.{name}"] = [each for each in _parameters(value) if each not in _REST]
    return found


def _parameters(cls: Any) -> list[str]:
    return list(inspect.signature(cls).parameters)


def written() -> str:
    """The file, a line a class."""
    lines = (f"{json.dumps(symbol)}: {json.dumps(names)}" for symbol, names in arguments().items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(written(), encoding="utf-8")
