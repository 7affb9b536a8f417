"""Expressions of parameters, put together of parts."""

from __future__ import annotations

import ast
from typing import Any

from studio.compile.parsing.faults import Unclear
from studio.compile.parsing.values import Formula, formulas, plain
from studio.graph.modules.expressions import ExpressionError, written

_PLAIN = (bool, int, float, str, type(None))


def tree_of(value: Any) -> ast.expr:
    """A value as an expression.

    Raises:
        Unclear: It holds what no expression can, so that the parameters in it must be known.
    """
    if isinstance(value, Formula):
        return value.tree
    if isinstance(value, tuple | list):
        return ast.Tuple([tree_of(part) for part in value], ast.Load())
    if isinstance(value, _PLAIN):
        return ast.Constant(value)
    raise Unclear(names_in(value))


def names_in(*values: Any) -> set[str]:
    """The parameters that values speak of."""
    return {name for formula in formulas(list(values)) for name in formula.names}


def text_of(value: Any) -> str:
    """A value as the text of an expression.

    Raises:
        Unclear: The studio's expressions cannot say it.
    """
    try:
        return written(ast.unparse(tree_of(value)))
    except ExpressionError:
        raise Unclear(names_in(value)) from None


def known(value: Any) -> Any:
    """A value that must not follow parameters.

    Raises:
        Unclear: It does.
    """
    if found := names_in(value):
        raise Unclear(found)
    return plain(value)
