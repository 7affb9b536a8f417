"""Expressions of parameters, put together of parts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from studio.compile.parsing.faults import Unclear
from studio.compile.parsing.values import Formula, formulas, is_list, plain
from studio.graph.modules.expressions import ExpressionError, written

_PLAIN = (bool, int, float, str, type(None))
_MOST = 500
"""Parts of an expression, which may hold the same part many times: no text that a drawing takes is so long."""


def tree_of(value: Any) -> ast.expr:
    """A value as an expression.

    Raises:
        Unclear: It holds what no expression can, so that the parameters in it must be known.
    """
    if isinstance(value, Formula):
        return value.tree
    if is_list(value):
        return ast.Tuple([tree_of(part) for part in value], ast.Load())
    if isinstance(value, _PLAIN):
        return ast.Constant(value)
    raise Unclear(names_in(value))


def formula(make: Callable[..., ast.expr], parts: Sequence[Any], value: Any) -> Formula:
    """A value that follows parameters.

    Args:
        make: Makes its expression of those of its parts.
        parts: Values, at least one of which follows parameters.
        value: What it comes to.

    Raises:
        Unclear: No expression says it, so that the parameters must be known.
    """
    try:
        tree = make(*map(tree_of, parts))
    except Unclear:
        raise Unclear(names_in(*parts)) from None
    if sum(1 for _ in islice(ast.walk(tree), _MOST + 1)) > _MOST:
        raise Unclear(names_in(*parts))
    return Formula(tree, value)


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
