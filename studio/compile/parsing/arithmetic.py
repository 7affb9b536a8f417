"""Plain values worked out within bounds: a program that is read may say anything."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from studio.compile.parsing.trees import known
from studio.compile.parsing.values import Foreign, Tensor
from studio.graph.modules.expressions import SIGNS, TESTS

_LARGEST = 2**63
_LONGEST = 10_000
"""Letters of a text, or parts of a list."""
_SIGNS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {**SIGNS, ast.Pow: operator.pow}
_TESTS: Mapping[type[ast.AST], Callable[[Any, Any], bool]] = {
    **TESTS,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda one, others: one in others,
    ast.NotIn: lambda one, others: one not in others,
}


class NoValue(ValueError):
    """What cannot be worked out; the text is how a sentence goes on about it."""


def joined(sign: ast.operator, left: Any, right: Any) -> Any:
    """Two values in one.

    Raises:
        NoValue: They do not go together, or come to too much.
    """
    work = _SIGNS.get(type(sign))
    if work is None or not _small(sign, left, right):
        raise NoValue("is not worked out here")
    try:
        return _checked(work(left, right))
    except (TypeError, ValueError, ArithmeticError):
        raise NoValue("cannot be worked out") from None


def _small(sign: ast.operator, left: Any, right: Any) -> bool:
    """Whether working it out takes no time worth speaking of."""
    if isinstance(sign, ast.Pow):
        return isinstance(left, int | float) and isinstance(right, int | float) and abs(left) < 1e6 and abs(right) <= 64
    if isinstance(sign, ast.Mod) and isinstance(left, str):
        return False  # "%999999999d" fills the memory
    if isinstance(sign, ast.Mult):
        sizes = [len(part) for part in (left, right) if isinstance(part, str | list | tuple)]
        counts = [part for part in (left, right) if isinstance(part, int)]
        return not sizes or sizes[0] * max(counts, default=0) <= _LONGEST
    return True


def _checked(value: Any) -> Any:
    too_large = isinstance(value, int) and abs(value) >= _LARGEST
    if too_large or isinstance(value, complex) or (isinstance(value, str | list | tuple) and len(value) > _LONGEST):
        raise NoValue("comes to more than is worked out here")
    return value


def signed(sign: ast.unaryop, value: Any) -> Any:
    """`-x`, `+x`, `not x`, `~x`.

    Raises:
        NoValue: It has none.
    """
    if isinstance(sign, ast.Not):
        return not value
    if not isinstance(value, int | float) or isinstance(sign, ast.Invert):
        raise NoValue("cannot be worked out")
    return -value if isinstance(sign, ast.USub) else value


def compared(sign: ast.cmpop, left: Any, right: Any) -> bool:
    """Whether a comparison holds.

    Raises:
        NoValue: They cannot be compared.
    """
    try:
        return bool(_TESTS[type(sign)](left, right))
    except TypeError:
        raise NoValue("cannot be compared") from None


def items(value: Any) -> list[Any] | None:
    """What a loop goes over; None where it is not known."""
    value = known(value)
    if isinstance(value, Foreign | Tensor):
        return None
    return list(value)[:_LONGEST] if isinstance(value, list | tuple | range | dict | str) else None


def whole(value: Any) -> int:
    """A whole number.

    Raises:
        NoValue: It is none, or out of bounds.
    """
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LONGEST:
        raise NoValue("must be a whole number of usual size")
    return value


def builtin(name: str, given: list[Any]) -> Any:
    """What one of Python's own functions gives for plain values.

    Raises:
        NoValue: It gives nothing that is worked out here.
    """
    if any(isinstance(each, tuple) and hasattr(each, "_fields") for each in given):  # what a layer gives is no list
        raise NoValue("is not worked out here")
    try:
        return _checked(_BUILTINS[name](*given))
    except (TypeError, ValueError, OverflowError, KeyError):
        raise NoValue("cannot be worked out") from None


def _range(*ends: Any) -> list[int]:
    return list(range(*map(whole, ends)))


_BUILTINS: Mapping[str, Callable[..., Any]] = {
    "range": _range,
    "len": len,
    "min": min,
    "max": max,
    "int": int,
    "float": float,
    "str": str,
    "bool": bool,
    "abs": abs,
    "round": round,
    "sum": sum,
    "list": list,
    "tuple": tuple,
    "dict": dict,
    "reversed": lambda value: list(value)[::-1],
    "enumerate": lambda value, start=0: list(enumerate(value, start)),
    "zip": lambda *values: list(zip(*values, strict=False)),
    "sorted": sorted,
}
BUILTINS = frozenset({*_BUILTINS, "print", "isinstance"})
FORMULAIC = frozenset({"min", "max", "int"})
"""Those that expressions of parameters may call."""
