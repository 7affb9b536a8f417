"""VGG-16 (Simonyan and Zisserman 2014), and the same small."""

from __future__ import annotations

from collections.abc import Sequence

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.initializers import HeNormal
from studio.blocks.pooling import MaxPooling2D
from studio.blocks.regularisation import Dropout
from studio.blocks.reshaping import Flatten
from studio.graph.model import Graph
from studio.graph.module import Instance, Module, Parameter
from tests.samples.drawing import DIGITS, IMAGE, Named, answers, own_module, padded_digit, steady

_CONV = Conv2D(filters=64, padding="same", activation="relu", kernel_initializer=HeNormal())
_CONVOLUTIONS = (2, 2, 3, 3, 3)


def vgg16() -> Graph:
    """Configuration D of the paper: 138,357,544 weights."""
    return _drawn([("image", IMAGE)], (64, 128, 256, 512, 512), 4096, 1000)


def small() -> Graph:
    """The same sixteen layers with an eighth of the filters, for digits."""
    return _drawn(padded_digit(), (8, 16, 32, 64, 64), 128, DIGITS)


def _drawn(entry: list[Named], filters: Sequence[int], units: int, classes: int) -> Graph:
    stage = _stage()
    stages = [
        (f"stage{number}", Instance(stage, {"filters": count, "convolutions": convolutions}))
        for number, (count, convolutions) in enumerate(zip(filters, _CONVOLUTIONS, strict=True), 1)
    ]
    hidden = [(f"{kind}{number}", block) for number in (1, 2) for kind, block in _hidden(units)]
    return steady(*entry, *stages, ("flatten", Flatten()), *hidden, *answers(classes))


def _hidden(units: int) -> list[Named]:
    return [("dense", Dense(units=units, activation="relu")), ("drop", Dropout(rate=0.5))]


def _stage() -> Module:
    return own_module(
        "vgg_stage",
        *((f"conv{number}", _CONV) for number in (1, 2, 3)),
        ("pool", MaxPooling2D(pool_size=(2, 2))),
        parameters=(
            Parameter("filters", 64, "Conv2D.filters", "How many feature maps each convolution gives."),
            Parameter("convolutions", 3, "Conv2D.groups", "How many convolutions stand in a row: 2 or 3."),
        ),
        follow={f"conv{number}.filters": "filters" for number in (1, 2, 3)} | {"conv3.bypass": "convolutions < 3"},
        title="VGG stage",
        icon="layers",
        help="Two or three 3×3 convolutions in a row, then the map is halved (Simonyan and Zisserman 2014).",
    )
