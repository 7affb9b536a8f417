"""Networks of the literature, drawn of the shipped modules; tests, pictures and benchmarks share them."""

from __future__ import annotations

from typing import Any

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import GlobalAveragePooling2D, MaxPooling2D
from studio.graph import edits
from studio.graph.model import Graph
from tests.samples.drawing import IMAGE, Named, answers, in_a_row, module, tidy
from tests.samples.googlenet import googlenet
from tests.samples.resnet import resnet18

__all__ = ["CHANNELS", "densenet121", "googlenet", "in_a_row", "in_use", "module", "resnet18", "tidy", "unet"]


def densenet121() -> Graph:
    """DenseNet-121 (Huang et al. 2017): 8,062,504 weights."""
    named: list[Named] = [
        ("image", IMAGE),
        ("stem", module("conv_bn_relu", filters=64, kernel_size=(7, 7), strides=(2, 2))),
        ("pool", MaxPooling2D(pool_size=(3, 3), strides=(2, 2), padding="same")),
    ]
    for stage, (count, filters) in enumerate(((6, 128), (12, 256), (24, 512), (16, 0)), 1):
        named.append((f"block{stage}", module("dense_layer", count, growth=32)))
        named += [(f"transition{stage}", module("transition", filters=filters))] if filters else []
    end: list[Named] = [("norm", BatchNormalization()), ("relu", ReLU()), ("average", GlobalAveragePooling2D())]
    return tidy(in_a_row(*named, *end, *answers(1000)))


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
