"""Models: where data enters, sequential ones, functional ones, and models within others."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from studio.blocks.ends import Input
from studio.compile.parsing import own_code
from studio.compile.parsing.drawing import draw, inner_name
from studio.compile.parsing.faults import Outside
from studio.compile.parsing.routines import placed
from studio.compile.parsing.scope import Scope, certain
from studio.compile.parsing.sheet import Sheet
from studio.compile.parsing.trees import known, names_in, text_of
from studio.compile.parsing.values import Foreign, Made, Method, Network, Stack, Tensor, plain, tensors
from studio.compile.reading.entries import entry
from studio.compile.reading.keras_model import INPUT_LAYER, KerasLayer

_INPUT = ("shape", "batch_size", "dtype", "sparse", "batch_shape", "name")
_OLD = ("input_shape", "input_dim", "batch_input_shape")


def entered(scope: Scope, node: ast.Call, given: list[Any], said: dict[str, Any]) -> Tensor:
    """An Input; what it gives.

    Raises:
        Outside: Its shape is not known.
    """
    told = dict(zip(_INPUT, given, strict=False)) | said
    said_shape = certain(told.get("shape", told.get("input_shape")), node)
    shape, follows = plain(said_shape), {"shape": text_of(said_shape)} if names_in(said_shape) else {}
    if shape is None and isinstance(batch := certain(known(told.get("batch_shape")), node), list | tuple):
        shape = batch[1:]
    return _entered(scope, node, shape, plain(told.get("name")), follows)


def _entered(scope: Scope, node: ast.AST, shape: Any, name: Any, follows: Mapping[str, str] | None = None) -> Tensor:
    axes = [shape] if isinstance(shape, int) else shape
    if not isinstance(axes, list | tuple) or not all(axis is None or (isinstance(axis, int) and axis > 0) for axis in axes) or not axes:
        raise Outside(node, "needs a shape of whole numbers, such as (28, 28, 1)", "Write it there.", runs=False)
    name = inner_name(name) if isinstance(name, str) and name else scope.sheet.automatic("InputLayer")
    added: list[Tensor] = []
    for block in entry(KerasLayer(name, INPUT_LAYER, {"batch_shape": [None, *axes]}, ()), scope.shared.remarks):
        bound = follows if isinstance(block, Input) else {}
        added.append(Tensor(scope.sheet.add(block, name, added[-1:], scope.where, bound)))
    return added[-1]


def network(scope: Scope, node: ast.Call, given: list[Any], said: dict[str, Any]) -> Any:
    """A functional model; something foreign where it is given no layers.

    Raises:
        Outside: What it is given cannot be read.
    """
    told = dict(zip(("inputs", "outputs", "name"), given, strict=False)) | said
    if scope.shared.networks and any(isinstance(each, Foreign) for each in told.values()):
        return Foreign("is a model made of another one in a way that is not read", node)
    inputs, outputs = certain(told.get("inputs"), node), certain(told.get("outputs"), node)
    if isinstance(outputs, dict):
        outputs = list(outputs.values())
    if not tensors(inputs) or not tensors(outputs):
        return Foreign("is a model of no layers that are drawn", node)
    found = Network(tuple(tensors(inputs)), tuple(tensors(outputs)), str(plain(told.get("name")) or ""), node)
    scope.shared.networks.append(found)
    return found


def stack(scope: Scope, node: ast.Call, given: list[Any], said: dict[str, Any]) -> Stack:
    """A sequential model."""
    told = dict(zip(("layers", "trainable", "name"), given, strict=False)) | said
    layers = known(certain(told.get("layers"), node)) or []
    found = Stack([], str(plain(told.get("name")) or ""), node)
    for layer in layers if isinstance(layers, list | tuple) else [layers]:
        add(found, layer, node)
    return found


def add(to: Stack, layer: Any, node: ast.AST) -> None:
    """Adds a layer to a sequential model.

    Raises:
        Outside: It is none.
    """
    certain(layer, node)
    if not isinstance(layer, Made | Stack | Network | Tensor) or isinstance(layer, Method):
        raise Outside(node, "adds something that is no layer")
    to.layers.append(layer)


def finished(scope: Scope, found: Stack) -> Network:
    """A sequential model as the whole of one.

    Raises:
        Outside: It has no layers, or one of them cannot be drawn.
    """
    if found.network is None:
        first, *others = found.layers or [None]
        shape = _told(first)
        if isinstance(first, Tensor):
            start, rest = first, others
        elif shape is not None:
            start, rest = _entered(scope, found.node, shape, None), found.layers
        else:
            raise Outside(found.node, "needs an Input as its first layer, so that shapes are known", "Put keras.Input(shape) first.")
        found.network = Network((start,), (chained(scope, rest, start),), found.name, found.node)
    return found.network


def _told(first: Any) -> Any:
    """The shape that the first layer of an old program tells."""
    if not isinstance(first, Made):
        return None
    shape = next((plain(first.given[name]) for name in _OLD if name in first.given), None)
    return list(shape)[1:] if "batch_input_shape" in first.given and isinstance(shape, list | tuple) else shape


def chained(scope: Scope, layers: Sequence[Any], start: Tensor) -> Tensor:
    """Layers called one after the other."""
    before, found = scope.statement, start
    for layer in layers:
        if isinstance(layer, Made) and layer.block is not None:
            found = own_code.called(scope, layer.node, layer, [found], {})
        elif isinstance(layer, Made):
            scope.statement = layer.node
            layer.calls += 1
            name = layer.given.get("name")
            found = draw(scope, _expression(layer.node), layer.symbol, layer.given, [found], None if name is None else str(plain(name)))
            if not isinstance(found, Tensor):
                raise Outside(layer.node, "gives several values, of which a sequential model passes none on", "Call the layers one by one.")
        else:
            found = inside(scope, layer.node if not isinstance(layer, Tensor) else ast.Pass(), layer, [found])
    scope.statement = before
    return found


def _expression(node: ast.AST) -> ast.expr:
    assert isinstance(node, ast.expr)  # layers are made by calls
    return node


def inside(scope: Scope, node: ast.AST, made: Any, takes: Sequence[Tensor]) -> Tensor:
    """A model within another, as a module.

    Raises:
        Outside: It cannot stand as one.
    """
    if not isinstance(made, Stack) or len(takes) != 1:
        raise Outside(node, "calls a model within the model; only sequential ones are drawn as modules here")
    if made.network is not None:
        raise Outside(node, "calls a model for the second time, whose calls would share their weights")
    made.network = Network((takes[0],), (takes[0],), made.name, made.node)
    layers = made.layers[isinstance(made.layers[0], Tensor) if made.layers else 0 :]
    sheet = Sheet()
    return placed(scope, node, made.name or "sequential", sheet, lambda inner, ports: chained(inner, layers, ports[0]), takes)
