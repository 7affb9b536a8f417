"""ResNet-18, -50 and -152 (He et al. 2015): as published, without biases, and small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import GlobalAveragePooling2D, MaxPooling2D
from studio.blocks.reshaping import ZeroPadding2D
from studio.graph.model import Graph
from tests.samples.drawing import DIGIT, DIGITS, IMAGE, Named, answers, module, steady

EPSILON = 1.001e-5
"""Of batch normalisation, as Keras's own ResNets have it."""

COUNTS = {50: (3, 4, 6, 3), 152: (3, 8, 36, 3)}
"""How many bottlenecks the four stages have, by the number of layers."""

_WIDENS = {"project": True}
_HALVES = {"project": True, "strides": (2, 2)}
"""What the first block of a stage has of its own: a projection in its shortcut, where the map changes."""


def resnet18() -> Graph:
    """18 layers: 11,689,512 weights that are trained."""
    return _residuals(_stem(False), 64, 1000)


def small18() -> Graph:
    """The same blocks with a quarter of the filters, for digits."""
    return _residuals(_small_stem(), 16, DIGITS)


def as_published(layers: int) -> Graph:
    """With the biases and the early steps of the authors' own network, which Keras has too."""
    return _bottlenecks(_stem(True), COUNTS[layers], 64, 1000, use_bias=True, stride_in_1x1=True)


def without_biases(layers: int) -> Graph:
    """As most have it today, often called version 1.5: no biases before a normalisation, and the 3×3 convolutions take the steps."""
    return _bottlenecks(_stem(False), COUNTS[layers], 64, 1000)


def small(layers: int) -> Graph:
    """The same blocks with an eighth of the filters, for digits."""
    return _bottlenecks(_small_stem(), COUNTS[layers], 8, DIGITS)


def _residuals(stem: list[Named], filters: int, classes: int) -> Graph:
    stages = [("stage1", module("residual", 2, filters=filters))]
    stages += [(f"stage{number}", module("residual", 2, _HALVES, filters=filters * 2 ** (number - 1))) for number in (2, 3, 4)]
    return steady(*stem, *stages, *_end(classes))


def _bottlenecks(stem: list[Named], counts: Sequence[int], filters: int, classes: int, **values: Any) -> Graph:
    stages = [
        (f"stage{k}", module("bottleneck", count, _HALVES if k > 1 else _WIDENS, filters=filters * 2 ** (k - 1), **values))
        for k, count in enumerate(counts, 1)
    ]
    return steady(*stem, *stages, *_end(classes))


def _stem(use_bias: bool) -> list[Named]:
    return [
        ("image", IMAGE),
        ("pad1", ZeroPadding2D(padding=(3, 3))),
        ("conv1", Conv2D(filters=64, kernel_size=(7, 7), strides=(2, 2), use_bias=use_bias)),
        ("norm1", BatchNormalization(epsilon=EPSILON)),
        ("relu1", ReLU()),
        ("pad2", ZeroPadding2D(padding=(1, 1))),
        ("pool1", MaxPooling2D(pool_size=(3, 3), strides=(2, 2))),
    ]


def _small_stem() -> list[Named]:
    """Digits are small enough: the map is not halved before the first stage."""
    return [
        ("image", DIGIT),
        ("conv1", Conv2D(filters=16, padding="same", use_bias=False)),
        ("norm1", BatchNormalization(epsilon=EPSILON)),
        ("relu1", ReLU()),
    ]


def _end(classes: int) -> list[Named]:
    return [("average", GlobalAveragePooling2D()), *answers(classes)]
