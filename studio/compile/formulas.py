"""Expressions of parameters as a program writes them."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from studio.compile.spelling import SIDES, Verbatim
from studio.graph.modules.expressions import ExpressionError, evaluate, written

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
}


class Formulas(NamedTuple):
    """Writes the expressions of one module.

    Attributes:
        names: What the program calls each parameter.
        values: Of the parameters at each call: where `//` comes to the same as `/` for all of them, it is written, so that whole numbers
            stay whole.
    """

    names: Mapping[str, str]
    values: Collection[Mapping[str, Any]]

    def value(self, field: str, expression: str) -> Verbatim:
        """An expression as Python; of a pair of equal sides, the side where one number stands for both."""
        text = self._divided(expression)
        match _tree(text):
            case ast.Tuple(elts=[height, width]) if field in SIDES and ast.unparse(height) == ast.unparse(width):
                text = ast.unparse(height)
        return Verbatim(self._named(text))

    def opposite(self, expression: str) -> str:
        """The condition that holds where the expression does not."""
        return self._named(_opposite(_tree(self._divided(expression))))

    def _divided(self, expression: str) -> str:
        """The expression with `//` where that is the same at each call."""
        if "/" not in expression:
            return written(expression)
        texts = sorted({_for_values(expression, chosen) for chosen in self.values}, key=lambda text: -text.count("//"))
        return next((text for text in texts if all(_same(text, expression, chosen) for chosen in self.values)), written(expression))

    def _named(self, text: str) -> str:
        """Python text with parameters as the program calls them, and strings in the quotes of a formatter."""
        raw = text.encode()
        for leaf in sorted(_leaves(_tree(text)), key=lambda leaf: -leaf.col_offset):
            new = self.names.get(leaf.id, leaf.id) if isinstance(leaf, ast.Name) else json.dumps(leaf.value, ensure_ascii=False)
            raw = raw[: leaf.col_offset] + new.encode() + raw[leaf.end_col_offset :]
        return raw.decode()


def opposite(expression: str) -> str:
    """The condition that holds where an expression does not."""
    return _opposite(_tree(expression))


def _for_values(expression: str, values: Mapping[str, Any]) -> str:
    try:
        return written(expression, values)
    except ExpressionError:  # of a part that these values do not come to, such as a division by 0 behind an `if`
        return written(expression)


def _same(one: str, other: str, values: Mapping[str, Any]) -> bool:
    try:
        return bool(evaluate(one, values) == evaluate(other, values))
    except ExpressionError:
        return False


def _tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _leaves(tree: ast.expr) -> list[ast.Name | ast.Constant]:
    """Parameters and strings."""
    functions = [part.func for part in ast.walk(tree) if isinstance(part, ast.Call)]
    found = [part for part in ast.walk(tree) if isinstance(part, ast.Name | ast.Constant) and part not in functions]
    return [leaf for leaf in found if isinstance(leaf, ast.Name) or isinstance(leaf.value, str)]


def _opposite(tree: ast.expr) -> str:
    match tree:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ast.unparse(operand)
        case ast.Compare(left=left, ops=[sign], comparators=others) if type(sign) in _OPPOSITE:
            return ast.unparse(ast.Compare(left, [_OPPOSITE[type(sign)]()], others))
    return ast.unparse(ast.UnaryOp(ast.Not(), tree))
