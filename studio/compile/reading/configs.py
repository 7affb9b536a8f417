"""The records of a description as a model: functional, sequential and nested ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.blocks.catalogue import of_packages
from studio.compile.reading.calls import call, ends
from studio.compile.reading.keras_model import INPUT_LAYER, Call, KerasLayer, KerasModel, Tensor
from studio.compile.reading.masks import unmasked
from studio.compile.reading.opened import ReadingError
from studio.compile.reading.ranks import with_axes
from studio.compile.reading.records import FunctionalRecord, LayerRecord, SequentialRecord, record
from studio.compile.reading.twins import twin

MOST_LAYERS = 10_000
_FUNCTIONAL, _SEQUENTIAL = ("Functional", "Model"), "Sequential"


def model(given: LayerRecord) -> KerasModel:
    """The model that a record describes.

    Raises:
        ReadingError: It is a layer alone, a model that says nothing of its layers, or not as Keras describes one.
    """
    name = str(given.config.get("name") or given.name or "model")
    where = f"The model {name}"
    if not is_model(given):
        raise ReadingError(
            f"{where} is a {symbol(given)}, which does not tell its layers. Expected: a functional or sequential model. "
            "Build it with keras.Model(inputs, outputs) and save it again."
        )
    found = _sequential(given, name, where) if _is_sequential(given) else _functional(given, name, where)
    return with_axes(found)._replace(own_class="" if _is_keras(given) else symbol(given))


def is_model(given: LayerRecord) -> bool:
    """Whether a record describes its layers."""
    return "layers" in given.config and (_is_sequential(given) or "input_layers" in given.config)


def _is_sequential(given: LayerRecord) -> bool:
    return given.class_name == _SEQUENTIAL or ("build_input_shape" in given.config and "input_layers" not in given.config)


def _is_keras(given: LayerRecord) -> bool:
    return given.class_name in (*_FUNCTIONAL, _SEQUENTIAL) and (given.module or "keras").partition(".")[0] == "keras"


def symbol(given: LayerRecord) -> str:
    """What a record is an object of; old files name no module."""
    packaged = f"{given.module}.{given.class_name}"
    if any(cls.symbol() == packaged for cls in of_packages()):
        return packaged  # rather than what it is registered as, which no block says
    for name in (given.registered_name or "", given.class_name):
        if ">" in name:
            return name
    module = given.module or ("keras.layers" if {"trainable", "batch_shape", "batch_input_shape"} & given.config.keys() else "keras.ops")
    return f"{'keras.ops' if module.startswith('keras.src.ops') else module}.{given.class_name}"


def _layer(given: LayerRecord, name: str, calls: Sequence[Call]) -> KerasLayer:
    inside = model(given) if is_model(given) else None
    shape = (given.build_config or {}).get("input_shape")
    known = next((tensor.shape for each in calls for tensor in each.takes if tensor.shape is not None), None)
    axes = len(known) + 1 if known is not None else len(shape) if isinstance(shape, list) else None
    known_as, values = twin(symbol(given), given.config)
    return KerasLayer(name, known_as, values, tuple(calls), inside, axes)


def _name(given: LayerRecord, where: str) -> str:
    name = given.name or given.config.get("name")
    if isinstance(name, str) and name and "/" not in name:
        return name
    raise ReadingError(f"{where} must have a name for each layer, without a slash. Received: {name!r:.60}. Save it again with Keras.")


def _checked(layers: list[KerasLayer], where: str) -> tuple[KerasLayer, ...]:
    names = {layer.name for layer in layers}
    if len(names) < len(layers):
        twice = next(name for name in names if [layer.name for layer in layers].count(name) > 1)
        raise ReadingError(f"{where} must have one layer of each name. Received: {twice} more than once. Rename one of them.")
    return tuple(layers)


def _check_size(layers: Sequence[LayerRecord], where: str) -> None:
    if not 0 < len(layers) <= MOST_LAYERS:
        raise ReadingError(f"{where} must have 1 to {MOST_LAYERS} layers. Received: {len(layers)}. Choose another model.")


def _functional(given: LayerRecord, name: str, where: str) -> KerasModel:
    config = record(given.config, FunctionalRecord, where)
    _check_size(config.layers, where)
    layers = [_called(layer, _name(layer, where)) for layer in config.layers]
    inputs, outputs = ends(config.input_layers, where), ends(config.output_layers, where)
    if not outputs:
        raise ReadingError(f"{where} must have an output. Received: none. Save it again with Keras.")
    return unmasked(KerasModel(name, _checked(layers, where), inputs, outputs))


def _called(given: LayerRecord, name: str) -> KerasLayer:
    if given.class_name == "InputLayer":
        return _layer(given, name, [Call()])
    return _layer(given, name, [call(node, f"The layer {name}") for node in given.inbound_nodes])


def _sequential(given: LayerRecord, name: str, where: str) -> KerasModel:
    config = record(given.config, SequentialRecord, where)
    _check_size(config.layers, where)
    records = config.layers if config.layers[0].class_name == "InputLayer" else [_entry(config), *config.layers]
    layers: list[KerasLayer] = []
    for each in records:
        takes = Call((Tensor(layers[-1].name),)) if layers else Call()
        layers.append(_layer(each, _name(each, where), [takes]))
    return KerasModel(name, _checked(layers, where), (Tensor(layers[0].name),), (Tensor(layers[-1].name),))


def _entry(config: SequentialRecord) -> LayerRecord:
    """An InputLayer where the description has none."""
    names = {layer.name or layer.config.get("name") for layer in config.layers}
    first = config.layers[0].config
    shape: Any = first.get("batch_input_shape") or first.get("batch_shape") or config.build_input_shape
    free = next(name for name in ("input", *(f"input_{number}" for number in range(2, len(names) + 3))) if name not in names)
    return LayerRecord("InputLayer", {"name": free, "batch_shape": shape}, INPUT_LAYER.rpartition(".")[0])
