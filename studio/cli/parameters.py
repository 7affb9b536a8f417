"""Parameters of a drawing as a command line sets them, for this time: `--set width_multiplier=0.5`."""

from __future__ import annotations

import argparse
import ast
from collections.abc import Sequence
from numbers import Real
from typing import Any

from msgspec.structs import replace

from studio.cli.speech import WrongUse
from studio.graph.model import Graph, Parameter
from studio.graph.named_values import settled, values
from studio.graph.refusals import EditRefused
from studio.project.values import can_be_written

_WORDS = {"true": True, "false": False, "none": None}


def set_option(options: argparse.ArgumentParser) -> None:
    """Adds --set."""
    options.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="a parameter of the drawing for this time, such as width_multiplier=0.5; once for each",
    )


def with_parameters(graph: Graph, wishes: Sequence[str], word: str) -> Graph:
    """The drawing with other values of its parameters, and of its nodes that follow them.

    Args:
        graph: The drawing.
        wishes: Each `NAME=VALUE`.
        word: What the project was called.

    Raises:
        WrongUse: A wish is none, there is no such parameter, or a value cannot be; all of that at once.
    """
    known, wanted, faults = values(graph), dict[str, Any](), list[str]()
    for wish in wishes:
        name, equals, text = wish.partition("=")
        value = _value(text)
        fault = _fault(wish, bool(name and equals), known, wanted, word) or _misfit(name, known[name], value, text)
        faults += [fault] if fault else []
        wanted[name] = value
    if faults:
        raise WrongUse("\n".join(faults))
    try:
        return settled(replace(graph, parameters=tuple(_set(each, wanted) for each in graph.parameters))) if wanted else graph
    except EditRefused as error:
        raise WrongUse(f"{' '.join(f'--set {wish}' for wish in wishes)} does not go with the drawing. {error}") from None


def _set(parameter: Parameter, wanted: dict[str, Any]) -> Parameter:
    return replace(parameter, value=wanted.get(parameter.name, parameter.value))


def _fault(wish: str, is_wish: bool, known: dict[str, Any], wanted: dict[str, Any], word: str) -> str:
    name = wish.partition("=")[0]
    if not is_wish:
        return f"--set takes a parameter and its value. Expected: NAME=VALUE, such as width_multiplier=0.5. Received: {wish}."
    if not known:
        return f"The drawing of {word} has no parameters. Received: --set {wish}. Leave it out, or add the parameter in the window."
    if name not in known:
        there = ", ".join(f"{each}={value}" for each, value in known.items())
        return f"The drawing of {word} has no parameter {name}. Expected one of: {there}. Received: --set {wish}."
    return f"--set gives {name} two values. Expected: one. Received the second time: {wish}." if name in wanted else ""


def _misfit(name: str, old: Any, new: Any, text: str) -> str:
    """Why a value is of another sort than the one that stands there; empty where it is of its sort."""
    if _sort(old) == _sort(new) and can_be_written(list(new) if isinstance(new, tuple) else new):
        return ""
    return f"{name} takes {_sort(old)}, such as {old}. Received: {text or 'nothing'}."


def _sort(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Real):
        return "a number"
    return "values with commas between, in brackets" if isinstance(value, tuple) else "a word"


def _value(text: str) -> Any:
    """What is written: a number, values in brackets, true, false, none, or else a word."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return text
    return tuple(found) if isinstance(found, list | tuple) else found
