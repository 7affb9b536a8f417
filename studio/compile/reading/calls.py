"""The calls of a layer in the description of a functional model, as Keras 3 and as Keras 2 write them."""

from __future__ import annotations

from typing import Any

from studio.compile.reading.keras_model import Call, Tensor
from studio.compile.reading.opened import ReadingError
from studio.compile.reading.records import History, record

_CONSTANT = "_CONSTANT_VALUE"  # Keras 2 writes it in place of a layer's name


def call(node: Any, where: str) -> Call:
    """A call, from one of a layer's `inbound_nodes`.

    Args:
        node: A record of `args` and `kwargs` (Keras 3), or a list of tensors (Keras 2).
        where: What is called, as a sentence begins: `The layer conv1`.

    Raises:
        ReadingError: It is neither.
    """
    if isinstance(node, dict):
        args, kwargs = node.get("args", []), node.get("kwargs", {})
        if isinstance(args, list) and isinstance(kwargs, dict):
            return Call(tuple(_argument(arg, where) for arg in args), {name: _argument(value, where) for name, value in kwargs.items()})
    if isinstance(node, list):
        return _old_call(node)
    raise ReadingError(
        f"{where} must be called on args and kwargs. Received: {type(node).__name__} in its inbound_nodes. Save it again with Keras."
    )


def _argument(value: Any, where: str) -> Any:
    if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        history = record(value.get("config"), History, where)
        return Tensor(*history.keras_history, None if history.shape is None else tuple(history.shape[1:]))
    if isinstance(value, dict):
        return {name: _argument(part, where) for name, part in value.items()}
    return [_argument(part, where) for part in value] if isinstance(value, list) else value


def _old_call(node: list[Any]) -> Call:
    """Of Keras 2: a list of `[layer, call, output, kwargs]`, or one of them."""
    parts = [node] if is_history(node[:3]) else node
    found = [_old_argument(part) for part in parts]
    kwargs = next((part[3] for part in parts if isinstance(part, list) and len(part) > 3 and isinstance(part[3], dict)), {})
    return Call((found[0] if len(found) == 1 else found,), {name: _old_argument(value) for name, value in kwargs.items()})


def _old_argument(value: Any) -> Any:
    if isinstance(value, list) and value[:2] == [_CONSTANT, -1] and len(value) > 2:
        return value[2]
    return Tensor(*value[:3]) if isinstance(value, list) and is_history(value[:3]) else value


def is_history(value: Any) -> bool:
    """Whether a value says which tensor: `[layer, call, output]`."""
    return isinstance(value, list) and [type(part) for part in value] == [str, int, int]


def ends(value: Any, where: str) -> tuple[Tensor, ...]:
    """The inputs or outputs of a model: one tensor, a list of them or a record, in Keras's order.

    Raises:
        ReadingError: It is none of these.
    """
    if is_history(value):
        return (Tensor(*value),)
    if isinstance(value, list):
        return tuple(tensor for part in value for tensor in ends(part, where))
    if isinstance(value, dict):
        return tuple(tensor for name in sorted(value) for tensor in ends(value[name], where))
    raise ReadingError(
        f"{where} must name its inputs and outputs as layer, call and output. Received: {value!r:.60}. Save it again with Keras."
    )
