"""Every sample from its drawing to its first training step, against the same network written by hand in Keras."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from studio import paths
from studio.compile.planner import plan
from studio.graph.model import Graph
from studio.project import file, samples
from tests.benchmarks.by_hand import ByHand, networks
from tests.benchmarks.table import Row, alternated, busy_milliseconds, median, ratio

_METHOD = "plan and build, or by hand; then compile and one training step of two images, traced; CPU time of one thread"
_IMAGES = 2


def rows(quick: bool) -> Iterator[Row]:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    turns, known = 3 if quick else 7, networks()
    for sample in samples.samples():
        if sample.name not in known:
            continue  # its network is not of its own: it goes on from one that was trained elsewhere
        twin = known[sample.name]
        graph = _at_size(file.read(paths.samples() / sample.name).graphs[twin.drawing], twin.size)
        yield _row(sample.title, graph, twin, turns)


def _row(title: str, graph: Graph, twin: ByHand, turns: int) -> Row:
    from studio.worker.build import build

    weights = set[int]()
    shape = next(node.block.shape for node in graph.nodes.values() if type(node.block).__name__ == "Input")
    ours, theirs = (lambda: build(plan(graph, "Benchmark")).model), (lambda: twin.make(shape))
    a, b = alternated([partial(_stepped, make, weights) for make in (ours, theirs)], turns + 1)  # the first ones find nothing made yet
    if len(weights) != 1:
        raise ValueError(f"{title}: the drawing and the network by hand have different weights: {sorted(weights)}.")
    figures = f"{median(a[1:]) / 1000:.2f} s against {median(b[1:]) / 1000:.2f}: {ratio(a[1:], b[1:])}"
    return Row(f"{title}, drawing to first step / by hand", figures, "1.05", f"{_METHOD}; {turns} turns")


def _at_size(graph: Graph, size: int) -> Graph:
    from studio.blocks.ends import Input
    from studio.graph import edits

    (found,) = (node for node in graph.nodes.values() if isinstance(node.block, Input))
    return edits.change(graph, found.id, Input(shape=(size, size, found.block.shape[-1])))


def _stepped(make: Callable[[], Any], weights: set[int]) -> float:
    """Milliseconds; what earlier models left behind is cleared away before, not meanwhile."""
    import keras

    keras.backend.clear_session()
    gc.collect()
    models: list[Any] = []

    def work() -> None:
        model = make()
        model.compile("sgd", "sparse_categorical_crossentropy", jit_compile=False)
        model.train_on_batch(np.zeros((_IMAGES, *model.input_shape[1:]), np.float32), np.zeros(_IMAGES, np.int32))
        models.append(model)

    taken = busy_milliseconds(work)
    weights.add(models[0].count_params())
    return taken
