"""Networks of the literature, drawn of the shipped modules; tests, pictures and benchmarks share them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from studio import paths
from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Concatenate
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import GlobalAveragePooling2D, MaxPooling2D
from studio.blocks.reshaping import Flatten
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.modules.dissolving import dissolve
from studio.project import file
from tests.samples.drawing import IMAGE, Named, answers, in_a_row, module, tidy
from tests.samples.googlenet import googlenet
from tests.samples.resnet import resnet18

__all__ = [
    "CHANNELS",
    "DRAWINGS",
    "all_to_all",
    "densenet121",
    "googlenet",
    "in_a_row",
    "in_full",
    "in_use",
    "module",
    "resnet18",
    "siamese",
    "tidy",
    "unet",
]


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


def siamese() -> Graph:
    """Two images through two arms that are alike, told apart by what follows (after Bromley et al. 1993)."""
    graph = Graph()
    for arm in ("left", "right"):
        named: list[Named] = [
            (f"{arm}_image", Input(shape=(28, 28, 1))),
            (f"{arm}_conv", Conv2D(filters=8)),
            (f"{arm}_pool", MaxPooling2D()),
            (f"{arm}_flat", Flatten()),
            (f"{arm}_code", Dense(units=16)),
        ]
        graph = in_a_row(*named, graph=graph)
    graph = in_a_row(("both", Concatenate()), ("hidden", Dense(units=16)), *answers(2), graph=graph)
    return tidy(_merged(graph, "both", ["left_code", "right_code"]))


def all_to_all(layers: int = 4) -> Graph:
    """A dense block as its paper draws it: every layer takes what all before it gave."""
    given = ["conv0", "conv1"]
    graph = in_a_row(("image", Input(shape=(32, 32, 16))), *((name, Conv2D(filters=16, padding="same")) for name in given))
    for layer in range(2, layers + 1):
        graph = in_a_row((f"join{layer}", Concatenate()), (f"conv{layer}", Conv2D(filters=16, padding="same")), graph=graph)
        graph = _merged(graph, f"join{layer}", given)
        given.append(f"conv{layer}")
    graph = in_a_row(("join", Concatenate()), ("output", Output(meaning="values")), graph=graph)
    return tidy(_merged(graph, "join", given))


def _merged(graph: Graph, join: str, names: list[str]) -> Graph:
    ids = {node.name: node.id for node in graph.nodes.values()}
    for port, name in enumerate(names):
        graph = edits.connect(graph, ids[name], ids[join], port)
    return graph


def in_full(graph: Graph) -> Graph:
    """A network without modules: every block that they hold is on the board."""
    while instance := next((each.id for each in graph.nodes.values() if isinstance(each.block, Instance)), None):
        graph = dissolve(graph, instance)
    return tidy(edits.move(graph, dict.fromkeys(graph.nodes, (0.0, 0.0))))


def _sample(name: str) -> Graph:
    return tidy(file.read(paths.samples() / name).graph)


DRAWINGS: Mapping[str, Callable[[], Graph]] = {
    "LeNet-5": cache(lambda: _sample("lenet5")),
    "ResNet-18": cache(resnet18),
    "ResNet-18 in full": cache(lambda: in_full(resnet18())),
    "ResNet-50 in full": cache(lambda: in_full(_sample("resnet50"))),
    "GoogLeNet": cache(googlenet),
    "GoogLeNet in full": cache(lambda: in_full(googlenet())),
    "MobileNetV2 in full": cache(lambda: in_full(_sample("mobilenet_v2"))),
    "DenseNet-121 in full": cache(lambda: in_full(densenet121())),
    "U-Net": cache(unet),
    "U-Net in full": cache(lambda: in_full(unet())),
    "squeeze and excite": cache(lambda: in_full(in_use("squeeze_excite"))),
    "a dense block": cache(all_to_all),
    "a Siamese network": cache(siamese),
}
"""Networks as the studio lays them out, by what they are."""


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
