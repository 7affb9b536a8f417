"""How many axes the tensors of a model have, where its description does not tell: files before archives give shapes of inputs alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from studio.compile.reading.keras_model import INPUT_LAYER, KerasLayer, KerasModel, input_shape

_KEEPING = frozenset(
    {"Activation", "Add", "Average", "BatchNormalization", "Concatenate", "Dense", "Dropout", "ELU", "GaussianDropout", "GaussianNoise"}
    | {"LayerNormalization", "LeakyReLU", "Maximum", "Minimum", "Multiply", "Normalization", "PReLU", "ReLU", "Rescaling", "Resizing"}
    | {"Softmax", "Subtract", "UnitNormalization", "GroupNormalization", "Identity", "AlphaDropout"}
)
"""Layers that give as many axes as they take."""

_IN_SPACE = re.compile(r"(Global)?(?:\w*Conv|\w*Pooling|ZeroPadding|Cropping|UpSampling|SpatialDropout)([123])D(?:Transpose)?")


def with_axes(model: KerasModel) -> KerasModel:
    """The model with the number of axes that each layer takes, as far as it follows from what stands before it."""
    ranks: dict[str, int | None] = {}
    layers = []
    for layer in model.layers:
        taken = next((ranks.get(tensor.layer) for call in layer.calls for tensor in call.takes), None)
        layers.append(layer if layer.axes is not None else layer._replace(axes=taken))
        ranks[layer.name] = _given(layers[-1])
    return model._replace(layers=tuple(layers))


def _given(layer: KerasLayer) -> int | None:
    """How many axes a layer gives, with that of the batch."""
    if layer.symbol == INPUT_LAYER:
        shape = input_shape(layer)
        return None if shape is None else len(shape) + 1
    if layer.inside is not None:
        return _of_output(layer.inside)
    kind = layer.symbol.rpartition(".")[2]
    if found := _IN_SPACE.fullmatch(kind):
        return 2 if found[1] and not layer.config.get("keepdims") else int(found[2]) + 2
    return layer.axes if kind in _KEEPING else _shaped(kind, layer.config)


def _shaped(kind: str, config: Mapping[str, object]) -> int | None:
    target = config.get("target_shape")
    return 2 if kind == "Flatten" else len(target) + 1 if kind == "Reshape" and isinstance(target, list) else None


def _of_output(model: KerasModel) -> int | None:
    end = model.outputs[0].layer if len(model.outputs) == 1 else ""
    return next((_given(layer) for layer in model.layers if layer.name == end), None)
