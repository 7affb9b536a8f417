"""AlexNet (Krizhevsky et al. 2012): in its two groups, as one tower, and small."""

from __future__ import annotations

from typing import NamedTuple

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input
from studio.blocks.normalisation import LocalResponseNormalization
from studio.blocks.pooling import MaxPooling2D
from studio.blocks.regularisation import Dropout
from studio.blocks.reshaping import Flatten
from studio.graph.model import Graph
from tests.samples.drawing import DIGIT, DIGITS, Named, answers, steady


class _Sizes(NamedTuple):
    """What differs between the drawings.

    Attributes:
        image: What enters.
        first: The first convolution.
        filters: Of the other four.
        units: Of the two hidden dense layers.
        classes: That are told apart.
    """

    image: Input
    first: Conv2D
    filters: tuple[int, int, int, int]
    units: int
    classes: int


_PAPER = _Sizes(
    Input(shape=(227, 227, 3)),
    Conv2D(filters=96, kernel_size=(11, 11), strides=(4, 4), activation="relu"),
    (256, 384, 384, 256),
    4096,
    1000,
)
_SMALL = _Sizes(DIGIT, Conv2D(filters=24, kernel_size=(5, 5), activation="relu"), (64, 96, 96, 64), 256, DIGITS)


def alexnet() -> Graph:
    """As in 2012, in two groups: 60,965,224 weights."""
    return _drawn(_PAPER, groups=2)


def one_tower() -> Graph:
    """The same without groups, as one large GPU computes it: 62,378,344 weights."""
    return _drawn(_PAPER, groups=1)


def small() -> Graph:
    """The same eight layers for digits."""
    return _drawn(_SMALL, groups=2)


def _drawn(sizes: _Sizes, groups: int) -> Graph:
    conv2, conv3, conv4, conv5 = sizes.filters
    return steady(
        ("image", sizes.image),
        ("conv1", sizes.first),
        *_normed_and_pooled(1),
        ("conv2", _conv(conv2, groups, (5, 5))),
        *_normed_and_pooled(2),
        ("conv3", _conv(conv3, 1)),
        ("conv4", _conv(conv4, groups)),
        ("conv5", _conv(conv5, groups)),
        ("pool5", _pool()),
        ("flatten", Flatten()),
        *_dense(6, sizes.units),
        *_dense(7, sizes.units),
        *answers(sizes.classes),
    )


def _conv(filters: int, groups: int, kernel_size: tuple[int, int] = (3, 3)) -> Conv2D:
    return Conv2D(filters=filters, kernel_size=kernel_size, padding="same", activation="relu", groups=groups)


def _normed_and_pooled(number: int) -> list[Named]:
    return [(f"norm{number}", LocalResponseNormalization()), (f"pool{number}", _pool())]


def _pool() -> MaxPooling2D:
    """Windows of three, two apart: they overlap."""
    return MaxPooling2D(pool_size=(3, 3), strides=(2, 2))


def _dense(number: int, units: int) -> list[Named]:
    return [(f"dense{number}", Dense(units=units, activation="relu")), (f"drop{number}", Dropout(rate=0.5))]
