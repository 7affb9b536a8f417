"""Statements of a program, read one after the other; what cannot be read is told, and reading goes on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from studio.compile.parsing.choosing import chosen
from studio.compile.parsing.classes import defined
from studio.compile.parsing.faults import Outside
from studio.compile.parsing.imports import imported
from studio.compile.parsing.looping import looped
from studio.compile.parsing.own_code import of_class
from studio.compile.parsing.routines import is_plain
from studio.compile.parsing.scope import Scope
from studio.compile.parsing.signals import Broken, Continued, Returned
from studio.compile.parsing.trees import known
from studio.compile.parsing.values import LOST, Foreign, Formula, Routine, Tensor


def execute(scope: Scope, statements: Sequence[ast.stmt]) -> None:
    """Reads statements.

    Raises:
        Returned, Broken, Continued: One of them says so.
        Unclear: What is drawn depends on parameters.
    """
    before = scope.statement
    for statement in statements:
        scope.statement = statement
        try:
            _read(scope, statement)
        except Outside as error:
            scope.shared.note(error)
            forget(scope, [statement], LOST)
        except RecursionError:
            scope.shared.note(Outside(statement, "is nested too deep", runs=False))
            forget(scope, [statement], LOST)
    scope.statement = before


def forget(scope: Scope, statements: Iterable[ast.stmt], value: Foreign) -> None:
    """Sets all names that statements give to something that is not known."""
    for statement in statements:
        for part in ast.walk(statement):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                scope.name(part.id, value)


def _read(scope: Scope, statement: ast.stmt) -> None:
    rule = _RULES.get(type(statement))
    if rule:
        rule(scope, statement)
    else:
        forget(scope, [statement], Foreign("is set by a statement that only a run can follow", statement))


def _assigned(scope: Scope, statement: Any) -> None:
    value = scope.value(statement.value)
    match statement.targets:
        case [ast.Name(id=name)] if scope.names is None and name in scope.shared.parameters and is_plain(value):
            scope.shared.parameters[name] = value
            value = Formula(ast.Name(name, ast.Load()), value)
    for target in statement.targets:
        assign(scope, target, value)


def _annotated(scope: Scope, statement: Any) -> None:
    if statement.value is not None:
        assign(scope, statement.target, scope.value(statement.value))


def _added(scope: Scope, statement: Any) -> None:
    """`x += y`, as what it is short for."""
    place = {"lineno": statement.lineno, "col_offset": statement.col_offset, "end_lineno": statement.end_lineno}
    before = ast.Name(statement.target.id, ast.Load(), **place) if isinstance(statement.target, ast.Name) else statement.target
    whole = ast.BinOp(before, statement.op, statement.value, end_col_offset=statement.end_col_offset, **place)
    assign(scope, statement.target, scope.value(whole))


def assign(scope: Scope, target: ast.expr, value: Any) -> None:
    """Gives a value a name, or its parts names of their own.

    Raises:
        Outside: It has as many parts as there are names not.
    """
    match target:
        case ast.Name(id=name):
            scope.name(name, value)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            _unpacked(scope, target, targets, value)
        case ast.Subscript():
            owner = scope.value(target.value)
            if isinstance(owner, list | dict):
                _put(owner, known(scope.value(target.slice)), value)
                scope.weigh(owner, target)


def _put(owner: Any, place: Any, value: Any) -> None:
    if isinstance(owner, dict) or (isinstance(place, int) and -len(owner) <= place < len(owner)):
        owner[place] = value


def _unpacked(scope: Scope, node: ast.expr, targets: Sequence[ast.expr], value: Any) -> None:
    value = known(value) if not isinstance(value, list | tuple) else value
    if isinstance(value, Foreign) or not isinstance(value, list | tuple) or isinstance(value, Tensor):
        foreign = value if isinstance(value, Foreign) else Foreign("is no list of values", node)
        value = [foreign] * len(targets)
    else:
        value = _gathered(targets, value)
    if len(value) != len(targets):
        raise Outside(node, f"has {len(targets)} names for {len(value)} values", "Give each value one name.", runs=False)
    for each, part in zip(targets, value, strict=True):
        assign(scope, each.value if isinstance(each, ast.Starred) else each, part)


def _gathered(targets: Sequence[ast.expr], value: Sequence[Any]) -> Sequence[Any]:
    """The values with those in a list that a name with a star stands for: of `first, *rest`, all but the first."""
    star = next((place for place, each in enumerate(targets) if isinstance(each, ast.Starred)), None)
    end = len(value) - len(targets) + 1 + (star or 0)
    return value if star is None or end < star else [*value[:star], [*value[star:end]], *value[end:]]


def _expression(scope: Scope, statement: Any) -> None:
    if not isinstance(statement.value, ast.Constant):
        scope.value(statement.value)


def _returned(scope: Scope, statement: Any) -> None:
    raise Returned(None if statement.value is None else scope.value(statement.value))


def _imported(scope: Scope, statement: Any) -> None:
    for name, value in imported(statement):
        scope.name(name, value)


def _function(scope: Scope, statement: Any) -> None:
    scope.name(statement.name, Routine(statement))


def _class(scope: Scope, statement: Any) -> None:
    scope.name(statement.name, defined(statement, scope.shared.lines) or of_class(scope, statement))


def _with(scope: Scope, statement: Any) -> None:
    for item in statement.items:
        if item.optional_vars is not None:
            assign(scope, item.optional_vars, Foreign("is opened by `with`, which only a run can do", statement))
    scope.run(statement.body)


def _tried(scope: Scope, statement: Any) -> None:
    scope.run([*statement.body, *statement.orelse, *statement.finalbody])


def _raised(_scope: Scope, statement: Any) -> None:
    raise Outside(statement, "is reached, so nothing would be built", "Change what leads there.", runs=False)


def _broken(_scope: Scope, _statement: Any) -> None:
    raise Broken


def _continued(_scope: Scope, _statement: Any) -> None:
    raise Continued


def _nothing(_scope: Scope, _statement: Any) -> None:
    pass


def _conditional(scope: Scope, statement: Any) -> None:
    test = scope.value(statement.test)
    if isinstance(test, Foreign):
        foreign = Foreign(test.reason or "is not known", test.node or statement.test)
        forget(scope, [*statement.body, *statement.orelse], foreign)
    else:
        chosen(scope, statement, test)


def _loop(scope: Scope, statement: Any) -> None:
    if not looped(scope, statement, assign):
        forget(scope, [statement], Foreign("is set in a loop that only a run can follow", statement))


_RULES: Mapping[type[ast.stmt], Callable[[Scope, Any], None]] = {
    ast.Assign: _assigned,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _added,
    ast.Expr: _expression,
    ast.Return: _returned,
    ast.Import: _imported,
    ast.ImportFrom: _imported,
    ast.FunctionDef: _function,
    ast.ClassDef: _class,
    ast.With: _with,
    ast.Try: _tried,
    ast.Raise: _raised,
    ast.Break: _broken,
    ast.Continue: _continued,
    ast.If: _conditional,
    ast.For: _loop,
    ast.Pass: _nothing,
    ast.Assert: _nothing,
    ast.Global: _nothing,
    ast.Nonlocal: _nothing,
    ast.Delete: _nothing,
}
