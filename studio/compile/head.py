"""The top of a program: what it is, what it imports, and the layers that Keras lacks."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable
from typing import Any

from studio.blocks.block import spelled
from studio.blocks.python import ROOM
from studio.compile.code_parts import parts
from studio.compile.constants import NONE, Constants
from studio.compile.own_layers import PACKAGE, OwnLayer, own_layers
from studio.compile.plan import Plan, Step
from studio.compile.spelling import Verbatim, quoted

_AXES = {
    1: "values of one example",
    2: "steps and channels of a sequence",
    3: "height, width and channels of an image",
    4: "depth, height, width and channels of a volume",
    5: "steps, depth, height, width and channels of volumes in time",
}


def head(plan: Plan, symbols: Collection[str], code: Iterable[str] = (), constants: Constants = NONE, trains: bool = False) -> list[str]:
    """Docstring, imports, constants and the layers that Keras lacks.

    Args:
        plan: The network.
        symbols: All that the program names.
        code: Of a person's own layers.
        constants: The parameters of the drawing.
        trains: Whether the program also reads images and trains.
    """
    own = [*own_layers(symbols), *parts(code)]
    title = quoted(textwrap.shorten(plan.title, 80, placeholder=" …")) or "A network"
    lines = [f'"""{title}: a Keras model, drawn in Abyss Studio."""', "", *_imports(symbols, own, mean(plan), trains), ""]
    shape = constants.of(plan.steps[0].node).get("shape", Verbatim(spelled(plan.input_shape))).text
    lines += [*constants.lines(), f"INPUT_SHAPE = {shape}  # {_AXES[len(plan.input_shape)]}"]
    for layer_file in own:
        lines += ["", "", *layer_file.text.splitlines()]
    return [*lines, "", ""]


def mean(plan: Plan) -> list[Any] | None:
    """The mean image among the preprocessing, where there is one."""
    return next((found for step in plan.steps if (found := step_mean(step))), None)


def step_mean(step: Step) -> list[Any] | None:
    """The mean image that a step subtracts; means of channels are written where they stand."""
    found = step.arguments.get("mean")
    prepares = not step.node and step.symbol.endswith(".Normalization")
    return found if prepares and isinstance(found, list) and isinstance(found[0], list) else None


def _imports(symbols: Collection[str], own: list[OwnLayer], mean: list[Any] | None, trains: bool) -> list[str]:
    modules = {part for symbol in symbols if symbol.startswith("keras.") for part in symbol.split(".")[1:-1]}
    foreign = [symbol.rpartition(".") for symbol in symbols if not symbol.startswith(("keras.", PACKAGE, ROOM))]
    needed = {"import keras", *(line for layer_file in own for line in layer_file.imports)}
    needed |= {f"from {module} import {name}" for module, _, name in foreign}
    if modules:
        needed.add(f"from keras import {', '.join(sorted(modules))}")
    needed |= {"import numpy as np"} if mean or trains else set()
    return [*(["import base64", "import zlib", ""] if mean else []), *sorted(needed, key=_import_order)]


def _import_order(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line
