"""Expressions of a module's parameters, such as `filters * 4`: read as data, worked out without running any code."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from studio.forms.words import shown

_LONGEST = 200
_AXES = 4  # of the longest shape
_LARGEST = 1e100  # no value of a block is near it, and Python takes long to write what is far beyond
_FREE = {"min", "max", "int"}
_EXAMPLE = "Write parameters, numbers, + - * / // %, comparisons, min, max, int and `a if c else b`, such as filters * 4."

SIGNS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
"""What the signs of Python do, by how a program that is read has them."""
TESTS: Mapping[type[ast.AST], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
"""Likewise."""
_PARTS = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Tuple, ast.Name, ast.Constant)


class ExpressionError(ValueError):
    """An expression that cannot be read or worked out, in whole sentences."""


def evaluate(expression: str, values: Mapping[str, Any]) -> Any:
    """What an expression comes to.

    A division of whole numbers that leaves no rest gives a whole number, so that `filters / 4` can count filters.

    Args:
        expression: Of parameters, numbers, texts, True and False, with + - * / // %, comparisons, and, or, not, min, max, int (without
            what follows the point), two to four of them in brackets and `a if c else b`.
        values: Of all parameters, by name.

    Raises:
        ExpressionError: It cannot be read, speaks of an unknown parameter, or cannot be worked out for these values.
    """
    tree = _read(expression)
    if unknown := next((name for name in names_in(expression) if name not in values), None):
        raise ExpressionError(
            f"{expression} speaks of {unknown}, which is no parameter. Known: {', '.join(values) or 'none'}. "
            "Use one of these, or add a parameter of that name."
        )
    try:
        return _value(tree, values)
    except ZeroDivisionError:
        reason = "it divides by 0"
    except OverflowError:
        reason = "the number is too large"
    except TypeError:
        reason = "its parts do not go together"
    received = ", ".join(f"{name} = {shown(values[name])}" for name in names_in(expression))
    raise ExpressionError(f"{expression} cannot be worked out: {reason}. Received: {received or 'no parameters'}. Change one of them.")


def written(expression: str, values: Mapping[str, Any] | None = None) -> str:
    """The expression as Python, in the usual spelling.

    Args:
        expression: What to write.
        values: Of the parameters, as an example: where a division of whole numbers leaves no rest for them, it is written `//`, because
            Python's `/` gives no whole number.

    Raises:
        ExpressionError: It cannot be read.
    """
    tree = _read(expression)
    return ast.unparse(tree if values is None else _Divided(values).visit(_tree(expression)))


def names_in(expression: str) -> tuple[str, ...]:
    """The parameters that an expression speaks of, in the order in which it does.

    Raises:
        ExpressionError: It cannot be read.
    """
    return _names(_read(expression))


def substituted(expression: str, others: Mapping[str, str]) -> str:
    """The expression with others in place of parameters; as it was where it speaks of none of them.

    Args:
        expression: Of parameters.
        others: Expressions by the names of the parameters that they stand for.

    Raises:
        ExpressionError: One of them cannot be read, or the whole is too long.
    """
    if not others.keys() & set(names_in(expression)):
        return expression
    found = ast.unparse(_Substituted({name: _read(other) for name, other in others.items()}).visit(_tree(expression)))
    _read(found)
    return found


class _Substituted(ast.NodeTransformer):
    """Puts expressions in place of names."""

    def __init__(self, others: Mapping[str, ast.expr]) -> None:
        self._others = others

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._others.get(node.id, node)

    def visit_Call(self, node: ast.Call) -> ast.Call:
        return ast.Call(node.func, [self.visit(part) for part in node.args], [])  # min, max and int are no parameters


class _Divided(ast.NodeTransformer):
    """Writes `//` where `/` gave a whole number."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        exact = isinstance(node.op, ast.Div) and isinstance(evaluate(ast.unparse(node), self._values), int)
        self.generic_visit(node)
        return ast.BinOp(node.left, ast.FloorDiv(), node.right) if exact else node


