"""Networks of the literature, drawn of the shipped modules; tests, pictures and benchmarks share them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from studio import paths
from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.normalisation import BatchNormalization, LocalResponseNormalization
from studio.blocks.pooling import GlobalAveragePooling2D, MaxPooling2D
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph
from studio.graph.module import Instance, Module, Placed
from studio.project import file
from studio.project.library import shipped

Named = tuple[str, Placed]

IMAGE = Input(shape=(224, 224, 3))


@cache
def _modules() -> Mapping[str, Module]:
    return {module.name: module for module in shipped()}


def module(name: str, repeat: int = 1, first: Mapping[str, Any] | None = None, **values: Any) -> Instance:
    """An instance of a shipped module."""
    return Instance(_modules()[name], values, repeat, first or {})


def in_a_row(*named: Named, graph: Graph | None = None) -> Graph:
    """Nodes wired one after the other, by their first ports; not laid out."""
    graph, last = graph or Graph(), None
    for name, block in named:
        graph, node = edits.add(graph, block, (0.0, 0.0), name)
        graph = edits.connect(graph, last, node) if last else graph
        last = node
    return graph


def tidy(graph: Graph) -> Graph:
    """The drawing as the studio lays it out."""
    return edits.move(graph, laid_out(graph))


def lenet5() -> Graph:
    """LeNet-5 as the sample has it: 61,706 weights (LeCun et al. 1998)."""
    return file.read(paths.samples() / "lenet5").graph


def resnet18() -> Graph:
    """ResNet-18 (He et al. 2016): 11,689,512 weights that are trained."""
    stages = [("stage1", module("residual", 2, filters=64))]
    stages += [(f"stage{k}", module("residual", 2, _SHRINKS, filters=64 * 2 ** (k - 1))) for k in (2, 3, 4)]
    return tidy(in_a_row(*_stem(False), *stages, *_classifier()))


def resnet50(use_bias: bool = False) -> Graph:
    """ResNet-50 (He et al. 2016): 25,557,032 weights that are trained; with biases 25,636,712 in all, as Keras counts its own."""
    return _bottlenecks((3, 4, 6, 3), use_bias)


def resnet152(use_bias: bool = False) -> Graph:
    """ResNet-152 (He et al. 2016): 60,192,808 weights that are trained; with biases 60,419,944 in all, as Keras counts its own."""
    return _bottlenecks((3, 8, 36, 3), use_bias)


_SHRINKS = {"strides": (2, 2), "project": True}


def _bottlenecks(counts: tuple[int, int, int, int], use_bias: bool) -> Graph:
    stages = [
        (f"stage{k}", module("bottleneck", count, _SHRINKS if k > 1 else {"project": True}, filters=32 * 2**k, use_bias=use_bias))
        for k, count in enumerate(counts, 1)
    ]
    return tidy(in_a_row(*_stem(use_bias), *stages, *_classifier()))


def _stem(use_bias: bool) -> list[Named]:
    return [
        ("image", IMAGE),
        ("stem", module("conv_bn_relu", filters=64, kernel_size=(7, 7), strides=(2, 2), use_bias=use_bias)),
        ("pool", _pooling()),
    ]


def _classifier(classes: int = 1000) -> list[Named]:
    return [("average", GlobalAveragePooling2D()), ("classes", Dense(units=classes)), ("output", Output())]


def _pooling() -> MaxPooling2D:
    return MaxPooling2D(pool_size=(3, 3), strides=(2, 2), padding="same")


_INCEPTIONS = {
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
    """GoogLeNet without its two helping heads (Szegedy et al. 2014): 6,998,552 weights."""
    named: list[Named] = [
        ("image", IMAGE),
        ("conv1", Conv2D(filters=64, kernel_size=(7, 7), strides=(2, 2), padding="same", activation="relu")),
        ("pool1", _pooling()),
        ("norm1", LocalResponseNormalization()),
        ("reduce2", Conv2D(filters=64, kernel_size=(1, 1), padding="same", activation="relu")),
        ("conv2", Conv2D(filters=192, padding="same", activation="relu")),
        ("norm2", LocalResponseNormalization()),
        ("pool2", _pooling()),
    ]
    names = ("ones", "reduce3", "threes", "reduce5", "fives", "pool")
    for key, counts in _INCEPTIONS.items():
        named.append((f"inception{key}", module("inception", **dict(zip(names, counts, strict=True)))))
        if key in ("3b", "4e"):
            named.append((f"pool{key[0]}", _pooling()))
    average, classes, output = _classifier()
    return tidy(in_a_row(*named, average, ("dropout", Dropout(rate=0.4)), classes, output))


def mobilenet() -> Graph:
    """MobileNet (Howard et al. 2017): 4,253,864 weights."""
    shrinks = {"strides": (2, 2)}
    stages = [(f"stage{k}", module("depthwise_separable", 2, shrinks, filters=32 * 2**k)) for k in (2, 3)]
    stages += [(f"stage{k}", module("depthwise_separable", n, shrinks, filters=32 * 2**k)) for k, n in ((4, 6), (5, 2))]
    stem = ("stem", module("conv_bn_relu", filters=32, strides=(2, 2)))
    return tidy(in_a_row(("image", IMAGE), stem, ("stage1", module("depthwise_separable", filters=64)), *stages, *_classifier()))


def mobilenet_v2() -> Graph:
    """MobileNetV2 (Sandler et al. 2018): 3,538,984 weights."""
    named: list[Named] = [
        ("image", IMAGE),
        ("stem", module("conv_bn_relu", filters=32, strides=(2, 2))),
        ("stage1", module("inverted_residual", channels=32, filters=16, expansion=1, shortcut=False)),
    ]
    channels = 16
    for stage, (filters, count, stride) in enumerate(((24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1)), 2):
        first = {"channels": channels, "strides": (stride, stride), "shortcut": False}
        values = {"channels": filters, "filters": filters}
        named.append((f"stage{stage}", module("inverted_residual", count, first, **(values if count > 1 else values | first))))
        channels = filters
    return tidy(in_a_row(*named, ("conv", module("conv_bn_relu", filters=1280, kernel_size=(1, 1))), *_classifier()))


def densenet121() -> Graph:
    """DenseNet-121 (Huang et al. 2017): 8,062,504 weights."""
    named = _stem(False)
    for stage, (count, filters) in enumerate(((6, 128), (12, 256), (24, 512), (16, 0)), 1):
        named.append((f"block{stage}", module("dense_layer", count, growth=32)))
        named += [(f"transition{stage}", module("transition", filters=filters))] if filters else []
    return tidy(in_a_row(*named, ("norm", BatchNormalization()), ("relu", ReLU()), *_classifier()))


def unet(size: int = 256, width: int = 64) -> Graph:
    """U-Net with padded borders, one channel and one answer a pixel (after Ronneberger et al. 2015): 31,030,593 weights at full width.

    Args:
        size: Height and width of the image; a multiple of 16.
        width: Channels of the highest level.
    """
    levels = [2**k * width for k in range(4)]
    bottom = [(f"bottom{k}", Conv2D(filters=16 * width, padding="same", activation="relu")) for k in (1, 2)]
    named: list[Named] = [
        ("image", Input(shape=(size, size, 1))),
        *((f"down{k}", module("unet_down", filters=filters)) for k, filters in enumerate(levels, 1)),
        *bottom,
        *((f"up{k}", module("unet_up", filters=levels[k - 1])) for k in (4, 3, 2, 1)),
        ("mask", Conv2D(filters=1, kernel_size=(1, 1), activation="sigmoid")),
        ("output", Output(meaning="values")),
    ]
    graph = in_a_row(*named)
    for level in (1, 2, 3, 4):
        down, up = graph.named(f"down{level}"), graph.named(f"up{level}")
        assert down
        assert up
        graph = edits.connect(graph, down.id, up.id, 1, outlet=1)
    return tidy(graph)


CHANNELS = {"residual": 64, "bottleneck": 256, "inverted_residual": 32, "squeeze_excite": 64}
"""How many channels a shipped module needs with its defaults, where it needs a certain number."""


def in_use(name: str, repeat: int = 1, **values: Any) -> Graph:
    """A shipped module between an Input of 16 × 16 pixels and an Output; a U-Net's way up with a way down before it."""
    graph = in_a_row(
        ("image", Input(shape=(16, 16, CHANNELS.get(name, 16)))),
        *([("down", module("unet_down"))] if name == "unet_up" else []),
        ("module", module(name, repeat, **values)),
        ("output", Output(meaning="values")),
    )
    down, up = graph.named("down"), graph.named("module")
    return edits.connect(graph, down.id, up.id, 1, outlet=1) if down and up else graph
