"""Layers that are called become nodes: the blocks that stand for them, their names, and what follows parameters."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from studio.blocks.block import Block
from studio.blocks.catalogue import of_packages
from studio.compile.parsing.faults import Outside
from studio.compile.parsing.positions import arguments
from studio.compile.parsing.scope import Scope, certain
from studio.compile.parsing.sheet import BEGIN
from studio.compile.parsing.trees import known, names_in, text_of, tree_of
from studio.compile.parsing.values import Foreign, Formula, Made, Method, Routine, Stack, Symbol, Tensor, plain
from studio.compile.reading import activations
from studio.compile.reading.keras_model import Call, KerasLayer
from studio.compile.reading.keras_model import Tensor as History
from studio.compile.reading.matching import ACTIVATION, Match, match
from studio.compile.reading.matching import known as known_blocks
from studio.compile.reading.notes import of_match
from studio.compile.reading.values import UnheldError, fixed_arguments, held
from studio.compile.spelling import SIDES
from studio.forms import FormError
from studio.graph.rules import outputs_of

_ABOUT_ITSELF = ("name", "dtype", "trainable", "input_shape", "input_dim", "batch_input_shape")
"""What a layer is told that changes nothing of what it computes, unless it is an argument of its own."""


def draw(scope: Scope, node: ast.expr, symbol: str, given: Mapping[str, Any], takes: Sequence[Tensor], name: str | None) -> Any:
    """Adds the nodes of a layer that is called; what it gives, a tuple where the layer has several outputs.

    Args:
        scope: Where.
        node: What is blamed.
        symbol: The class of the layer.
        given: Its arguments.
        takes: What it is called on.
        name: As the program says it; None where the program says none.

    Raises:
        Outside: No block stands for it.
        Unclear: What stands for it depends on parameters.
    """
    own = arguments().get(symbol, ())
    config = {key: value for key, value in given.items() if key in own or key not in _ABOUT_ITSELF}
    for value in config.values():
        certain(value, node)
    found = _matched(scope, node, symbol, config, takes)
    if not found.blocks:
        return takes[0]
    first = layer_name(scope, name, symbol, node)
    of_match(scope.shared.remarks, first, found)
    bound = _bound(scope, node, found.blocks[0], config)
    added = scope.sheet.add(found.blocks[0], first, takes, scope.where, bound)
    if given.get("trainable") is False:
        scope.sheet.freeze(added)
    for block in found.blocks[1:]:
        added = scope.sheet.add(block, f"{first}_{type(block).__name__.lower()}", [Tensor(added)], scope.where)
    outlets = tuple(Tensor(added, outlet) for outlet in range(outputs_of(found.blocks[-1])))
    return outlets if len(outlets) > 1 else outlets[0]


def put(scope: Scope, node: ast.AST, block: Block, takes: Sequence[Tensor], name: Any) -> Tensor:
    """Adds a node of a block that is known already.

    Raises:
        Outside: Another layer has its name.
    """
    said = None if name is None else str(plain(name))
    return Tensor(scope.sheet.add(block, layer_name(scope, said, f".{type(block).__name__}", node), takes, scope.where))


def layer_name(scope: Scope, name: str | None, symbol: str, node: ast.AST) -> str:
    """The name of a layer, or of a module, in its own graph.

    Raises:
        Outside: Another layer has it.
    """
    if not name:
        return scope.sheet.automatic(Symbol(symbol).name)
    inner = inner_name(name)
    if inner in scope.sheet.nodes:
        raise Outside(node, f"has the name {inner}, as another layer", "Give one of them another name.", runs=False)
    return inner


def inner_name(name: str) -> str:
    """A name without that of the function, which comes before it."""
    return (name.removeprefix(BEGIN).lstrip("_") if name.startswith(BEGIN) else name).replace(BEGIN, "").strip("/_ ") or "layer"


class _Wanted(NamedTuple):
    """A layer and on how many tensors it is called; its arguments are compared as they are written."""

    symbol: str
    config: Any
    inputs: int
    axes: int | None


@lru_cache(maxsize=4096)
def _known(_key: tuple[Any, ...], wanted: _Wanted) -> Match:
    takes = [History(f"t{number}") for number in range(wanted.inputs)]
    call = Call((takes[0] if len(takes) == 1 else takes,))
    if wanted.symbol == ACTIVATION and (block := _activation(wanted.config.value)):
        return Match((block,), {})
    return match(KerasLayer("", wanted.symbol, wanted.config.value, (call,), None, wanted.axes), call)


def _activation(config: Mapping[str, Any]) -> Block | None:
    """The block that is this very layer; others compute the same, but are other layers to Keras."""
    word = activations.word(config.get("activation"))
    readings = [(cls, held(cls, {} if fixed_arguments(cls) else config)) for cls in known_blocks()[ACTIVATION]]
    for cls, reading in sorted(readings, key=lambda each: not fixed_arguments(each[0])):
        same = activations.word(fixed_arguments(cls).get("activation", word)) == word
        if same and isinstance(reading.form, Block) and not reading.refused:
            return reading.form
    return None


class _Same:
    """Compares as equal to all of its kind: the key before it tells what is the same."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same)

    def __hash__(self) -> int:
        return 0


