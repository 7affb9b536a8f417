"""Keras models in files that are no archives: made of what they say of themselves, their weights read by the names of the layers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import keras
import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf.trackable_object_graph_pb2 import TrackableObjectGraph

from studio.compile.reading.legacy import modern, plain
from studio.compile.reading.saved_model import DESCRIPTION
from studio.compile.reading.twins import TWINS
from studio.worker.foreign_functions import check_functions
from studio.worker.maps import Array

_MODEL_MODULES: Mapping[str, str] = {
    "Functional": "keras.src.models.functional",  # as Keras writes them itself: it has no public name for the first
    "Model": "keras.src.models.functional",
    "Sequential": "keras",
}
_LARGEST = 2**33  # bytes of one weight; a file may claim any


def made(text: str, stand_in: type) -> tuple[Any, tuple[str, ...]]:
    """The model that a description by any Keras tells of, with fresh weights, and classes of its author's own.

    Args:
        text: JSON.
        stand_in: A layer in place of those that are not here.

    Raises:
        ValueError: It calls a function that does more than compute.
    """
    strangers: dict[str, None] = {}
    record = _placed(modern(json.loads(text)), strangers)
    check_functions(record)
    scope = dict.fromkeys(strangers, stand_in)
    return keras.saving.deserialize_keras_object(record, scope, safe_mode=True), tuple(strangers)


def _placed(value: Any, strangers: dict[str, None]) -> Any:
    """A record whose parts say where Keras has them; those of strangers are noted."""
    if isinstance(value, list):
        return [_placed(part, strangers) for part in value]
    if not isinstance(value, dict):
        return value
    found = {key: _placed(part, strangers) for key, part in value.items()}
    config = found.get("config")
    is_layer = "inbound_nodes" in found or (isinstance(config, dict) and bool({"layers", "trainable", "batch_shape"} & config.keys()))
    return found | _place(found, strangers) if is_layer and isinstance(found.get("class_name"), str) else found


def _place(record: Mapping[str, Any], strangers: dict[str, None]) -> dict[str, Any]:
    """Where Keras has the class of a layer."""
    name, own = record["class_name"], record.get("registered_name")
    if isinstance(own, str) and ">" in own:
        name = own
    if name in _MODEL_MODULES:
        return {"class_name": "Functional" if name == "Model" else name, "module": _MODEL_MODULES[name], "registered_name": None}
    if isinstance(getattr(keras.layers, name, None), type) and len(record["config"]) > 1:  # an operation has no config but its name
        return {"module": "keras.layers", "registered_name": None}
    if name.rpartition(">")[2] in TWINS:
        return {"module": TWINS[name.rpartition(">")[2]].module, "registered_name": None}
    if keras.saving.get_registered_object(name) is None:
        strangers[name] = None
    return {"module": None, "registered_name": name}


def weigh_from_h5(model: Any, path: Path, stand_in: type) -> None:
    """Gives a model the weights of an HDF5 file.

    Raises:
        ValueError: The file has none for a layer, or others than it takes.
    """
    with h5py.File(path, "r") as file:
        stored = file.get("model_weights", file)
        groups = {plain(name): stored.get(name) for name in _names(stored, "layer_names")}
        for layer in model.layers:
            if layer.weights and not isinstance(layer, stand_in):
                group = groups.get(layer.name)
                # files before archives have what trains first
                weights = [*layer.trainable_weights, *layer.non_trainable_weights]
                _assign(layer, weights, list(_arrays(group)) if isinstance(group, h5py.Group) else [])


def _arrays(group: Any) -> Iterator[Array]:
    """The weights of a layer in Keras's order; what lies in other files, or is larger than any weight, is left out."""
    for name in _names(group, "weight_names"):
        found = group.get(name)
        if isinstance(found, h5py.Dataset) and found.file.filename == group.file.filename and _is_plain(found):
            yield np.asarray(found)


def _is_plain(found: Any) -> bool:
    return not (found.is_virtual or found.external) and math.prod(found.shape) * found.dtype.itemsize <= _LARGEST


def _names(group: Any, listed: str) -> list[str]:
    """Names of what is in a group, in order; in as many attributes as they take: `weight_names`, or `weight_names0` and so on."""
    parts = [group.attrs[listed]] if listed in group.attrs else []
    while (name := f"{listed}{len(parts)}") in group.attrs:
        parts.append(group.attrs[name])
    return [name.decode() if isinstance(name, bytes) else str(name) for part in parts for name in part]


def _assign(layer: Any, weights: Sequence[Any], values: Sequence[Array]) -> None:
    expected, received = [tuple(weight.shape) for weight in weights], [value.shape for value in values]
    if expected != received:
        raise ValueError(f"{layer.name} needs weights of shapes {expected}, and the file has {received}")
    for weight, value in zip(weights, values, strict=True):
        weight.assign(value)


def weigh_from_checkpoint(model: Any, folder: Path, text: str, stand_in: type) -> None:
    """Gives a model the weights beside its SavedModel: in the model's order as the studio wrote them, or by layers as Keras 2 did.

    Raises:
        ValueError: A layer's are not there, or others than it takes.
    """
    reader = tf.train.load_checkpoint(str(folder / "variables" / "variables"))
    if (folder / DESCRIPTION).exists():
        values = [reader.get_tensor(f"weights/{number}/.ATTRIBUTES/VARIABLE_VALUE") for number, _ in enumerate(model.variables)]
        _assign(model, model.variables, values)
    else:
        graph = TrackableObjectGraph.FromString(reader.get_tensor("_CHECKPOINTABLE_OBJECT_GRAPH"))
        _Kept(reader, graph.nodes, stand_in).weigh(model, modern(json.loads(text)), graph.nodes[0])


class _Kept(NamedTuple):
    """What Keras 2 kept of a model: a node for each layer, below that of the model, and for each of its weights."""

    reader: Any
    nodes: Any
    stand_in: type

    def weigh(self, model: Any, record: Mapping[str, Any], node: Any) -> None:
        """Gives a model the weights below its node; layers are numbered there as its description has them."""
        records = record["config"]["layers"]
        if record["class_name"] == "Sequential":
            records = [each for each in records if each["class_name"] != "InputLayer"]
        for number, each in enumerate(records):
            layer = model.get_layer(each["config"]["name"])
            if "layers" in each["config"]:
                self.weigh(layer, each, self._below(node, f"layer-{number}", layer))
            elif layer.weights and not isinstance(layer, self.stand_in):
                inner = self._below(node, f"layer-{number}", layer)
                _assign(layer, layer.weights, [self._value(inner, weight.name) for weight in layer.weights])

    def _below(self, node: Any, name: str, layer: Any) -> Any:
        found = self._child(node, name)
        if found is None:
            raise ValueError(f"the checkpoint has no {name} for {layer.name}")
        return found

    def _child(self, node: Any, name: str) -> Any:
        return next((self.nodes[child.node_id] for child in node.children if child.local_name == name), None)

    def _value(self, node: Any, name: str) -> Array:
        """A weight by its name, or by that which a depthwise convolution had for it; empty where there is none."""
        found = next((child for each in (name, f"depthwise_{name}") if (child := self._child(node, each)) is not None), None)
        kept = found.attributes if found is not None else ()
        return np.asarray(self.reader.get_tensor(kept[0].checkpoint_key)) if kept else np.empty(0)