@lru_cache(maxsize=1024)
def _read(expression: str) -> ast.expr:
    """The expression as a tree of allowed parts."""
    if len(expression) > _LONGEST:
        raise ExpressionError(f"An expression has at most {_LONGEST} characters. Received: {len(expression)}. Shorten it.")
    try:
        tree = _tree(expression)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ExpressionError(f"{expression or 'An empty text'} is no expression. {_EXAMPLE}") from None
    for part in ast.walk(tree):
        if not _allowed(part):
            raise ExpressionError(f"{expression} holds {ast.unparse(part)}, which an expression may not. {_EXAMPLE}")
    return tree


def _tree(expression: str) -> ast.expr:
    return ast.parse(expression.strip(), mode="eval").body


def _allowed(part: ast.AST) -> bool:
    match part:
        case ast.Constant(value=value):
            return value is None or isinstance(value, bool | int | float | str)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            return name in _FREE and (len(arguments) == 1 if name == "int" else len(arguments) > 1)
        case ast.Tuple(elts=parts):
            return 2 <= len(parts) <= _AXES
        case ast.UnaryOp(op=sign):
            return isinstance(sign, ast.USub | ast.UAdd | ast.Not)
        case ast.BinOp(op=sign):
            return type(sign) in SIGNS
        case ast.Compare(ops=signs):
            return all(type(sign) in TESTS for sign in signs)
        case ast.expr():
            return isinstance(part, _PARTS) and not isinstance(part, ast.Call)
    return True  # signs and contexts, which their expressions answer for


@lru_cache(maxsize=1024)
def _names(tree: ast.expr) -> tuple[str, ...]:
    called = {id(part.func) for part in ast.walk(tree) if isinstance(part, ast.Call)}
    found = [part for part in ast.walk(tree) if isinstance(part, ast.Name) and id(part) not in called]
    return tuple(dict.fromkeys(name.id for name in sorted(found, key=lambda name: name.col_offset)))


def _value(tree: ast.expr, values: Mapping[str, Any]) -> Any:
    match tree:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return values[name]
        case ast.BinOp(left=left, op=sign, right=right):
            return _sum(sign, _number(_value(left, values)), _number(_value(right, values)))
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return not _value(part, values)
        case ast.UnaryOp(op=sign, operand=part):
            number = _number(_value(part, values))
            return -number if isinstance(sign, ast.USub) else number
        case ast.BoolOp(op=sign, values=parts):
            return _either(parts, values, stop=isinstance(sign, ast.Or))
        case ast.IfExp(test=test, body=body, orelse=other):
            return _value(body if _value(test, values) else other, values)
        case ast.Tuple(elts=parts):
            return tuple(_value(part, values) for part in parts)
        case ast.Call(func=ast.Name(id="int"), args=[part]):
            return int(_number(_value(part, values)))
        case ast.Call(func=ast.Name(id=name), args=parts):
            return (min if name == "min" else max)(_number(_value(part, values)) for part in parts)
    return _compared(tree, values)


def _sum(sign: ast.operator, left: Any, right: Any) -> Any:
    """Two numbers in one; a whole number where whole ones divide without rest."""
    exact = isinstance(sign, ast.Div) and isinstance(left, int) and isinstance(right, int) and left % right == 0
    return _within(left // right if exact else SIGNS[type(sign)](left, right))


def _number(value: Any) -> Any:
    """Only numbers are counted with: a text times a number would fill the memory."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return _within(value)


def _within(value: int | float) -> int | float:
    """Only what can be written and compared is counted with."""
    if not -_LARGEST < value < _LARGEST:
        raise OverflowError
    return value


def _either(parts: list[ast.expr], values: Mapping[str, Any], stop: bool) -> Any:
    """As Python's `or` and `and`: the first value that settles it, or the last."""
    value: Any = None
    for part in parts:
        value = _value(part, values)
        if bool(value) is stop:
            break
    return value


def _compared(tree: ast.expr, values: Mapping[str, Any]) -> bool:
    assert isinstance(tree, ast.Compare)  # all other parts were told apart before
    found = [_value(part, values) for part in (tree.left, *tree.comparators)]
    return all(TESTS[type(sign)](found[place], found[place + 1]) for place, sign in enumerate(tree.ops))
