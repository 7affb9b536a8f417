"""Local response normalisation follows AlexNet's formula."""

import numpy as np
import tensorflow as tf

from studio.layers.local_response_normalization import LocalResponseNormalization


def by_hand(images: np.ndarray, radius: int, bias: float, alpha: float, beta: float) -> np.ndarray:
    answer = np.empty_like(images)
    for channel in range(images.shape[-1]):
        near = images[..., max(channel - radius, 0) : channel + radius + 1]
        answer[..., channel] = images[..., channel] / (bias + alpha * (near**2).sum(axis=-1)) ** beta
    return answer


def test_follows_the_formula_of_the_paper() -> None:
    images = np.random.default_rng(1).normal(scale=30, size=(2, 3, 4, 7)).astype("float32")
    np.testing.assert_allclose(LocalResponseNormalization()(images), by_hand(images, 2, 2.0, 1e-4, 0.75), rtol=1e-5)
    other = LocalResponseNormalization(depth_radius=9, bias=1.0, alpha=0.5, beta=0.5)
    np.testing.assert_allclose(other(images), by_hand(images, 9, 1.0, 0.5, 0.5), rtol=1e-5)


def test_agrees_with_tensorflow() -> None:
    images = tf.random.stateless_normal((2, 3, 4, 8), seed=(1, 2), stddev=10.0)
    expected = tf.nn.local_response_normalization(images, depth_radius=3, bias=2.0, alpha=0.01, beta=0.75)
    np.testing.assert_allclose(LocalResponseNormalization(3, 2.0, 0.01, 0.75)(images), expected, rtol=1e-5)


def test_its_gradient_agrees_with_tensorflow() -> None:
    images = tf.random.stateless_normal((1, 2, 2, 6), seed=(3, 4))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(images)
        ours = LocalResponseNormalization(2, 1.0, 0.3, 0.75)(images)
        theirs = tf.nn.local_response_normalization(images, 2, 1.0, 0.3, 0.75)
    np.testing.assert_allclose(tape.gradient(ours, images), tape.gradient(theirs, images), rtol=1e-4, atol=1e-6)
