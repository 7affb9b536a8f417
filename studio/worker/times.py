"""How long each layer takes: measured one by one on real images, a little at a time so that nothing waits for it."""

from __future__ import annotations

import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import keras
import tensorflow as tf

from studio.compile.plan import Plan, Step, arranged
from studio.worker.build import Network, traced
from studio.worker.maps import Array, InspectionError
from studio.worker.symbols import made

Call = Callable[..., Any]
TURNS = 9  # through all layers; the median of so many is told
MOST = 32  # images go through together at most
_PIXELS = 2**15  # 41 images of 28 x 28: enough work to be measured; a single one of 224 x 224 is enough as well
_LEAST = 1e-7  # seconds a layer takes at least; less cannot be told from a call that does nothing


def together(network: Network) -> int:
    """How many images are measured together: more of small ones, whose layers would be lost in what a call takes."""
    return max(1, min(MOST, _PIXELS // math.prod(network.plan.input_shape[:-1])))


class Stopwatch:
    """Measures how long the layers of a network take in inference.

    Each layer is compiled by itself and called on what the layers before it answer to real images. Of the time that a call takes, that
    of a layer that does nothing, called just before, is taken away. The first turn through all layers only warms up; of the TURNS after
    it each layer's median counts. So what TensorFlow would save by joining layers is not seen.

    Args:
        network: With live weights; they may be trained meanwhile.
        images: Raw pixels, (count, height, width, channels).

    Attributes:
        count: How many images go through together.
        warm: Whether all that is done only once, such as compiling, is done.
        seconds: For one image, by the name of each step but the Input; None until it is known.
    """

    def __init__(self, network: Network, images: Array) -> None:
        self.count = len(images)
        self.warm = False
        self.seconds: Mapping[str, float] | None = None
        self._network = network
        self._measuring = self._measure(images)

    def go_on(self, seconds: float) -> Mapping[str, float] | None:
        """Measures for about so long, one layer at least; what came out when it is done, else None.

        Raises:
            InspectionError: A layer failed before.
        """
        ends = time.perf_counter() + seconds
        for _ in self._measuring:
            if time.perf_counter() >= ends:
                return None
        if self.seconds is None:
            raise InspectionError(
                "How long layers take could not be measured: one of them failed by itself. The console has the whole story."
            )
        return self.seconds

    def _measure(self, raw: Array) -> Iterator[None]:
        """Pauses after each layer."""
        images = tf.constant(raw, tf.float32)
        taken: dict[str, list[float]] = defaultdict(list)
        idle = Step("", "keras.layers.Identity", {}, ("",))
        calls: dict[str, Call] = {"": _compiled(keras.layers.Identity(), [images], idle)}
        for turn in range(TURNS + 1):
            for name, seconds in self._turn(images, calls):
                if turn:
                    taken[name].append(seconds)
                yield
            self.warm = True
        self.seconds = {name: max(statistics.median(each), _LEAST) / self.count for name, each in taken.items()}

    def _turn(self, images: Any, calls: dict[str, Call]) -> Iterator[tuple[str, float]]:
        """Once through all layers; answers are let go when no layer takes them any more."""
        plan = self._network.plan
        last = {name: step.name for step in plan.steps for name in step.inputs}
        answers = {plan.steps[0].name: images}
        for step in plan.steps[1:]:
            inputs = [answers[name] for name in step.inputs]
            if step.name not in calls:
                calls[step.name] = _compiled(self._network.layers[step.name], inputs, step)
            idle, _ = _timed(calls[""], [images])
            seconds, output = _timed(calls[step.name], inputs)
            answers |= zip(step.gives, output if step.outputs else [output], strict=True)
            yield step.name, seconds - idle
            for name in set(step.inputs):
                if last[name] == step.name:
                    del answers[name]


def by_node(plan: Plan, seconds: Mapping[str, float]) -> dict[str, float]:
    """The time of each node, by its id or path, from that of each step.

    A module takes as long as all that is inside it, in all its repetitions. What the plan adds, which is done to pixels first, counts as
    the Input's.
    """
    found: dict[str, float] = defaultdict(float)
    for step in plan.steps[1:]:
        for path in _around(step.node or plan.steps[0].node):
            found[path] += seconds[step.name]
    return dict(found)


def _around(node: str) -> Iterator[str]:
    """A node's path, and those of the instances that it stands in: `a/b/c`, `a`, `a/b` for the one in `a/b.2/c`."""
    yield node
    inside = ""
    for part in node.split("/")[:-1]:
        yield inside + part.partition(".")[0]
        inside += f"{part}/"


def _compiled(layer: Any, inputs: list[Any], step: Step) -> Call:
    """A layer by itself, called as in its step, in inference."""

    def call(*given: Any) -> Any:
        placed, named = arranged(step.calling, given)
        return layer(*placed, **named, **made(step.at_call), training=False)

    return traced(call, *(tf.TensorSpec(each.shape, each.dtype) for each in inputs))


def _timed(call: Call, inputs: list[Any]) -> tuple[float, Any]:
    """Seconds until a call is really done, also on a device that answers before it has computed."""
    begun = time.perf_counter()
    output = call(*inputs)
    tf.test.experimental.sync_devices()
    return time.perf_counter() - begun, output
