"""What import statements bring: Keras by its usual names, layers of packages that are known, and what is foreign."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from typing import Any

from studio.blocks.catalogue import of_packages
from studio.compile.parsing.faults import INSTEAD
from studio.compile.parsing.values import Foreign, Symbol

_ROOTS = ("tensorflow.keras.", "tf_keras.", "tensorflow.python.keras.", "tf.keras.")
_ROOMS = {"keras.models.Model": "keras.Model", "keras.models.Sequential": "keras.Sequential", "keras.layers.Input": "keras.Input"}
_FUNCTIONS = ("tensorflow.nn.", "keras.ops.nn.", "keras.src.ops.")
_INSTALLED = "Install the package {} if it offers layers to the studio, or have the program run instead."
_SECOND_NAMES = (
    (re.compile(r"^keras\.layers\.(Global)?AvgPool(?=[123]D$)"), r"keras.layers.\1AveragePooling"),
    (re.compile(r"^keras\.layers\.(Global)?MaxPool(?=[123]D$)"), r"keras.layers.\1MaxPooling"),
    (re.compile(r"^keras\.layers\.(Separable)?Convolution(?=[123]D(Transpose)?$)"), r"keras.layers.\1Conv"),
    (re.compile(r"^keras\.initializers\.(Identity|Orthogonal|STFT)Initializer$"), r"keras.initializers.\1"),
    (re.compile(r"^keras\.initializers\.stft$"), "keras.initializers.STFT"),
)
"""What Keras has under two names, with the one that the class itself has."""


def symbol(path: str) -> Symbol:
    """A name in a module as Keras's present name for it."""
    for root in _ROOTS:
        if f"{path}.".startswith(root):
            path = f"keras.{path.removeprefix(root)}" if len(path) >= len(root) else "keras"
    for root in _FUNCTIONS:
        path = f"keras.ops.{path.removeprefix(root)}" if path.startswith(root) else path
    for second, first in _SECOND_NAMES:
        path = second.sub(first, path)
    return Symbol(_ROOMS.get(path, path.replace("keras.engine.", "keras.")))


def is_keras(path: str) -> bool:
    """Whether something of Keras, or what leads to it, has this name."""
    return path.partition(".")[0] in ("keras", "tensorflow", "tf_keras")


def _is_packaged(path: str) -> bool:
    """Whether a layer of a package that the studio knows, or what leads to it, has this name."""
    return any(f"{cls.symbol()}.".startswith(f"{path}.") for cls in of_packages())


def imported(statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Any]]:
    """The names that a statement brings, and what they stand for."""
    for alias in statement.names:
        if isinstance(statement, ast.Import):
            path = alias.name if alias.asname else alias.name.partition(".")[0]
            yield alias.asname or path, _found(path)
        else:
            path = f"{statement.module or ''}.{alias.name}"
            yield alias.asname or alias.name, _found(path) if not statement.level else _foreign(path)._replace(remedy=INSTEAD)


def _found(path: str) -> Symbol | Foreign:
    return symbol(path) if is_keras(path) or _is_packaged(path) else _foreign(path)


def _foreign(path: str) -> Foreign:
    root = path.strip(".").partition(".")[0]
    reason = f"comes from {root or 'another file'}, which only a run can tell"
    return Foreign(reason, remedy=_INSTALLED.format(root)) if _may_be_layer(path) else Foreign(reason)


def _may_be_layer(path: str) -> bool:
    """Whether a name is spelled like a class of a package, which may offer its layers to the studio."""
    root, _, name = path.partition(".")
    return root not in ("", *sys.stdlib_module_names) and name.rpartition(".")[2][:1].isupper()