def _matched(scope: Scope, node: ast.expr, symbol: str, config: Mapping[str, Any], takes: Sequence[Tensor]) -> Match:
    values = {name: _described(name, value, node) for name, value in config.items()}
    shape = scope.sheet.shape(takes[0]) if values.get("axis", -1) not in (-1, None) and takes else None
    axes = None if shape is None else len(shape) + 1
    try:
        return _known((of_packages(), symbol, repr(values), len(takes), axes), _Wanted(symbol, _Same(values), len(takes), axes))
    except UnheldError as error:
        if unclear := names_in(list(config.values())):
            known(next(value for value in config.values() if names_in(value) & unclear))
        raise Outside(node, f"stands for no block: {error}") from None
    except FormError as error:
        raise Outside(node, f"is not a layer as Keras has it: {str(error).rstrip('.')}", "Change the value.", runs=False) from None


def _described(name: str, value: Any, node: ast.AST) -> Any:
    """An argument as Keras would describe it."""
    match value:
        case Formula():
            return _described(name, value.value, node)
        case Made():
            return _record(value, node)
        case Symbol() if value.path.startswith(("keras.activations.", "keras.ops.")):
            return value.name
        case Symbol():
            return {"class_name": value.name, "config": {}, "module": value.path.rpartition(".")[0]}
        case list() | tuple() if not isinstance(value, Tensor | Foreign | Method):
            return _sides(name, [_described(name, part, node) for part in value])
        case bool() | int() | float() | str() | None:
            return value
        case dict():
            return {key: _described(name, part, node) for key, part in value.items()}
    raise Outside(node, f"has {_kind(value)} for {name}, which no block takes")


def _sides(name: str, parts: list[Any]) -> list[Any]:
    """One number for both sides beside others with two, as `((1, 0), 1)`, as two."""
    mixed = name in SIDES and any(isinstance(part, list) for part in parts)
    return [[part, part] if mixed and isinstance(part, int) else part for part in parts]


def _kind(value: Any) -> str:
    return {Tensor: "what a layer gives", Routine: "a function", Stack: "a model"}.get(type(value), "something")


def _record(made: Made, node: ast.AST) -> dict[str, Any]:
    config = {name: _described(name, value, node) for name, value in made.given.items() if name != "name"}
    own = made.symbol.startswith("abyss>")
    module, _, name = made.symbol.rpartition(".")
    record = {"class_name": made.symbol.removeprefix("abyss>") if own else name, "config": config, "module": module}
    return record | ({"registered_name": made.symbol} if own else {})


def _bound(scope: Scope, node: ast.expr, block: Block, config: Mapping[str, Any]) -> dict[str, str]:
    """The expressions that arguments follow.

    Raises:
        Unclear: One of them cannot be an expression.
    """
    found = {name: value for name, value in config.items() if names_in(value)}
    fields = {block.renamed.get(field.name, field.name): field for field in block.form()}
    if missing := [name for name in found if name not in fields]:
        known(found[missing[0]])
    return {fields[name].name: _text(value, fields[name].editor == "pair") for name, value in found.items()}


def _text(value: Any, pair: bool) -> str:
    """The text of an expression; of one number for both sides, a pair."""
    if isinstance(value, Made | Symbol):
        known(value)
    if pair and isinstance(plain(value), int):
        return text_of(Formula(ast.Tuple([tree_of(value)] * 2, ast.Load()), None))
    return text_of(value)
