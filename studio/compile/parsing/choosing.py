"""Statements under a condition: one that parameters decide bypasses what stands under it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any, NamedTuple

from studio.compile.formulas import opposite
from studio.compile.parsing.faults import Unclear
from studio.compile.parsing.scope import Scope
from studio.compile.parsing.trees import formula, text_of
from studio.compile.parsing.values import LOST, Formula, Tensor, Torn, plain


class _Branch(NamedTuple):
    """What one side of a condition does.

    Attributes:
        names: Its names after it.
        nodes: What it draws.
    """

    names: dict[str, Any]
    nodes: list[str]


def chosen(scope: Scope, statement: ast.If, test: Any) -> None:
    """Reads the side of a condition that holds; both where parameters decide.

    Raises:
        Unclear: The parameters must be known, for the sides cannot stand in one drawing.
    """
    if not isinstance(test, Formula):
        scope.run(statement.body if test else statement.orelse)
        return
    if scope.names is None or _ends(statement):
        raise Unclear(test.names)
    before = dict(scope.names)
    body, other = _branch(scope, statement.body, before), _branch(scope, statement.orelse, before)
    merged = {name: _merged(scope, test, (body, other), name) for name in {**body.names, **other.names} if _differs(body, other, name)}
    drawn = bool(body.nodes or other.nodes)
    if drawn and not any(isinstance(value, Tensor) for value in merged.values()):
        raise Unclear(test.names)
    scope.names.clear()
    scope.names.update({**before, **merged})


def _ends(statement: ast.If) -> bool:
    """Whether a side ends the function or a loop, or is no plain side of a condition."""
    return any(isinstance(part, ast.Return | ast.Raise | ast.Break | ast.Continue) for part in ast.walk(statement))


def _branch(scope: Scope, statements: Sequence[ast.stmt], before: dict[str, Any]) -> _Branch:
    count = len(scope.sheet.nodes)
    names = scope.names = dict(before)
    scope.run(statements)
    return _Branch(names, list(scope.sheet.nodes)[count:])


def _differs(body: _Branch, other: _Branch, name: str) -> bool:
    one, two = body.names.get(name, LOST), other.names.get(name, LOST)
    return one is not two and not (type(one) is type(two) and isinstance(one, Tensor | int | str | float) and one == two)


def _merged(scope: Scope, test: Formula, sides: tuple[_Branch, _Branch], name: str) -> Any:
    """What a name stands for after the condition."""
    one, two = (side.names.get(name, LOST) for side in sides)
    if isinstance(one, Tensor) and isinstance(two, Tensor):
        return _passed(scope, test, (sides[0].nodes, one), (sides[1].nodes, two)) or Torn(frozenset(test.names))
    if LOST in (one, two):
        return two if one == LOST else one  # known on one side alone: used there alone
    try:
        return formula(ast.IfExp, [test, one, two], plain(one if test.value else two))
    except Unclear:
        return Torn(frozenset(test.names))


def _passed(scope: Scope, test: Formula, body: tuple[list[str], Tensor], other: tuple[list[str], Tensor]) -> Tensor | None:
    """One chain of what both sides draw, of which each is bypassed where it does not hold; None where they begin at two values."""
    condition = text_of(test)
    starts = [_start(scope, *side) for side in (body, other)]
    if starts[0] != starts[1]:
        return None
    (nodes, end), (others, other_end) = body, other
    _bypass(scope, nodes, opposite(condition))
    _bypass(scope, others, condition)
    if not others or not nodes:
        return end if nodes else other_end
    first = _first(scope, others, other_end)
    scope.sheet.rewire(first, end)
    return other_end


def _bypass(scope: Scope, nodes: Sequence[str], condition: str) -> None:
    """Each node once: names that a condition gives may share what was drawn."""
    bindings = scope.sheet.bindings
    scope.sheet.bypass([node for node in nodes if bindings.get((node, "bypass")) != condition], condition)


def _start(scope: Scope, nodes: Sequence[str], end: Tensor) -> Tensor:
    """What is handed on where all of some nodes are bypassed."""
    while end.node in nodes:
        end = scope.sheet.feeds[end.node][0]
    return end


def _first(scope: Scope, nodes: Sequence[str], end: Tensor) -> str:
    found = end.node
    while (before := scope.sheet.feeds[found][0].node) in nodes:
        found = before
    return found
