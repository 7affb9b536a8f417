"""What calls come to: layers made, layers called, models, functions of the program and Python's own."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from studio.compile.code_parts import LAMBDA
from studio.compile.parsing import arithmetic, models, own_code
from studio.compile.parsing.combining import operated, operation
from studio.compile.parsing.drawing import draw
from studio.compile.parsing.faults import Outside
from studio.compile.parsing.methods import method
from studio.compile.parsing.positions import arguments, named
from studio.compile.parsing.routines import called
from studio.compile.parsing.scope import Scope, certain
from studio.compile.parsing.trees import formula, known
from studio.compile.parsing.values import (
    Coded,
    Foreign,
    Made,
    Method,
    Network,
    Routine,
    Stack,
    Symbol,
    formulas,
    is_list,
    plain,
    tensors,
)
from studio.compile.reading.matching import known as known_blocks

_MERGES = {
    "add": "Add",
    "subtract": "Subtract",
    "multiply": "Multiply",
    "average": "Average",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "concatenate": "Concatenate",
    "dot": "Dot",
}
"""Keras's functions that make a layer and call it at once."""
_SHORT = {"l1": "L1", "l2": "L2", "l1_l2": "L1L2"}
_ROOMS = ("keras.initializers.", "keras.regularizers.", "keras.constraints.")
_CALLED_WITH = ("training", "mask")

Given = tuple[list[Any], dict[str, Any]]


def call(scope: Scope, node: ast.Call) -> Any:
    """What a call comes to.

    Raises:
        Outside: Layers are used in a way that no drawing has.
        Unclear: It depends on parameters.
    """
    if isinstance(node.func, ast.Name) and node.func.id in arithmetic.BUILTINS and isinstance(scope.named(node.func.id), Foreign):
        return _builtin(node, _given(scope, node)[0])
    made = scope.value(node.func)
    given, said = _given(scope, node)
    scope.weigh([given, said], node)
    match made:
        case Symbol():
            return _symbol(scope, node, made, given, said)
        case Coded():
            return own_code.of_code(node, made, given, said)
        case Made() | Stack() | Network():
            return applied(scope, node, made, given, said)
        case Routine() if any(isinstance(part, ast.Starred) for part in node.args) and _any_foreign(given):
            return Foreign("is called with values that only a run can tell", node)
        case Routine():
            return called(scope, node, made, given, said)
        case Method():
            return method(scope, node, made, given, said)
    return _foreign(node, made)


def _any_foreign(given: Sequence[Any]) -> bool:
    return any(isinstance(value, Foreign) for value in given)


def _given(scope: Scope, node: ast.Call) -> Given:
    given: list[Any] = []
    for part in node.args:
        value = scope.value(part.value if isinstance(part, ast.Starred) else part)
        given += known(value) if isinstance(part, ast.Starred) and is_list(value) else [value]
    said: dict[str, Any] = {}
    for word in node.keywords:
        value = scope.value(word.value)
        said |= {word.arg: value} if word.arg else value if isinstance(value, dict) else {"**": Foreign("is not known", word.value)}
    return given, said


def _foreign(node: ast.Call, made: Any) -> Foreign:
    """What something gives that is not read."""
    if isinstance(made, Foreign):
        return made if made.node or not made.reason else made._replace(node=node)
    return Foreign("is not called as a layer or function", node)


def _builtin(node: ast.Call, given: list[Any]) -> Any:
    name = getattr(node.func, "id", "")
    if strange := [value for value in given if isinstance(value, Foreign)]:
        return strange[0]
    if formulas(given) and name in arithmetic.FORMULAIC and not isinstance(given[0], list | tuple):
        value = _plainly(node, name, plain(given))
        return formula(lambda *trees: ast.Call(ast.Name(name, ast.Load()), list(trees), []), given, value)
    if name == "str":
        given = plain(given)  # names alone are made so
    return _plainly(node, name, known(given))


def _plainly(node: ast.Call, name: str, given: list[Any]) -> Any:
    try:
        return arithmetic.builtin(name, given)
    except arithmetic.NoValue as error:
        return Foreign(str(error), node)


def _symbol(scope: Scope, node: ast.Call, made: Symbol, given: list[Any], said: dict[str, Any]) -> Any:
    if rule := _MODELS.get(made.path):
        return rule(scope, node, given, said)
    name = made.path.rpartition(".")[2]
    if made.path == LAMBDA:
        return own_code.of_lambda(scope, node, named(made.path, given, said, node))
    if made.path in arguments() and name not in _SHORT and made.path != "keras.layers.Layer":
        return Made(made.path, named(made.path, given, said, node), node)
    room, _, name = made.path.rpartition(".")
    if room == "keras.layers" and name in _MERGES:
        return _merged(scope, node, f"keras.layers.{_MERGES[name]}", given, said)
    if made.path.startswith(_ROOMS) and f"{room}.{_SHORT.get(name, _camel(name))}" in arguments():
        symbol = f"{room}.{_SHORT.get(name, _camel(name))}"
        return Made(symbol, named(symbol, given, said, node), node)
    if operation(made.path):
        return operated(scope, node, made.path, given, said)
    return Foreign(f"is {made.path}, which the studio cannot draw without running it", node)


def _camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _merged(scope: Scope, node: ast.Call, symbol: str, given: list[Any], said: dict[str, Any]) -> Any:
    takes, *rest = given if given else [said.pop("inputs", None)]
    made = Made(symbol, named(symbol, rest, said, node), node)
    return applied(scope, node, made, [takes], {})


def applied(scope: Scope, node: ast.Call, made: Made | Stack | Network, given: Sequence[Any], said: Mapping[str, Any]) -> Any:
    """What a layer or model gives for what it is called on.

    Raises:
        Outside: It is called in a way that no node can stand for.
    """
    told = {name: certain(value, node) for name, value in said.items() if name not in _CALLED_WITH}
    ports = {name: value for name, value in told.items() if tensors(value)}
    takes = tensors([*certain(list(given), node), *_ordered(made, ports)])
    if not takes:
        return Foreign("is called on values that no layer gave", node)
    if any(not tensors(value) for value in given):
        raise Outside(node, "is called with more than what layers give")
    if not isinstance(made, Made):
        return models.inside(scope, node, made, takes)
    made.calls += 1
    if made.calls > 1:
        raise Outside(node, "calls a layer for the second time, whose two calls would share their weights; the drawing has no such node")
    if made.block is not None:
        return own_code.called(scope, node, made, given, told)
    name, values = made.given.get("name"), {name: value for name, value in told.items() if name not in ports}
    return draw(scope, node, made.symbol, {**made.given, **values}, takes, None if name is None else str(plain(name)))


def _ordered(made: Made | Stack | Network, ports: Mapping[str, Any]) -> list[Any]:
    """What is given by name, in the order of the block's ports."""
    names = [name for cls in known_blocks().get(getattr(made, "symbol", ""), ()) for name in cls.input_names]
    return [ports[name] for name in sorted(ports, key=lambda name: names.index(name) if name in names else len(names))]


_MODELS: Mapping[str, Callable[[Scope, ast.Call, list[Any], dict[str, Any]], Any]] = {
    "keras.Input": models.entered,
    "keras.layers.InputLayer": models.entered,
    "keras.Model": models.network,
    "keras.Sequential": models.stack,
}
