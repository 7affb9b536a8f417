"""GoogLeNet (Szegedy et al. 2014), and the same small."""

from __future__ import annotations

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import AuxiliaryOutput
from studio.blocks.normalisation import LocalResponseNormalization
from studio.blocks.pooling import AveragePooling2D, GlobalAveragePooling2D, MaxPooling2D
from studio.blocks.regularisation import Dropout
from studio.blocks.reshaping import Flatten
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.module import Instance, Module, Parameter
from tests.samples.drawing import DIGITS, IMAGE, Named, answers, by_names, in_a_row, module, own_module, padded_digit, steady, tidy

_NAMES = ("ones", "reduce3", "threes", "reduce5", "fives", "pool")
PAPER = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}
"""Table 1 of the paper."""


def googlenet() -> Graph:
    """Without the auxiliary heads: 6,998,552 weights."""
    return steady(*_stem(), *_inceptions(1), *_end(1000))


def with_heads() -> Graph:
    """With the two heads that helped to train it: 13,378,280 weights, of which the answer needs as many as before."""
    return tidy(by_names(_with_heads(in_a_row(*_stem(), *_inceptions(1), *_end(1000)), _head(), 1000)))


def small() -> Graph:
    """The same nine modules with an eighth of the filters, and heads, for digits."""
    stem = [
        *padded_digit(),
        ("conv1", _conv(16, 5)),
        ("norm1", LocalResponseNormalization()),
        ("reduce2", _conv(16, 1)),
        ("conv2", _conv(24, 3)),
        ("norm2", LocalResponseNormalization()),
        ("pool2", _pool()),
    ]
    return tidy(by_names(_with_heads(in_a_row(*stem, *_inceptions(8), *_end(DIGITS)), _head(), DIGITS, filters=16, units=128, size=3)))


def _with_heads(graph: Graph, head: Module, classes: int, **values: int) -> Graph:
    """The network with two heads, each after a module in the middle."""
    for number, before in ((1, "inception4a"), (2, "inception4d")):
        named: list[Named] = [
            (f"head{number}", Instance(head, values)),
            (f"classes{number}", Dense(units=classes)),
            (f"auxiliary{number}", AuxiliaryOutput(loss_weight=0.3)),
        ]
        graph = in_a_row(*named, graph=graph)
        start, end = graph.named(before), graph.named(f"head{number}")
        assert start
        assert end
        graph = edits.connect(graph, start.id, end.id)
    return graph


def _head() -> Module:
    """What leads from the middle of the network to an answer."""
    return own_module(
        "auxiliary_head",
        ("pool", AveragePooling2D(pool_size=(5, 5), strides=(3, 3))),
        ("conv", _conv(128, 1)),
        ("flatten", Flatten()),
        ("dense", Dense(units=1024, activation="relu")),
        ("drop", Dropout(rate=0.7)),
        parameters=(
            Parameter("filters", 128, "Conv2D.filters", "How many maps the 1×1 convolution gives."),
            Parameter("units", 1024, "Dense.units", "How many units the dense layer has."),
            Parameter("size", 5, "Conv2D.groups", "Height and width of the pooling window; its step is a little more than half of it."),
        ),
        follow={
            "pool.pool_size": "(size, size)",
            "pool.strides": "((size + 1) // 2, (size + 1) // 2)",
            "conv.filters": "filters",
            "dense.units": "units",
        },
        title="Auxiliary head",
        icon="split",
        help="Leads from the middle of a network to scores, so that the gradient reaches its early layers (Szegedy et al. 2014).",
    )


def _stem() -> list[Named]:
    return [
        ("image", IMAGE),
        ("conv1", _conv(64, 7, 2)),
        ("pool1", _pool()),
        ("norm1", LocalResponseNormalization()),
        ("reduce2", _conv(64, 1)),
        ("conv2", _conv(192, 3)),
        ("norm2", LocalResponseNormalization()),
        ("pool2", _pool()),
    ]


def _inceptions(share: int) -> list[Named]:
    """The nine modules, with a share of the paper's filters, and the poolings between them."""
    named: list[Named] = []
    for key, counts in PAPER.items():
        filters = {name: count // share for name, count in zip(_NAMES, counts, strict=True)}
        named.append((f"inception{key}", module("inception", **filters)))
        if key in ("3b", "4e"):
            named.append((f"pool{key[0]}", _pool()))
    return named


def _end(classes: int) -> list[Named]:
    return [("average", GlobalAveragePooling2D()), ("drop", Dropout(rate=0.4)), *answers(classes)]


def _conv(filters: int, size: int, stride: int = 1) -> Conv2D:
    return Conv2D(filters=filters, kernel_size=(size, size), strides=(stride, stride), padding="same", activation="relu")


def _pool() -> MaxPooling2D:
    return MaxPooling2D(pool_size=(3, 3), strides=(2, 2), padding="same")
