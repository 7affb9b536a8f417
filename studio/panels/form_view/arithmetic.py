"""Numbers as a person types them, sums and products included: `64*2`, `28 - 4`, `1/12`."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping

Number = int | float

_LONGEST = 80  # characters; what is longer is no number
_SIGNS = str.maketrans({"×": "*", "−": "-", "·": "*", "÷": "/"})
_TWO: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
}
_ONE: Mapping[type[ast.unaryop], Callable[[Number], Number]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}


def computed(text: str) -> Number | None:
    """The number that a text stands for, whole where it can be; None where it stands for none."""
    if len(text) > _LONGEST:
        return None
    try:
        value = _value(ast.parse(text.strip().translate(_SIGNS), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not math.isfinite(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _value(node: ast.expr) -> Number:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _TWO:
            return _TWO[type(sign)](_value(left), _value(right))
        case ast.UnaryOp(op=sign, operand=inner) if type(sign) in _ONE:
            return _ONE[type(sign)](_value(inner))
    raise ValueError(f"No number. Received: {ast.dump(node)}.")
