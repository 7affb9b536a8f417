"""What expressions come to, without running them: plain values, formulas of parameters, and what layers give."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from studio.compile.parsing import arithmetic
from studio.compile.parsing.calling import call
from studio.compile.parsing.combining import combined, is_combined
from studio.compile.parsing.faults import Outside
from studio.compile.parsing.imports import symbol
from studio.compile.parsing.scope import UNKNOWN, Scope
from studio.compile.parsing.trees import formula, known
from studio.compile.parsing.values import Foreign, Formula, Made, Method, Network, Stack, Symbol, Tensor, Written, formulas, is_list, plain

_METHODS = (list, dict, str, tuple, Stack, Network, Made)
_MOST = 10_000
"""How long a list or text may be."""


def evaluate(scope: Scope, node: ast.expr) -> Any:
    """What an expression comes to; something foreign where only a run would tell.

    Raises:
        Outside: Layers are used in a way that no drawing has.
        Unclear: It depends on parameters.
    """
    rule = _RULES.get(type(node))
    return rule(scope, node) if rule else Foreign("is not read without running it", node)


def _constant(_scope: Scope, node: Any) -> Any:
    return node.value if node.value is not Ellipsis else Foreign("is not read without running it", node)


def _name(scope: Scope, node: Any) -> Any:
    value = scope.named(node.id)
    return value._replace(node=node) if value is UNKNOWN else value


def _attribute(scope: Scope, node: Any) -> Any:
    owner = scope.value(node.value)
    match owner:
        case Symbol():
            return symbol(f"{owner.path}.{node.attr}")
        case Tensor() if node.attr == "shape":
            return _shape(scope, owner, node)
        case Network() if node.attr in ("input", "output", "inputs", "outputs"):
            ends = owner.inputs if node.attr.startswith("in") else owner.outputs
            return list(ends) if node.attr.endswith("s") or len(ends) > 1 else ends[0]
        case Foreign():
            return owner if owner.node or not owner.reason else owner._replace(node=node.value)
    return Method(owner, node.attr) if isinstance(owner, _METHODS) else Foreign("is not read without running it", node)


def _shape(scope: Scope, tensor: Tensor, node: ast.AST) -> Any:
    shape = scope.sheet.shape(tensor)
    return Foreign("has a shape that is not known here", node) if shape is None else (None, *shape)


def _sequence(scope: Scope, node: Any) -> Any:
    made = tuple if isinstance(node, ast.Tuple) else list
    return made(each for part in node.elts for each in _elements(scope, part))


def _elements(scope: Scope, part: ast.expr) -> list[Any]:
    if not isinstance(part, ast.Starred):
        return [scope.value(part)]
    given = known(scope.value(part.value))
    return list(given) if is_list(given) else [Foreign("is not read as a list", part)]


def _dict(scope: Scope, node: Any) -> Any:
    if None in node.keys:
        return Foreign("is not read without running it", node)
    keys = [known(scope.value(key)) for key in node.keys]
    if not all(isinstance(key, str | int | float | bool | None) for key in keys):
        return Foreign("is not read without running it", node)
    return dict(zip(keys, (scope.value(value) for value in node.values), strict=True))


def _text(scope: Scope, node: Any) -> Any:
    """An f-string; formulas are written with the values that they come to, for only names are made so."""
    parts: list[str] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
            continue
        value = plain(scope.value(part.value))
        if part.conversion != -1 or not isinstance(value, str | int | float | bool | None):
            return Foreign("is not read without running it", node)
        parts.append(_formatted(value, part.format_spec))
    return "".join(parts)[:_MOST]


def _formatted(value: Any, spec: Any) -> str:
    words = "".join(str(part.value) for part in spec.values if isinstance(part, ast.Constant)) if spec else ""
    try:
        return format(value, words if len(words) < 6 else "")
    except ValueError:
        return str(value)


def _binary(scope: Scope, node: Any) -> Any:
    left, right = scope.value(node.left), scope.value(node.right)
    if is_combined(left, right):
        return combined(scope, node, left, right)
    return _worked_out(node, [left, right], partial(_joined, node.op), lambda one, other: ast.BinOp(one, node.op, other))


def _joined(sign: ast.operator, left: Any, right: Any) -> Any:
    return arithmetic.joined(sign, left, right)


def _unary(scope: Scope, node: Any) -> Any:
    value = scope.value(node.operand)
    return _worked_out(node, [value], partial(arithmetic.signed, node.op), lambda tree: ast.UnaryOp(node.op, tree))


def _either(scope: Scope, node: Any) -> Any:
    """`and` and `or`, which stop where it is settled."""
    stop, values = isinstance(node.op, ast.Or), list[Any]()
    for part in node.values:
        value = scope.value(part)
        if isinstance(value, Foreign):
            return value
        values.append(value)
        if not isinstance(value, Formula) and bool(value) is stop:
            break
    open_ones = [value for value in values[:-1] if isinstance(value, Formula)] + values[-1:]
    if len(open_ones) == 1:
        return open_ones[0]
    settled = next((value for value in open_ones if bool(plain(value)) is stop), open_ones[-1])
    return formula(lambda *trees: ast.BoolOp(node.op, list(trees)), open_ones, plain(settled))


def _compared(scope: Scope, node: Any) -> Any:
    values = [scope.value(part) for part in (node.left, *node.comparators)]

    def held(*plain_ones: Any) -> bool:
        return all(arithmetic.compared(sign, *pair) for sign, pair in zip(node.ops, pairwise(plain_ones), strict=True))

    signs = [ast.Eq() if isinstance(sign, ast.Is) else ast.NotEq() if isinstance(sign, ast.IsNot) else sign for sign in node.ops]
    return _worked_out(node, values, held, lambda first, *others: ast.Compare(first, signs, list(others)))


def _choice(scope: Scope, node: Any) -> Any:
    test = scope.value(node.test)
    if isinstance(test, Foreign):
        return test
    if not isinstance(test, Formula):
        return scope.value(node.body if test else node.orelse)
    body, other = scope.value(node.body), scope.value(node.orelse)
    return formula(ast.IfExp, [test, body, other], plain(body if test.value else other))


def _worked_out(node: ast.expr, values: list[Any], work: Callable[..., Any], tree: Callable[..., ast.expr]) -> Any:
    """A value of others; a formula where one of them is, and foreign where one of them is."""
    if strange := [value for value in values if isinstance(value, Foreign)]:
        return strange[0] if strange[0].node or not strange[0].reason else strange[0]._replace(node=node)
    try:
        found = work(*(plain(value) for value in values))
    except arithmetic.NoValue as error:
        return Foreign(str(error), node)
    return formula(tree, values, found) if formulas(values) else found


def _part(scope: Scope, node: Any) -> Any:
    """`shape[-1]`, `sizes[:2]`, `table["wide"]`."""
    owner = scope.value(node.value)
    if isinstance(owner, Foreign):
        return owner
    if isinstance(owner, Tensor):
        return Foreign("takes a part of what a layer gives, for which there is no block", node)
    if isinstance(owner, Formula):
        owner = known(owner)
    try:
        return owner[_index(scope, node.slice)]
    except (TypeError, KeyError, IndexError, ValueError):
        return Foreign("is not there", node)


def _index(scope: Scope, node: ast.expr) -> Any:
    if isinstance(node, ast.Slice):
        return slice(*(part and known(scope.value(part)) for part in (node.lower, node.upper, node.step)))
    return known(scope.value(node))


def _comprehension(scope: Scope, node: Any) -> Any:
    """`[block(x) for x in values if x]`, of one loop."""
    (loop, *others), found = node.generators, list[Any]()
    items = arithmetic.items(scope.value(loop.iter))
    if others or items is None or not isinstance(loop.target, ast.Name):
        return Foreign("is a comprehension of more than one plain loop", node)
    inner = Scope(scope.shared, scope.sheet, dict(scope.names or {}), scope.depth, scope.statement)
    for item in items:
        inner.name(loop.target.id, item)
        if all(known(inner.value(test)) for test in loop.ifs):
            found.append(inner.value(node.elt))
    return found


def _call(scope: Scope, node: Any) -> Any:
    return call(scope, node)


def _walrus(scope: Scope, node: Any) -> Any:
    value = scope.value(node.value)
    scope.name(node.target.id, value)
    return value


def _function(_scope: Scope, node: Any) -> Any:
    return Written(node)


def _starred(_scope: Scope, node: Any) -> Any:
    raise Outside(node, "stands where no list is taken apart", runs=False)


_RULES: Mapping[type[ast.expr], Callable[[Scope, Any], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Tuple: _sequence,
    ast.List: _sequence,
    ast.Dict: _dict,
    ast.JoinedStr: _text,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _either,
    ast.Compare: _compared,
    ast.IfExp: _choice,
    ast.Subscript: _part,
    ast.ListComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.Call: _call,
    ast.NamedExpr: _walrus,
    ast.Lambda: _function,
    ast.Starred: _starred,
}
