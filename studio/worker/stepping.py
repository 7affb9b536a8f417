"""The training step: some batches in one call of a compiled function, each with its own loss and accuracy."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.worker.build import Network
from studio.worker.losses import LossOfEach

CALL_SECONDS = 0.05  # a call shall take no longer, so that orders and questions are answered soon
MOST_STEPS = 64


@dataclass(frozen=True, eq=False)
class Block:
    """What some batches gave.

    Attributes:
        losses: Of each batch: mean over its images, with what auxiliary answers and regularisers add.
        accuracies: Share of each batch's images that were taken rightly before its step; NaN where the output means values.
        seconds: What the call took.
        ended: When it ended, in seconds of `time.monotonic`.
    """

    losses: NDArray[np.float32]
    accuracies: NDArray[np.float32]
    seconds: float
    ended: float


class Stepper:
    """Trains a network batch by batch.

    Attributes:
        network: What is trained.
        optimizer: Keras's, built on the network's weights.
        steps: How many batches the next call should take.
    """

    def __init__(self, network: Network, loss: LossOfEach, optimizer: Any) -> None:
        self.network = network
        self.optimizer = optimizer
        self.steps = 1
        self._loss = loss
        self._model = network.training_model
        self._heads = [head.loss_weight for head in network.plan.heads]
        self._weights = self._model.trainable_variables
        self._values = [weight.value for weight in self._weights]
        self._paced = paced(network)
        optimizer.build(self._weights)
        self._compiled: Any = None

    def run(self, images: NDArray[Any], labels: NDArray[Any]) -> Block:
        """Trains on batches, shaped (batches, images of a batch, …), one after the other."""
        if self._compiled is None:
            self._compiled = self._traced(images.dtype, labels.dtype)
        begun = time.monotonic()
        losses, accuracies = self._compiled(tf.constant(images), tf.constant(labels))
        figures = losses.numpy(), accuracies.numpy()
        ended = time.monotonic()
        block = Block(*figures, ended - begun, ended)
        self._adapt(block)
        return block

    def _adapt(self, block: Block) -> None:
        """As many batches a call as fit its time, coming nearer by doubling at most: the first call is slow, and says little."""
        fitting = int(CALL_SECONDS * len(block.losses) / max(block.seconds, 1e-6))
        self.steps = max(1, min(fitting, 2 * self.steps, MOST_STEPS))

    def _traced(self, pixels: Any, labels: Any) -> Any:
        """Compiled once for every number and size of batches; without XLA, which is several times slower on a CPU."""
        images = tf.TensorSpec((None, None, *self.network.plan.input_shape), tf.as_dtype(pixels))
        return tf.function(self._steps, jit_compile=False).get_concrete_function(images, tf.TensorSpec((None, None), tf.as_dtype(labels)))

    def _steps(self, images: Any, labels: Any) -> Any:
        count = tf.shape(images)[0]
        losses, accuracies = tf.TensorArray(tf.float32, count), tf.TensorArray(tf.float32, count)
        for step in tf.range(count):
            loss, accuracy = self._step(images[step], labels[step])
            losses, accuracies = losses.write(step, loss), accuracies.write(step, accuracy)
        return losses.stack(), accuracies.stack()

    def _step(self, images: Any, labels: Any) -> Any:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(self._values)
            answers = self._model(tf.cast(images, tf.float32), training=True)
            logits, *heads = answers if self._heads else [answers]
            loss = tf.reduce_mean(self._loss(labels, logits))
            for weight, answer in zip(self._heads, heads, strict=True):
                loss += weight * tf.reduce_mean(self._loss(labels, answer))
            for added in self._model.losses:
                loss += added
        before = [tf.identity(weight.value) for weight, _ in self._paced]
        self.optimizer.apply(tape.gradient(loss, self._values), self._weights)
        for (weight, multiplier), old in zip(self._paced, before, strict=True):
            _shorten(weight, old, multiplier)
        return loss, self._accuracy(labels, logits)

    def _accuracy(self, labels: Any, logits: Any) -> Any:
        if not self.network.is_classifier:
            return tf.constant(float("nan"))
        right = tf.equal(tf.argmax(logits, axis=-1, output_type=tf.int32), tf.cast(labels, tf.int32))
        return tf.reduce_mean(tf.cast(right, tf.float32))


def paced(network: Network) -> list[tuple[Any, float]]:
    """The weights that learn slower or faster than the others, each with the multiplier of its learning rate."""
    steps = [step for step in network.plan.steps if step.multiplier != 1 and step.name in network.layers]
    return [(weight, step.multiplier) for step in steps for weight in network.layers[step.name].trainable_weights]


def _shorten(weight: Any, old: Any, multiplier: float) -> None:
    """Scales what the optimizer has just done to a weight, its decay included.

    Scaling the gradient instead would change nothing where the optimizer divides by the gradient's own size, as Adam and RMSprop do.
    """
    weight.assign(old + multiplier * (weight.value - old))
    if weight.constraint is not None:
        weight.assign(weight.constraint(weight))
