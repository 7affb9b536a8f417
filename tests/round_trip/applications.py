"""Whether every network of `keras.applications` comes back as it was: opened as a drawing, built again, asked the same."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import keras
import numpy as np

from studio.compile.planner import plan, prepared
from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import Opened
from studio.graph.figures import Figures
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.modules.used import modules_of
from studio.graph.paths import outputs
from studio.worker.build import Network, build
from studio.worker.foreign import take
from tests.round_trip.parity import worn

IMAGES = 2


class Returned(NamedTuple):
    """What came of a network.

    Attributes:
        layers: Keras has of it.
        nodes: The drawing has, modules counted as one.
        modules: That it has been folded into.
        repeated: How many sections stand in these.
        weights: All numbers that it learns or keeps.
        unlike: Why it is not the same; empty where shapes and outputs are, bit for bit.
        seconds: To read it, fold it and lay it out.
    """

    layers: int
    nodes: int
    modules: int
    repeated: int
    weights: int
    unlike: str
    seconds: float


def networks() -> dict[str, Callable[..., Any]]:
    """Every network that the module offers, by name."""
    return {name: make for name, make in inspect.getmembers(keras.applications, inspect.isfunction) if name[:1].isupper()}


def smallest() -> list[str]:
    """Of each family, which is a file of Keras, the network with the fewest weights."""
    found: dict[str, tuple[int, str]] = {}
    for name, make in networks().items():
        count = make(weights=None).count_params()
        keras.backend.clear_session()
        family = make.__module__
        found[family] = min(found.get(family, (count, name)), (count, name))
    return sorted(name for _, name in found.values())


def returned(name: str, **options: Any) -> Returned:
    """Takes a network there and back, with random weights."""
    keras.utils.set_random_seed(7)
    model = networks()[name](weights=None, **options)
    _wear(model)
    begun = time.process_time()
    opened = read_json(model.to_json())
    seconds = time.process_time() - begun
    instances = list(_instances(opened.graph))
    return Returned(
        layers=len(model.layers),
        nodes=len(opened.graph.nodes),
        modules=len(modules_of(opened.graph)),
        repeated=sum(instance.repeat for instance in instances),
        weights=model.count_params(),
        unlike=_unlike(model, opened),
        seconds=seconds,
    )


def _wear(model: Any) -> None:
    """Statistics that a training might have left in place of zeros and ones."""
    generator = np.random.default_rng(7)
    for weight in model.weights:
        if len(weight.shape) == 1:
            weight.assign(worn(generator, weight))


def _instances(graph: Graph) -> Iterator[Instance]:
    return (node.block for node in graph.nodes.values() if isinstance(node.block, Instance))


def _unlike(model: Any, opened: Opened) -> str:
    """What stands in the way of the same network, or in what it differs."""
    figures = measure(opened.graph)
    if stops := [issue.text for issue in figures.issues if issue.stops]:
        return stops[0]
    (end,) = outputs(opened.graph)
    shape = figures.figures.get(end, Figures()).shape
    if shape != tuple(model.output_shape[1:]):
        return f"the shape is {shape}, Keras's is {model.output_shape[1:]}"
    network = build(prepared(plan(opened.graph, opened.title), opened.scale, opened.mean))
    take(model, network, opened.layers)
    return _apart(model, network)


def _apart(model: Any, network: Network) -> str:
    pixels = np.random.default_rng(3).uniform(0, 255, (IMAGES, *network.plan.input_shape)).astype(np.float32)
    wanted, found = (np.asarray(each(pixels, training=False)) for each in (model, network.model))
    if not np.isfinite(wanted).all() or np.ptp(wanted) == 0:
        return "Keras's own answers say nothing"
    return "" if np.array_equal(wanted, found) else f"the largest difference is {np.abs(wanted - found).max():.1e}"
