"""Which blocks stand for a layer of Keras; the blocks themselves say so, by their `Source:`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE, of_packages
from studio.blocks.ends import Input, Output
from studio.blocks.multi_head_attention import MultiHeadAttention
from studio.blocks.regularisation import ActivityRegularization
from studio.compile.reading import activations, operations
from studio.compile.reading.keras_model import Call, KerasLayer
from studio.compile.reading.values import Held, UnheldError, fixed_arguments, held, nested, said_of
from studio.graph.rules import inputs_of

ACTIVATION = "keras.layers.Activation"
TRAINING = "training"
"""What Keras writes of every call that knows it, but says itself in fit and predict, whatever the call had."""
_OURS = "studio.layers."
_PACKAGE = "abyss"  # under which our own layers are registered with Keras
_PASSING = ("keras.layers.Identity",)
_REGULARIZER = next(field for field in MultiHeadAttention.form() if field.name == "activity_regularizer")


class Match(NamedTuple):
    """What stands for a layer.

    Attributes:
        blocks: One after the other: the layer, an activation that it cannot hold, and what keeps its answers small; none where it passes
            its input on as it came.
        left: Arguments of the layer that are left out, which matter in training alone.
    """

    blocks: tuple[Block, ...]
    left: Mapping[str, Any]


def known() -> Mapping[str, tuple[type[Block], ...]]:
    """The blocks by the symbols of their layers, as descriptions have them."""
    return _known_with(of_packages())


@lru_cache(maxsize=1)
def _known_with(_packages: tuple[type[Block], ...]) -> Mapping[str, tuple[type[Block], ...]]:
    """See `known`; made anew as soon as other packages are known."""
    found: dict[str, tuple[type[Block], ...]] = {}
    for cls in CATALOGUE.values():
        if cls not in (Input, Output):
            name = _described(cls.symbol())
            found[name] = (*found.get(name, ()), cls)
    return found


def _described(symbol: str) -> str:
    return f"{_PACKAGE}>{symbol.rpartition('.')[2]}" if symbol.startswith(_OURS) else symbol


def match(layer: KerasLayer, call: Call) -> Match:
    """What stands for one call of a layer.

    Raises:
        UnheldError: No block can.
    """
    equal = operations.equal(layer, call) if layer.symbol.startswith("keras.ops.") else None
    symbol, config = equal or (layer.symbol, {**layer.config, **_at_call(layer, call)})
    if equal is None and (said := _unsaid(layer, call)):
        raise UnheldError(f"it is called with {', '.join(said):.80} as well")
    if symbol not in known() and symbol not in (ACTIVATION, *_PASSING):
        raise UnheldError(f"the studio has no block for {layer.symbol}")
    found = _found(symbol, config, layer.axes)
    blocks = tuple(block if place else block.taking(len(call.takes)) for place, block in enumerate(found.blocks))
    count = inputs_of(blocks[0]) if blocks else 1
    if count is not None and count != len(call.takes):
        raise UnheldError(f"it is called on {len(call.takes)} tensors, and the block takes {count}")
    return found._replace(blocks=blocks)


def _at_call(layer: KerasLayer, call: Call) -> dict[str, Any]:
    """Of a call, what the layer's block holds as values."""
    names = {name for cls in known().get(layer.symbol, ()) for name in cls.at_call}
    return {name: value for name, value in call.said.items() if name in names}


def _unsaid(layer: KerasLayer, call: Call) -> list[str]:
    """Of a call, what no block says."""
    ports = {name for cls in known().get(layer.symbol, ()) for name in (*cls.input_names, cls.calling)}
    tensors = [name for name in call.led if ports and name not in {*ports, "inputs"}]
    values = {name: value for name, value in call.said.items() if name != TRAINING and name not in _at_call(layer, call)}
    return [*map(repr, call.constants), *(f"{name}={value!r}" for name, value in values.items()), *tensors]


def _found(symbol: str, config: Mapping[str, Any], axes: int | None) -> Match:
    if symbol == ACTIVATION and (word := activations.word(config.get("activation"))) is not None:
        return Match(_activation(word), {})
    candidates = [cls for cls in known().get(symbol, ()) if _is_of(cls, config)]
    if not candidates and symbol in _PASSING:
        return Match((), {})
    if not candidates:
        raise UnheldError(f"the studio has no block for {symbol}")
    readings = [held(cls, config, axes) for cls in candidates]
    best = min(readings, key=lambda reading: len(reading.refused))
    return _split(best)


def _is_of(cls: type[Block], config: Mapping[str, Any]) -> bool:
    """Whether the arguments that tell a block from others of its Keras class are those of a config."""
    return all(activations.word(config.get(name)) == activations.word(value) for name, value in fixed_arguments(cls).items())


def _split(found: Held) -> Match:
    """A layer with its activation and the regulariser of its answers as blocks of their own, where its block cannot hold them."""
    block, refused = found.form, dict(found.refused)
    assert isinstance(block, Block)  # the catalogue holds nothing else
    splits = "activation" in refused and len(block.output_names) == 1  # else the activation would have to be part of the other outputs
    extra = _activation(activations.word(refused.pop("activation"))) if splits else ()
    if refused:
        said = " and ".join(said_of(name, value) for name, value in refused.items())
        raise UnheldError(f"the block {type(block).__name__} does not hold {said}")
    return _regularised(Match((block, *extra), found.left))


def _regularised(found: Match) -> Match:
    """A layer whose answers are kept small by a layer after it: Keras's own is made of the same, and never stands after the softmax."""
    block, value = found.blocks[0], found.left.get(_REGULARIZER.name)
    form = nested(_REGULARIZER, value) if value else None
    if form is None or getattr(block, "activation", "") == "softmax" or len(block.output_names) != 1:
        return found
    regular = ActivityRegularization(l1=getattr(form, "l1", 0.0), l2=getattr(form, "l2", 0.0))
    return Match((*found.blocks, regular), {name: left for name, left in found.left.items() if name != _REGULARIZER.name})


def _activation(word: Any) -> tuple[Block, ...]:
    """What computes an activation function: a block of its own, or a layer that does the same."""
    if isinstance(word, dict):
        return _activation_layer(word)
    for cls in known().get(ACTIVATION, ()):
        if fixed_arguments(cls) and _is_of(cls, {"activation": word}):
            return (cls(),)
    if isinstance(word, str) and word in activations.LAYERS:
        symbol, config = activations.LAYERS[word]
        return _found(symbol, config, None).blocks
    for cls in known().get(ACTIVATION, ()):
        reading = held(cls, {"activation": word})
        if isinstance(reading.form, Block) and not fixed_arguments(cls) and not reading.refused:
            return (reading.form,)
    if word == activations.NOTHING:
        return ()
    raise UnheldError(f"the studio has no block for the {said_of('activation', word)}")


def _activation_layer(record: Mapping[str, Any]) -> tuple[Block, ...]:
    """Of a layer given as an activation: Conv2D(…, activation=LeakyReLU())."""
    name, config, module = record.get("class_name"), record.get("config"), str(record.get("module") or "keras.layers")
    own = record.get("registered_name")
    symbol = own if isinstance(own, str) and ">" in own else f"{module}.{name}"
    return _found(symbol, config if isinstance(config, dict) else {"?": config}, None).blocks
