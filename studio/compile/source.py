"""From plan to program: the Keras source of a network, complete and as a person would write it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from keyword import iskeyword
from typing import Any, NamedTuple

from studio.compile.embedded_mean import mean_image_lines
from studio.compile.own_layers import OwnLayer, own_layers
from studio.compile.plan import Call, Plan, Step
from studio.compile.spelling import call, layer, short

Lines = tuple[int, int]

_ANSWERS = {"classes": "the probability of each class", "values": "the values it answers with"}
_CENTRES = {"mean image": "the mean image", "per channel": "each channel's mean"}
_TAKEN = {"x", "inputs", "outputs", "mean", "build", "keras", "np", "base64", "zlib", "mean_image", "INPUT_SHAPE"}
_HARD_TO_READ = {"l", "I", "O"}


class Source(NamedTuple):
    """A program.

    Attributes:
        text: All of it.
        lines: The first and last line, counted from 1, that each node's steps fill, by the node's id.
    """

    text: str
    lines: Mapping[str, Lines]


def source(plan: Plan, centre: str = "none") -> Source:
    """The program that builds the plan's network.

    Args:
        plan: The network, with its preprocessing put in by `prepared`.
        centre: How training will centre the images; where the plan has no mean yet, a comment says so.
    """
    own = own_layers(_symbols(plan))
    head = _head(plan, own)
    body, lines = _build(plan, centre)
    start = len(head)
    tail = [*_mean_image(plan), *_MAIN]
    text = "\n".join([*head, *body, *tail]) + "\n"
    return Source(text, {node: (first + start, last + start) for node, (first, last) in lines.items()})


_MAIN = ["", "", 'if __name__ == "__main__":', "    build().summary()"]


def _symbols(plan: Plan) -> list[str]:
    """All symbols that the program names, those inside arguments too."""
    nested = [value.symbol for step in plan.steps for value in step.arguments.values() if isinstance(value, Call)]
    return [step.symbol for step in plan.steps] + nested


def _head(plan: Plan, own: list[OwnLayer]) -> list[str]:
    """Docstring, imports, constants and the layers that Keras lacks."""
    title = textwrap.shorten(plan.title, 80, placeholder=" …").replace("\\", "\\\\").replace('"', "'") or "A network"
    shape = plan.input_shape
    lines = [f'"""{title}: a Keras model, drawn in Abyss Studio."""', "", *_imports(plan, own), ""]
    lines.append(f"INPUT_SHAPE = ({', '.join(map(str, shape))})  # height, width and channels of an image")
    for layer_file in own:
        lines += ["", "", *layer_file.text.splitlines()]
    return [*lines, "", ""]


def _imports(plan: Plan, own: list[OwnLayer]) -> list[str]:
    modules = {part for symbol in _symbols(plan) if symbol.startswith("keras.") for part in symbol.split(".")[1:-1]}
    needed = {"import keras", *(line for layer_file in own for line in layer_file.imports)}
    if modules:
        needed.add(f"from keras import {', '.join(sorted(modules))}")
    if not _mean(plan):
        return sorted(needed, key=_import_order)
    return ["import base64", "import zlib", "", *sorted(needed | {"import numpy as np"}, key=_import_order)]


def _import_order(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line


def _mean(plan: Plan) -> list[Any] | None:
    """The mean image among the preprocessing, where there is one."""
    return next((mean for step in plan.steps if (mean := _step_mean(step))), None)


def _step_mean(step: Step) -> list[Any] | None:
    """The mean image that a step subtracts; means of channels are written where they stand."""
    mean = step.arguments.get("mean")
    prepares = not step.node and step.symbol.endswith(".Normalization")
    return mean if prepares and isinstance(mean, list) and isinstance(mean[0], list) else None


def _mean_image(plan: Plan) -> list[str]:
    mean = _mean(plan)
    return ["", "", *mean_image_lines(mean)] if mean else []


def _build(plan: Plan, centre: str) -> tuple[list[str], dict[str, Lines]]:
    """The function `build`, and the lines of it that belong to each node."""
    written = [
        "def build() -> keras.Model:",
        f'    """Makes the network: it takes raw pixels (0 to 255) and gives {_ANSWERS[plan.meaning]}."""',
    ]
    variables = _variables(plan)
    places: dict[str, Lines] = {}
    promise = _promise(plan, centre)
    for step in plan.steps:
        if step.node and step.inputs:
            written += promise
            promise = []
        first = len(written) + 1
        written += _lines(step, variables)
        places[step.node] = (places.get(step.node, (first, 0))[0], len(written))
    inputs, outputs = variables[plan.steps[0].name], variables[plan.output]
    written.append(f'    return keras.Model({inputs}, {outputs}, name="{plan.model_name}")')
    places.setdefault(plan.outlet, (len(written), len(written)))
    places.pop("", None)
    return written, places


def _promise(plan: Plan, centre: str) -> list[str]:
    """For the place before the first layer of the drawing: what training will put in there, where it is not known yet."""
    known = any(not step.node and step.symbol.endswith(".Normalization") for step in plan.steps)
    if known or centre not in _CENTRES:
        return []
    return [f"    # Training subtracts {_CENTRES[centre]} of the training images here, as soon as it is known."]


def _lines(step: Step, variables: Mapping[str, str]) -> list[str]:
    variable, inputs = variables[step.name], [variables[name] for name in step.inputs]
    if not inputs:
        return call(f"{variable} = keras.Input", ["INPUT_SHAPE", f'name="{step.name}"'])
    if not _step_mean(step):
        return layer(step, variable, inputs)
    parts = ["axis=(1, 2, 3)", "mean=mean", "variance=np.ones_like(mean)", f'name="{step.name}"']
    return ["    mean = mean_image()", *call(f"{variable} = layers.Normalization", parts, f"({inputs[0]})")]


def _variables(plan: Plan) -> dict[str, str]:
    """The variable of each step: `x` down a chain, the step's own name where a branch must be remembered."""
    takers: dict[str, list[int]] = {}
    for place, step in enumerate(plan.steps):
        for name in step.inputs:
            takers.setdefault(name, []).append(place)
    variables = {plan.steps[0].name: "inputs"}
    if plan.output != plan.steps[0].name:
        variables[plan.output] = "outputs"
    taken = _TAKEN | _HARD_TO_READ | {short(symbol).partition(".")[0] for symbol in _symbols(plan)}
    for place, step in enumerate(plan.steps):
        if step.name not in variables:
            chained = set(takers[step.name]) == {place + 1}
            variables[step.name] = "x" if chained else _own_name(step.name, taken | set(variables.values()))
    return variables


def _own_name(name: str, taken: set[str]) -> str:
    while name in taken or iskeyword(name):
        name += "_"
    return name
