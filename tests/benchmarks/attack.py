"""FGSM of 16 images against a bare gradient step of TensorFlow."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from studio.data.mnist import read_mnist
from tests.benchmarks.lenet import opened, sample
from tests.benchmarks.table import Row, alternated, median, milliseconds, ratio

IMAGES, EPSILON, _WARM = 16, 25.5, 20


def rows(quick: bool) -> Iterator[Row]:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    from studio.compile.planner import prepared
    from studio.worker.attacks import Fgsm
    from studio.worker.build import build

    with sample() as folder:
        network = build(prepared(opened(folder)[1], True, None), 0)
    digits = read_mnist()
    images, labels = digits.test_images[:IMAGES].astype(np.float32), digits.test_labels[:IMAGES].astype(np.int32)
    attack, bare = Fgsm(epsilon=EPSILON), _bare(network.logits_model)
    calls = 200 if quick else 1000
    ours, theirs = alternated(
        [
            lambda: milliseconds(lambda: attack.adversarial(network, images, labels)),
            lambda: milliseconds(lambda: bare(images, labels)),
        ],
        _WARM + calls,
    )
    ours, theirs = ours[_WARM:], theirs[_WARM:]
    figures = f"{median(ours):.2f} ms against {median(theirs):.2f}: {ratio(ours, theirs)}"
    yield Row(f"FGSM of {IMAGES} images / bare step", figures, "1.2", f"LeNet-5; {calls} calls of each in turn, NumPy to NumPy")


def _bare(model: Any) -> Callable[[Any, Any], Any]:
    """What one would write by hand, and nothing else."""
    import tensorflow as tf

    @tf.function(jit_compile=False)
    def step(images: Any, labels: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(images)
            loss = tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, model(images, training=False)))
        return tf.clip_by_value(images + EPSILON * tf.sign(tape.gradient(loss, images)), 0.0, 255.0)

    return lambda images, labels: step(tf.constant(images), tf.constant(labels)).numpy()
