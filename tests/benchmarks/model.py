"""From the drawing to a compiled Keras model, against the same model written by hand."""

import gc
import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.compile.planner import plan
from studio.graph import edits
from studio.graph.model import Graph
from studio.project import file
from tests.benchmarks.by_hand import lenet
from tests.benchmarks.lenet import sample
from tests.benchmarks.table import Row, alternated, median, milliseconds, ratio

_BLOCKS = 16  # of a residual network: 3 layers and an Add each


def rows(quick: bool) -> Iterator[Row]:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    with sample() as folder:
        drawn = file.read(folder).graph
    turns = 5 if quick else 21
    for name, graph, by_hand in (
        ("LeNet-5", drawn, lambda: lenet((28, 28, 1))),
        (f"{_BLOCKS} residual blocks", _residual(), _residual_by_hand),
    ):
        a, b = alternated([partial(_compiled, partial(_from_drawing, graph)), partial(_compiled, by_hand)], turns + 1)
        figures = f"{median(a[1:]):.1f} ms against {median(b[1:]):.1f}: {ratio(a[1:], b[1:])}"
        yield Row(f"drawing to compiled model / by hand, {name}", figures, "1.05", f"plan, build and compile; {turns} turns")


def _from_drawing(graph: Graph) -> Any:
    from studio.worker.build import build

    return build(plan(graph, "Benchmark")).model


def _compiled(make: Callable[[], Any]) -> float:
    """Milliseconds; what earlier models left behind is cleared away before, not meanwhile."""
    import keras

    keras.backend.clear_session()
    gc.collect()
    return milliseconds(lambda: make().compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"]))


def _residual() -> Graph:
    graph, last = edits.add(Graph(), Input(shape=(32, 32, 16)), (0.0, 0.0))
    for _ in range(_BLOCKS):
        graph, convolved = _after(graph, last, Conv2D(filters=16, kernel_size=(3, 3), padding="same", activation="relu"))
        graph, normal = _after(graph, convolved, BatchNormalization())
        graph, again = _after(graph, normal, Conv2D(filters=16, kernel_size=(3, 3), padding="same"))
        graph, added = _after(graph, again, Add())
        graph, last = edits.connect(graph, last, added, 1), added
    graph, pooled = _after(graph, last, GlobalAveragePooling2D())
    return _after(graph, pooled, Output())[0]


def _after(graph: Graph, source: str, block: Any) -> tuple[Graph, str]:
    graph, node = edits.add(graph, block, (0.0, 0.0))
    return edits.connect(graph, source, node, 0), node


def _residual_by_hand() -> Any:
    import keras
    from keras import layers

    image = x = keras.Input((32, 32, 16))
    for _ in range(_BLOCKS):
        convolved = layers.Conv2D(16, (3, 3), padding="same", activation="relu")(x)
        again = layers.Conv2D(16, (3, 3), padding="same")(layers.BatchNormalization()(convolved))
        x = layers.Add()([again, x])
    return keras.Model(image, layers.Softmax()(layers.GlobalAveragePooling2D()(x)))
