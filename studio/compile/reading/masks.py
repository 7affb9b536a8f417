"""Masks that Keras leads from a Masking or an Embedding onwards: it writes them down as operations, and makes them by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from studio.compile.reading.keras_model import Call, KerasLayer, KerasModel, tensors

_OPERATION = "keras.ops."
_FIRST = "keras.ops.NotEqual"
_MASKING = ("keras.layers.Masking", "keras.layers.Embedding", "keras.layers.ReversibleEmbedding")


def unmasked(model: KerasModel) -> KerasModel:
    """The model without the masks that follow from its layers."""
    found = _of_masks(model.layers)
    if not found:
        return model
    layers = [layer._replace(calls=tuple(_unled(call, found) for call in layer.calls)) for layer in model.layers]
    used = {tensor.layer for layer in layers if layer.name not in found for call in layer.calls for tensor in call.takes}
    used |= {tensor.layer for tensor in model.outputs}
    gone = found if not used & found else frozenset[str]()
    return model._replace(layers=tuple(layer for layer in layers if layer.name not in gone)) if gone else model


def _of_masks(layers: Collection[KerasLayer]) -> frozenset[str]:
    """The operations that compare what a masking layer takes, and those on what they give."""
    masked = {tensor.key for layer in layers if layer.symbol in _MASKING for call in layer.calls for tensor in call.takes}
    found = set[str]()
    for layer in layers:
        takes = [tensor for call in layer.calls for tensor in call.takes]
        first = layer.symbol == _FIRST and any(tensor.key in masked for tensor in takes)
        if first or (layer.symbol.startswith(_OPERATION) and any(tensor.layer in found for tensor in takes)):
            found.add(layer.name)
    return frozenset(found)


def _unled(call: Call, masks: Collection[str]) -> Call:
    """A call without what is led to it of masks."""
    kwargs: Mapping[str, Any] = {name: value for name, value in call.kwargs.items() if not _all_of(value, masks)}
    return call._replace(kwargs=kwargs)


def _all_of(value: Any, masks: Collection[str]) -> bool:
    found = [tensor.layer for tensor in tensors(value)]
    return bool(found) and all(layer in masks for layer in found)
