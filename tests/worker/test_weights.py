import numpy as np
import pytest
import tensorflow as tf

from studio.worker.build import Network, build
from studio.worker.weights import gradient_norms, weights_histogram
from tests.worker.plans import small


def test_a_histogram_for_each_weight(lenet5: Network) -> None:
    found = weights_histogram(lenet5, "n-conv2", bins=12)
    kernel = np.asarray(lenet5.layers["conv2"].kernel)
    assert list(found) == ["kernel", "bias"]
    assert found["kernel"].counts.sum() == kernel.size
    assert len(found["kernel"].edges) == 13
    assert found["kernel"].mean == pytest.approx(kernel.mean())
    assert found["kernel"].spread == pytest.approx(kernel.std())


def test_no_histogram_without_weights(lenet5: Network) -> None:
    assert weights_histogram(lenet5, "n-flatten") == {}


def test_weights_that_are_not_finite_are_left_out() -> None:
    network = build(small(), seed=1)
    network.layers["scores"].bias.assign([np.nan, 1.0, 3.0])
    bias = weights_histogram(network, "n-scores")["bias"]
    assert (bias.mean, bias.counts.sum()) == (2.0, 2)


def test_gradient_norms_are_those_of_the_loss(lenet5: Network, digits: np.ndarray) -> None:
    labels = np.arange(16) % 10
    norms = gradient_norms(lenet5, digits, labels)
    assert list(norms) == ["n-conv1", "n-conv2", "n-dense1", "n-dense2", "n-scores"]
    with tf.GradientTape() as tape:
        logits = lenet5.logits_model(digits.astype("float32"), training=False)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
    gradients = tape.gradient(loss, [weight.value for weight in lenet5.layers["scores"].trainable_weights])
    assert norms["n-scores"] == pytest.approx(float(tf.linalg.global_norm(gradients)), rel=1e-4)
