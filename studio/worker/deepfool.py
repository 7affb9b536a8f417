"""DeepFool: the shortest way out of an image's class, looked for step by step along straight borders."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf

from studio.worker.attack import Attack, AttackError, Found
from studio.worker.build import Network, traced
from studio.worker.maps import Array

_RIVALS = 10  # classes, from the most probable down, whose borders are looked at
_PAST = 1e-4  # how far beyond a border a step goes


@dataclass(frozen=True, kw_only=True)
class DeepFool(Attack):
    """Steps to the nearest border between classes, as if it were straight, until the class is left.

    Its changes are the smallest of all attacks here; how long they are tells how far a network's borders lie from the images. It has no
    limit of its own; where an epsilon is given, longer changes are cut to it, and may then fool nothing.

    Attributes:
        steps: How many steps are made at most.
        overshoot: By which share the change is lengthened, to be safely across.

    Source: Moosavi-Dezfooli, Fawzi, Frossard 2016, DeepFool: a simple and accurate method to fool deep neural networks.
    """

    title = "DeepFool"
    epsilon: float = math.inf
    steps: int = 50
    overshoot: float = 0.02

    def search(self, network: Network, images: Array, aims: Array, direction: float) -> Found:
        """All steps in one compiled function; images that have left their class stay where they are."""
        if direction < 0:
            raise AttackError("DeepFool leaves a class by the nearest border, so it takes no target. Choose FGSM or PGD for a target.")
        walk = network.compiled("deepfool", lambda: _walk(network))
        changed, zeros = walk(images, aims, self.steps, np.array([1 + self.overshoot, self.epsilon, *self.bounds], np.float32))
        return Found(changed.numpy(), float(zeros))


def _walk(network: Network) -> Callable[..., Any]:
    borders = _borders(network)

    def walk(images: Any, aims: Any, steps: Any, numbers: Any) -> Any:
        stretch, epsilon, low, high = tf.unstack(numbers)
        lowest, highest = tf.maximum(images - epsilon, low), tf.minimum(images + epsilon, high)
        rivals = _rivals(network, images, aims)
        *_, zeros = borders(images, aims, rivals)

        def step(count: Any, total: Any, at: Any, _: Any) -> Any:
            still, way, _ = borders(at, aims, rivals)
            total += tf.where(still[:, None, None, None], way, tf.zeros_like(way))
            return count + 1, total, tf.clip_by_value(images + stretch * total, lowest, highest), tf.reduce_any(still)

        start = (0, tf.zeros_like(images), images, True)
        _, _, reached, _ = tf.while_loop(lambda count, *state: (count < steps) & state[-1], step, start)
        return reached, zeros

    return traced(walk, network.signature, tf.TensorSpec((None,), tf.int32), tf.TensorSpec((), tf.int32), tf.TensorSpec((4,), tf.float32))


def _rivals(network: Network, images: Any, aims: Any) -> Any:
    """The most probable other classes of each image, (images, rivals)."""
    logits = network.logits_model(images, training=False)
    others = tf.where(tf.one_hot(aims, logits.shape[-1]) > 0, logits.dtype.min, logits)
    return tf.math.top_k(others, k=min(_RIVALS, logits.shape[-1]) - 1).indices


def _borders(network: Network) -> Callable[[Any, Any, Any], Any]:
    """For each image: whether it is still in its class, the way to the nearest border, and how much of all gradients is zero."""
    model = network.logits_model

    def borders(at: Any, aims: Any, rivals: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(at)
            logits = model(at, training=False)
            lead = tf.gather(logits, rivals, batch_dims=1) - tf.gather(logits, aims[:, None], batch_dims=1)
        slopes = tape.batch_jacobian(lead, at)
        lengths = tf.sqrt(tf.reduce_sum(slopes**2, axis=(2, 3, 4))) + 1e-8
        distances = tf.abs(lead) / lengths
        nearest = tf.argmin(distances, axis=1)
        reach = tf.gather((distances + _PAST) / lengths, nearest, batch_dims=1)
        still = tf.argmax(logits, axis=1, output_type=tf.int32) == aims
        zeros = tf.reduce_mean(tf.cast(tf.equal(slopes, 0.0), tf.float32))
        return still, reach[:, None, None, None] * tf.gather(slopes, nearest, batch_dims=1), zeros

    return borders
