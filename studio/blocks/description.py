"""A layer described by data: what it is called, what it is for, and what its arguments take."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

Kind = Literal["whole", "number", "flag", "choice", "text", "words", "numbers"]
"""What an argument takes; words and numbers are several of them."""


class Argument(Struct, frozen=True, omit_defaults=True):
    """One argument of a layer.

    Attributes:
        name: As Keras has it.
        kind: What it takes.
        default: What it is when nothing is said.
        optional: Whether None is a value.
        choices: What a choice is of.
        help: A sentence or two.
        said: Whether it is always written: Keras has another default, or none.
        more: Whether it is rarely needed.
    """

    name: str
    kind: Kind
    default: Any = None
    optional: bool = False
    choices: tuple[str, ...] = ()
    help: str = ""
    said: bool = False
    more: bool = False


class Description(Struct, frozen=True, omit_defaults=True):
    """One layer.

    Attributes:
        name: Of its class.
        symbol: Where it is: `keras.layers.Hashing`.
        help: What it does, in a sentence.
        arguments: In its own order.
        family: Where the palette shows it.
        many: Whether it takes several inputs.
        apart: Whether each of them is an argument of its own, and not part of a list.
        formula: What it computes, as blocks say it after `Formula:`.
        letters: What the letters of the formula mean, in sentences.
    """

    name: str
    symbol: str
    help: str
    arguments: tuple[Argument, ...] = ()
    family: str = "preprocessing"
    many: bool = False
    apart: bool = False
    formula: str = ""
    letters: str = ""
