"""Whether a sample is the network of the same name in `keras.applications`: with the same weights it gives the same answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from studio import paths
from studio.blocks.ends import Input
from studio.compile.planner import plan
from studio.graph import edits
from studio.graph.model import Graph
from studio.project import file
from studio.worker.build import build


class Twin(NamedTuple):
    """A drawing of a sample, and what Keras has under its name.

    Attributes:
        sample: The sample's folder.
        drawing: The drawing's name.
        make: Makes Keras's own.
    """

    sample: str
    drawing: str
    make: Callable[..., Any]


TWINS = (
    Twin("vgg16", "VGG-16", keras.applications.VGG16),
    Twin("resnet50", "ResNet-50", keras.applications.ResNet50),
    Twin("resnet152", "ResNet-152", keras.applications.ResNet152),
    Twin("mobilenet", "MobileNet", keras.applications.MobileNet),
    Twin("mobilenet_v2", "MobileNetV2", keras.applications.MobileNetV2),
)


class Compared(NamedTuple):
    """How alike two networks are.

    Attributes:
        weights: How many the drawing has.
        keras_weights: How many Keras's own has.
        difference: How far their scores lie apart at most, as a share of the largest score.
    """

    weights: int
    keras_weights: int
    difference: float


def compared(twin: Twin, size: int = 224, images: int = 2) -> Compared:
    """Both with the same random weights, asked about the same random images of that height and width."""
    keras.utils.set_random_seed(7)
    generator = np.random.default_rng(7)
    theirs = twin.make(weights=None, input_shape=(size, size, 3), classifier_activation=None)
    for layer in theirs.layers:
        layer.set_weights([worn(generator, weight) for weight in layer.weights])
    graph = at_size(file.read(paths.samples() / twin.sample).graphs[twin.drawing], size)
    mine = build(plan(graph, twin.drawing)).logits_model
    copy(theirs, mine)
    pixels = generator.normal(size=(images, size, size, 3)).astype(np.float32)
    wanted, found = (np.asarray(model(pixels, training=False)).reshape(images, -1) for model in (theirs, mine))
    return Compared(mine.count_params(), theirs.count_params(), float(np.abs(wanted - found).max() / np.abs(wanted).max()))


def at_size(graph: Graph, size: int) -> Graph:
    """The drawing for images of another height and width."""
    return edits.change(graph, "image", Input(shape=(size, size, 3)))


def copy(source: Any, target: Any) -> None:
    """Puts the weights of a model into another of the same structure; those of a 1×1 convolution into a dense layer too.

    Raises:
        ValueError: They have not the same layers with weights.
    """
    for given, taking in zip(_weighted(source), _weighted(target), strict=True):
        taking.set_weights([np.reshape(value, weight.shape) for value, weight in zip(given.get_weights(), taking.weights, strict=True)])


def worn(generator: np.random.Generator, weight: Any) -> NDArray[np.float32]:
    """Filters as Keras drew them; in place of zeros and ones, numbers that a training might have left."""
    if weight.name in ("gamma", "moving_variance"):
        return generator.uniform(0.5, 1.5, weight.shape).astype(np.float32)
    if weight.name in ("beta", "bias", "moving_mean"):
        return generator.normal(0, 0.1, weight.shape).astype(np.float32)
    return np.asarray(weight)


def _weighted(model: Any) -> list[Any]:
    """The layers with weights, in the order of the data's way; the two branches of a bottleneck, which has no order, by name."""
    return sorted((layer for layer in model.layers if layer.weights), key=lambda layer: _place(layer.name))


_NAMES = (
    ("conv1", "norm1", "conv2", "norm2", "conv3", "norm3", "skip_conv", "skip_norm"),
    ("1_conv", "1_bn", "2_conv", "2_bn", "3_conv", "3_bn", "0_conv", "0_bn"),
)
"""The parts of a bottleneck, as the studio and as Keras call them."""

_PARTS = {name: number for names in _NAMES for number, name in enumerate(names)}


def _place(name: str) -> tuple[int, int, int]:
    """Stage, block and part of a layer in a bottleneck; what stands before them comes first, the classes last."""
    if (found := re.fullmatch(r"(?:stage(\d)|conv(\d)_block(?=\d))_?(\d+)_(\w+)", name)) and found[4] in _PARTS:
        stage = int(found[1]) if found[1] else int(found[2]) - 1
        return stage, int(found[3]), _PARTS[found[4]]
    return (9 if name in ("classes", "predictions") else 0, 0, 0)
