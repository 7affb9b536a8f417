"""Writes values and calls of a plan as a person would write them in Python, laid out as a formatter would."""

from __future__ import annotations

import ast
import json
import math
import re
import textwrap
from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from studio.blocks.catalogue import CATALOGUE
from studio.blocks.python import ROOM, Lambda
from studio.compile.breaking import WIDTH, broken
from studio.compile.plan import Call

FIRST = ("filters", "kernel_size", "units", "rate", "stddev", "pool_size", "scale", "target_shape")
"""Arguments of layers that come first in Keras's own order and are usually written without their name."""
SIDES = ("kernel_size", "strides", "pool_size", "dilation_rate", "size", "padding", "cropping")
"""Arguments where one number stands for both sides."""

LISTS = ("mean", "variance", "axis", "scale", "offset")
"""Arguments whose lists stay lists, because Keras remembers whether it was given a tuple."""


class Verbatim(Struct, frozen=True):
    """A value that stands in the program as it is written here, such as `filters * 4`."""

    text: str


def short(symbol: str) -> str:
    """A symbol as the program's imports let it be written: `layers.Conv2D`, `Maxout`, `keras.Input`."""
    parts = symbol.split(".")
    if parts[0] != "keras":
        return parts[-1]
    return ".".join(parts[1:]) if len(parts) > 2 else symbol


def value(name: str, given: Any) -> str:
    """One argument's value: `5` for a square window, `(2, 1)`, `"same"`, `regularizers.L2(0.01)`."""
    match given:
        case Verbatim():
            return given.text
        case Call():
            return f"{short(given.symbol)}({', '.join(f'{part}={value(part, its)}' for part, its in given.arguments.items())})"
        case [first, *others] if name in SIDES and not isinstance(first, list) and all(other == first for other in others):
            return value(name, first)
        case list() if name in LISTS:
            return f"[{', '.join(value(name, part) for part in given)}]"
        case list():
            return f"({', '.join(value(name, part) for part in given)}{',' if len(given) == 1 else ''})"
        case str():
            return json.dumps(given, ensure_ascii=False)
        case float() if name == "scale" and math.isclose(given, 1 / 255, rel_tol=1e-15):
            return "1 / 255"
        case _:
            return repr(given)


def arguments(given: dict[str, Any], symbol: str) -> list[str]:
    """The arguments of a call of a symbol, the usual first ones without their names."""
    written: list[str] = []
    if symbol.startswith(ROOM):
        return written  # its code stands in the program
    if symbol == Lambda.symbol() and isinstance(given.get("function"), str):
        return [_in_a_line(given["function"].strip())]
    for place, (name, part) in enumerate(given.items()):
        bare = (
            name in FIRST
            and name in _needed(symbol)
            and not isinstance(part, bool)
            and len(written) == place
            and "=" not in "".join(written)
        )
        written.append(value(name, part) if bare else f"{name}={value(name, part)}")
    return written


def _in_a_line(code: str) -> str:
    """An expression as it was typed, where that was in one line; comments and line ends mean nothing to it."""
    return ast.unparse(ast.parse(code, mode="eval")) if "\n" in code else code


@cache
def _needed(symbol: str) -> frozenset[str]:
    """The arguments that Keras has no default for, which come first; other layers have some of the same names elsewhere."""
    return frozenset(name for cls in CATALOGUE.values() if cls.symbol() == symbol for name in cls.given)


def call(head: str, parts: Sequence[str], tail: str = "", indent: int = 4) -> list[str]:
    """A call in one line where it fits, else its arguments in a line below, else each in a line of its own.

    Args:
        head: What is called, and what its value is kept in.
        parts: The arguments.
        tail: What comes after it: `(x)` where what it gives is called in turn; then this is what is broken, where that is enough.
        indent: How deep it stands, in letters.
    """
    outer, inner = " " * indent, " " * (indent + 4)
    whole, inside = f"{outer}{head}({', '.join(parts)})", f"{inner}{', '.join(parts)}"
    if len(whole + tail) <= WIDTH:
        return [whole + tail]
    if tail.startswith("(") and len(whole) < WIDTH:
        return [f"{whole}(", *_given(tail[1:-1], inner), f"{outer})"]
    rows = [inside] if len(inside) <= WIDTH else [line for part in parts for line in broken(part, inner)]
    return [f"{outer}{head}(", *rows, f"{outer}){tail}"]


def _given(value: str, pad: str) -> list[str]:
    """What is called on, one a line where it does not fit into one: a variable, a list of them, or several arguments."""
    if len(pad + value) <= WIDTH:
        return [pad + value]
    if not value.startswith("["):
        return [f"{pad}{each}," for each in re.split(r", (?![^\[]*\])", value)]
    return [f"{pad}[", *(f"{pad}    {each}," for each in value[1:-1].split(", ")), f"{pad}]"]


def quoted(text: str) -> str:
    """A text as it can stand in a docstring."""
    return text.replace("\\", "\\\\").replace('"', "'")


def docstring(text: str) -> list[str]:
    """The docstring of a function: in one line where it fits, else with its end in a line of its own."""
    plain = quoted("".join(letter for letter in " ".join(text.split()) if letter.isprintable()))
    if len(plain) <= WIDTH - 10:
        return [f'    """{plain}"""']
    first, *others = textwrap.wrap(f'"""{plain}', WIDTH - 4)
    return [f"    {line}" for line in (first, *others, '"""')]
