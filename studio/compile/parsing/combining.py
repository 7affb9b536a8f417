"""Operators and functions on what layers give, as the blocks that compute the same: `x + y`, `keras.ops.relu(x)`."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from studio.compile.parsing.drawing import draw
from studio.compile.parsing.faults import Outside
from studio.compile.parsing.scope import Scope, certain
from studio.compile.parsing.trees import known
from studio.compile.parsing.values import Foreign, Tensor, tensors
from studio.compile.reading import operations
from studio.compile.reading.keras_model import Call, KerasLayer
from studio.compile.reading.keras_model import Tensor as History

_NAMES: Mapping[type[ast.operator], str] = {
    ast.Add: "Add",
    ast.Sub: "Subtract",
    ast.Mult: "Multiply",
    ast.Div: "TrueDivide",
}
_FUNCTIONS = {"keras.activations.": "", "keras.ops.": "", "keras.backend.": ""}
_SPELLED = {"leaky_relu": "LeakyRelu", "hard_silu": "HardSilu", "hard_swish": "HardSilu", "swish": "Silu", "truediv": "TrueDivide"}
_ROOMS = ("keras.ops.", "keras.activations.", "tensorflow.", "tensorflow.math.")
_MERGED = {"concat": "Concatenate", "add": "Add", "reduce_mean": "Mean", "reduce_max": "Max", "nn.relu": "Relu"}


def is_combined(left: Any, right: Any) -> bool:
    """Whether an operator works on what a layer gives."""
    return isinstance(left, Tensor) or isinstance(right, Tensor)


def combined(scope: Scope, node: ast.BinOp, left: Any, right: Any) -> Tensor:
    """What an operator gives.

    Raises:
        Outside: There is no block for it.
    """
    name = _NAMES.get(type(node.op), "")
    given = [known(certain(value, part)) for value, part in ((left, node.left), (right, node.right))]
    return _drawn(scope, node, name, given, {})


def operation(symbol: str) -> str:
    """The operation that a function is, by Keras's name for it; empty where it is none."""
    room = next((room for room in _ROOMS if symbol.startswith(room)), "")
    name = symbol.removeprefix(room)
    if not room or not name.islower() or (name.count(".") and name not in _MERGED):
        return ""
    return _MERGED.get(name) or _SPELLED.get(name) or "".join(part.capitalize() for part in name.split("_"))


def operated(scope: Scope, node: ast.Call, symbol: str, given: Sequence[Any], said: Mapping[str, Any]) -> Any:
    """What a function on tensors gives; something foreign where it is given none.

    Raises:
        Outside: There is no block for it.
    """
    if not tensors([*given, *said.values()]):
        return Foreign("is worked out by a run alone", node)
    values = known(certain(list(given), node))
    return _drawn(scope, node, operation(symbol), values, known(certain_values(said, node)))


def certain_values(said: Mapping[str, Any], node: ast.AST) -> dict[str, Any]:
    """Arguments by name, none of which only a run would tell.

    Raises:
        Outside: One of them.
    """
    return {name: certain(value, node) for name, value in said.items() if name != "name"}


def _drawn(scope: Scope, node: ast.expr, name: str, given: Sequence[Any], said: Mapping[str, Any]) -> Tensor:
    call = Call(tuple(_history(scope, value) for value in given))
    equal = operations.equal(KerasLayer(name.lower(), f"keras.ops.{name}", said, (call,)), call)
    if equal is None:
        raise Outside(node, "is an operation for which there is no block")
    found: Tensor = draw(scope, node, equal.symbol, dict(equal.config), tensors(list(given)), "")
    return found


def _history(scope: Scope, value: Any) -> Any:
    if isinstance(value, Tensor):
        shape = scope.sheet.shape(value)
        return History(value.node, 0, value.outlet, shape)
    return [_history(scope, part) for part in value] if isinstance(value, list | tuple) else value
