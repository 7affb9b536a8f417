"""A Keras model as its own description tells it: layers, and on what each is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from studio.blocks.block import Shape


class Tensor(NamedTuple):
    """What one call of a layer gives.

    Attributes:
        layer: Name of the layer.
        call: Which of its calls, from 0.
        output: Which of the outputs of that call, from 0.
        shape: Its axes without that of the batch; None where the description does not tell.
    """

    layer: str
    call: int = 0
    output: int = 0
    shape: Shape | None = None

    @property
    def key(self) -> tuple[str, int, int]:
        """What it is, whatever is known of its shape."""
        return self[:3]


_PLACES = {"query": 0, "value": 1, "key": 2}
"""The order of arguments that Keras takes by name or by place; of others it is that in which they are said."""


class Call(NamedTuple):
    """One use of a layer.

    Attributes:
        args: The positional arguments, with a Tensor for each tensor; lists stay lists.
        kwargs: Those by name, likewise.
    """

    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = {}

    @property
    def takes(self) -> tuple[Tensor, ...]:
        """The tensors in order, those of keyword arguments last."""
        named = sorted(self.kwargs.items(), key=lambda pair: _PLACES.get(pair[0], len(_PLACES)))
        return (*tensors(list(self.args)), *tensors([value for _, value in named]))

    @property
    def constants(self) -> list[Any]:
        """The positional arguments that hold no tensor, and are said."""
        return [arg for arg in self.args if arg is not None and not any(tensors(arg))]

    @property
    def led(self) -> list[str]:
        """Names of the arguments that hold tensors."""
        return [name for name, value in self.kwargs.items() if any(tensors(value))]

    @property
    def said(self) -> dict[str, Any]:
        """The keyword arguments that hold no tensor, and are said."""
        return {name: value for name, value in self.kwargs.items() if value is not None and not any(tensors(value))}


def tensors(value: Any) -> Iterator[Tensor]:
    """The tensors within a value, in Keras's order: that of lists, and of sorted keys."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from tensors(part)
    elif isinstance(value, dict):
        for name in sorted(value):
            yield from tensors(value[name])


class KerasLayer(NamedTuple):
    """A layer of a model.

    Attributes:
        name: Unique in its model.
        symbol: `keras.layers.Conv2D`, `keras.ops.Add` of an operation, `abyss>Maxout` of a registered class of somebody's own.
        config: What it was made with.
        calls: Its uses in this model, in order.
        inside: Of a nested model: what is inside it.
        axes: How many axes its input has with that of the batch; None where the description does not tell.
    """

    name: str
    symbol: str
    config: Mapping[str, Any]
    calls: tuple[Call, ...]
    inside: KerasModel | None = None
    axes: int | None = None


class KerasModel(NamedTuple):
    """A whole model.

    Attributes:
        name: As it was given.
        layers: In the order of the description.
        inputs: What enters, each of an InputLayer.
        outputs: What it answers with.
        own_class: The symbol of a class of somebody's own that it is; empty for Keras's models.
    """

    name: str
    layers: tuple[KerasLayer, ...]
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    own_class: str = ""


INPUT_LAYER = "keras.layers.InputLayer"


def input_shape(layer: KerasLayer) -> list[int | None] | None:
    """The axes of an InputLayer without that of the batch; None where it was never told."""
    names = ("batch_shape", "batch_input_shape")
    found = next((layer.config[name] for name in names if isinstance(layer.config.get(name), list)), None)
    return found[1:] if found else None
