"""Keras models in HDF5 files, as Keras before its archives wrote them: description and weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np

Weights = Mapping[str, Sequence[np.ndarray]]


def layer(class_name: str, name: str, after: Sequence[str] = (), **config: Any) -> dict[str, Any]:
    """A layer as Keras 2 described it, called on the outputs of others."""
    nodes = [[[each, 0, 0, {}] for each in after]] if after else []
    return {"class_name": class_name, "config": {"name": name, "trainable": True, **config}, "name": name, "inbound_nodes": nodes}


def keras_2() -> dict[str, Any]:
    """A small network with what has another name today, or none."""
    layers = [
        layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3], dtype="float32"),
        layer("Conv2D", "stem/conv", ["image"], filters=4, kernel_size=[3, 3], padding="same", activation="linear"),
        layer("BatchNormalization", "stem/bn", ["stem/conv"], axis=[3], momentum=0.99, epsilon=0.001),
        layer("LeakyReLU", "leaky", ["stem/bn"], alpha=0.1),
        layer("DepthwiseConv2D", "depth", ["leaky"], kernel_size=[3, 3], padding="same", groups=1, kernel_initializer="zeros"),
        layer("Add", "sum", ["depth", "leaky"]),
        layer("GlobalAveragePooling2D", "pool", ["sum"], data_format="channels_last"),
        layer("Dense", "scores", ["pool"], units=10, activation="softmax"),
    ]
    config = {"name": "old", "layers": layers, "input_layers": [["image", 0, 0]], "output_layers": [["scores", 0, 0]]}
    return {"class_name": "Functional", "config": config}


def weights() -> Weights:
    """Of the network above, in Keras's order."""
    random = np.random.default_rng(2)
    shapes = {
        "stem/conv": [(3, 3, 3, 4), (4,)],
        "stem/bn": [(4,)] * 4,
        "depth": [(3, 3, 4, 1), (4,)],
        "scores": [(4, 10), (10,)],
    }
    return {name: [random.uniform(0.1, 0.5, shape).astype(np.float32) for shape in each] for name, each in shapes.items()}


def saved_h5(path: Path, model: Any, values: Weights) -> Path:
    """The file."""
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(model)
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [name.encode() for name in values]
        for name, each in values.items():
            inner = group.create_group(name)
            inner.attrs["weight_names"] = [f"{name}/{number}:0".encode() for number in range(len(each))]
            for number, value in enumerate(each):
                inner[f"{name}/{number}:0"] = value
    return path
