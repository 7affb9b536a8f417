"""The attacks on offer, one class each; a new one is a class and its line in the catalogue at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import tensorflow as tf

from studio.worker.attack import Attack, Found
from studio.worker.build import Network, traced
from studio.worker.deepfool import DeepFool
from studio.worker.maps import Array

_CLASSES = tf.TensorSpec((None,), tf.int32)
_NUMBER = tf.TensorSpec((), tf.float32)  # what a slider changes is an argument: it costs no new trace


@dataclass(frozen=True, kw_only=True)
class Fgsm(Attack):
    """One step of size epsilon along the sign of the gradient.

    Source: Goodfellow, Shlens, Szegedy 2014, Explaining and harnessing adversarial examples.
    """

    title = "FGSM"

    def search(self, network: Network, images: Array, aims: Array, direction: float) -> Found:
        """One gradient, one step."""
        step = network.compiled(("fgsm", self.bounds), lambda: _fgsm(network, *self.bounds))
        changed, zeros = step(images, aims, np.float32(direction * self.epsilon))
        return Found(changed.numpy(), float(zeros))


@dataclass(frozen=True, kw_only=True)
class Pgd(Attack):
    """Many small steps along the sign of the gradient, each pulled back to within epsilon of the image.

    Attributes:
        steps: How many gradients are taken.
        step: Size of one step in the data's own units; 2.5 epsilon / steps when not given.
        random_start: Whether to begin at a random place within epsilon.
        seed: Of that place.

    Source: Madry et al. 2017, Towards deep learning models resistant to adversarial attacks.
    """

    title = "PGD"
    steps: int = 10
    step: float | None = None
    random_start: bool = False
    seed: int = 0

    def search(self, network: Network, images: Array, aims: Array, direction: float) -> Found:
        """All steps in one compiled function."""
        start = images
        if self.random_start:
            noise = np.random.default_rng(self.seed).uniform(-self.epsilon, self.epsilon, images.shape)
            start = np.clip(images + noise, *self.bounds).astype(np.float32)
        size = 2.5 * self.epsilon / self.steps if self.step is None else self.step
        walk = network.compiled(("pgd", self.bounds), lambda: _pgd(network, *self.bounds))
        changed, zeros = walk(images, start, aims, self.steps, direction * size, self.epsilon)
        return Found(changed.numpy(), float(zeros))


@dataclass(frozen=True, kw_only=True)
class Noise(Attack):
    """Random signs of size epsilon: what every attack must be compared with, for it fools almost nothing.

    Attributes:
        seed: Of the signs.
    """

    title = "Random noise"
    seed: int = 0

    def search(self, network: Network, images: Array, aims: Array, direction: float) -> Found:
        """Asks for no gradient."""
        signs = np.random.default_rng(self.seed).choice(np.array([-1, 1], np.float32), images.shape)
        return Found(np.clip(images + np.float32(self.epsilon) * signs, *self.bounds), 0.0)


def _gradient(network: Network) -> Callable[[Any, Any], Any]:
    """The gradient of cross-entropy by the images; summed, so that no image weakens another's."""
    model = network.logits_model

    def gradient(images: Any, aims: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = model(images, training=False)
            loss = tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(aims, logits))
        return tape.gradient(loss, images)

    return gradient


def _zeros(slope: Any) -> Any:
    return tf.reduce_mean(tf.cast(tf.equal(slope, 0.0), tf.float32))


def _fgsm(network: Network, low: float, high: float) -> Callable[..., Any]:
    gradient = _gradient(network)

    def step(images: Any, aims: Any, size: Any) -> Any:
        slope = gradient(images, aims)
        return tf.clip_by_value(images + size * tf.sign(slope), low, high), _zeros(slope)

    return traced(step, network.signature, _CLASSES, _NUMBER)


def _pgd(network: Network, low: float, high: float) -> Callable[..., Any]:
    gradient = _gradient(network)

    def walk(images: Any, start: Any, aims: Any, steps: Any, size: Any, epsilon: Any) -> Any:
        lowest, highest = tf.maximum(images - epsilon, low), tf.minimum(images + epsilon, high)

        def step(count: Any, at: Any) -> Any:
            return count + 1, tf.clip_by_value(at + size * tf.sign(gradient(at, aims)), lowest, highest)

        _, reached = tf.while_loop(lambda count, _: count < steps, step, (0, start))
        return reached, _zeros(gradient(images, aims))

    image = network.signature
    return traced(walk, image, image, _CLASSES, tf.TensorSpec((), tf.int32), _NUMBER, _NUMBER)


ATTACKS: Mapping[str, type[Attack]] = MappingProxyType({"fgsm": Fgsm, "pgd": Pgd, "deepfool": DeepFool, "noise": Noise})
