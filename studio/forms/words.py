"""Says what a type accepts, in words."""

from __future__ import annotations

from functools import singledispatch
from typing import Any, get_args

from msgspec import inspect

from studio.forms.fields import choices


def shown(value: Any) -> str:
    """A value as a person wrote it, cut where it is long."""
    text = "None" if value is None else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def accepted(hint: Any) -> str:
    """What an annotation accepts, as it follows `must be`; choices in the order they are written in."""
    options = [repr(value) for value in choices(hint)]
    if not options:
        return phrase(inspect.type_info(hint))
    return alternatives([*options, "None"] if type(None) in get_args(hint) else options)


def alternatives(parts: list[str]) -> str:
    """`a, b or c`; a part with a comma of its own is set off by one."""
    if len(parts) == 1:
        return parts[0]
    last = ", or " if any(", " in part for part in parts) else " or "
    return ", ".join(parts[:-1]) + last + parts[-1]


@singledispatch
def phrase(kind: Any) -> str:
    """The words for one kind of value, as they follow `must be`."""
    return type(kind).__name__


@phrase.register
def _(kind: inspect.Metadata) -> str:
    said: str = (kind.extra or {}).get("said", "")
    return said or phrase(kind.type)


@phrase.register
def _(kind: inspect.UnionType) -> str:
    return alternatives([phrase(part) for part in kind.types])


@phrase.register
def _(kind: inspect.IntType) -> str:
    return "a whole number" + limits(kind)


@phrase.register
def _(kind: inspect.FloatType) -> str:
    return "a number" + limits(kind)


def limits(kind: inspect.IntType | inspect.FloatType) -> str:
    """` from 1 to 65536`, ` above 0 and at most 10`, or nothing."""
    if kind.ge is not None and kind.le is not None:
        return f" from {kind.ge} to {kind.le}"
    if kind.ge is not None and kind.lt is not None:
        return f" from {kind.ge} to below {kind.lt}"
    words = {"above": kind.gt, "of at least": kind.ge, "below": kind.lt, "at most": kind.le}
    said = " and ".join(f"{word} {limit:g}" for word, limit in words.items() if limit is not None)
    return f" {said}" if said else ""


@phrase.register
def _(kind: inspect.VarTupleType) -> str:
    item = phrase(kind.item_type).removeprefix("a ")
    if kind.max_length is None:
        return f"values, each a {item}"
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
    return alternatives([repr(value) for value in kind.values])


@phrase.register
def _(kind: inspect.StructType) -> str:
    return f"a {kind.cls.__name__}"
