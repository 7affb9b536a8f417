"""A depthwise separable network against a plain one of the same widths: what the factoring of a convolution saves, and in time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import numpy as np

from studio import paths
from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.compile.planner import plan
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.project import file
from tests.benchmarks.table import Row, alternated, median, milliseconds, ratio
from tests.samples.drawing import Named, answers, in_a_row

SIZE = 224
_WIDTHS = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *((512, 1),) * 5, (1024, 2), (1024, 1))
"""Filters and stride of each of MobileNet's thirteen separable convolutions."""


def rows(quick: bool) -> Iterator[Row]:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    light, plain = file.read(paths.samples() / "mobilenet").graphs["MobileNet"], standard()
    costs = [measure(graph) for graph in (light, plain)]
    factor = costs[1].multiply_adds / costs[0].multiply_adds
    figures = f"{costs[0].multiply_adds / 1e6:,.0f} M against {costs[1].multiply_adds / 1e6:,.0f} M: {factor:.1f} times fewer"
    size = f"{costs[0].weights / 1e6:.1f} M weights against {costs[1].weights / 1e6:.1f} M"
    yield Row("MobileNet's multiply-adds / with plain convolutions", figures, "", f"the same widths and strides; {size}")
    for images in (1, 16):
        ours, theirs = alternated([_predicting(graph, images) for graph in (light, plain)], 3 if quick else 15)
        taken = f"{median(ours):.0f} ms against {median(theirs):.0f}: {ratio(ours, theirs)}"
        yield Row(f"the same in time, {images} image{'s' if images > 1 else ''} at once", taken, "", f"predictions at {SIZE} × {SIZE}")


def standard() -> Graph:
    """MobileNet with plain 3×3 convolutions in place of its separable ones."""
    named: list[Named] = [("image", Input(shape=(SIZE, SIZE, 3))), *_conv("first", 32, 2)]
    for number, (filters, stride) in enumerate(_WIDTHS, 1):
        named += _conv(f"conv{number}", filters, stride)
    return in_a_row(*named, ("average", GlobalAveragePooling2D()), *answers(1000))


def _conv(name: str, filters: int, stride: int) -> list[Named]:
    block = Conv2D(filters=filters, kernel_size=(3, 3), strides=(stride, stride), padding="same", use_bias=False)
    return [(name, block), (f"{name}_norm", BatchNormalization()), (f"{name}_relu", ReLU())]


def _predicting(graph: Graph, images: int) -> Any:
    from studio.worker.build import build
    from studio.worker.predict import predict

    network = build(plan(graph, "Benchmark"))
    pixels = np.zeros((images, SIZE, SIZE, 3), np.uint8)
    predict(network, pixels)  # traces
    return lambda: milliseconds(lambda: predict(network, pixels))
