"""Says what a type accepts, in words."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from msgspec import inspect


def shown(value: Any) -> str:
    """A value as a person wrote it, cut where it is long."""
    text = "None" if value is None else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


@singledispatch
def phrase(kind: Any) -> str:
    """The words for one kind of value, as they follow `must be`."""
    return type(kind).__name__


@phrase.register
def _(kind: inspect.Metadata) -> str:
    return phrase(kind.type)


@phrase.register
def _(kind: inspect.UnionType) -> str:
    return " or ".join(phrase(part) for part in kind.types)


@phrase.register
def _(kind: inspect.IntType) -> str:
    return "a whole number" + limits(kind)


@phrase.register
def _(kind: inspect.FloatType) -> str:
    return "a number" + limits(kind)


def limits(kind: inspect.IntType | inspect.FloatType) -> str:
    """` from 1 to 65536`, ` above 0 and at most 10`, or nothing."""
    if kind.gt is not None and kind.le is not None:
        return f" above {kind.gt:g} and at most {kind.le:g}"
    if kind.ge is not None and kind.le is not None:
        return f" from {kind.ge} to {kind.le}"
    if kind.ge is not None and kind.lt is not None:
        return f" from {kind.ge:g} to below {kind.lt:g}"
    return f" of at least {kind.ge}" if kind.ge is not None else ""


@phrase.register
def _(kind: inspect.VarTupleType) -> str:
    item = phrase(kind.item_type).removeprefix("a ")
    if kind.min_length == kind.max_length:
        return f"{kind.min_length} values, each a {item}"
    return f"{kind.min_length} to {kind.max_length} values, each a {item}"


@phrase.register
def _(kind: inspect.StrType) -> str:
    return "text" if kind.max_length is None else f"text of at most {kind.max_length} characters"


@phrase.register
def _(_: inspect.NoneType) -> str:
    return "None"


@phrase.register
def _(_: inspect.BoolType) -> str:
    return "True or False"


@phrase.register
def _(kind: inspect.LiteralType) -> str:
    return " or ".join(repr(value) for value in kind.values)


@phrase.register
def _(kind: inspect.StructType) -> str:
    return f"a {kind.cls.__name__}"
