"""Maxout keeps the largest channel of each group, and passes the gradient to it alone."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from studio.layers.maxout import Maxout


def test_keeps_the_largest_of_neighbouring_channels() -> None:
    np.testing.assert_array_equal(Maxout(3)(np.array([[1.0, 5.0, 2.0, -4.0, -6.0, -5.0]], "float32")), [[5.0, -4.0]])


def test_works_on_maps_whose_size_is_known_at_run_time_only() -> None:
    image = keras.Input((None, None, 4))
    model = keras.Model(image, Maxout(2)(image))
    images = np.random.default_rng(1).normal(size=(2, 3, 5, 4)).astype("float32")
    np.testing.assert_array_equal(model.predict_on_batch(images), images.reshape(2, 3, 5, 2, 2).max(axis=-1))


def test_the_gradient_reaches_the_winner_alone() -> None:
    values = tf.constant([[1.0, 5.0, 2.0, -4.0, -6.0, -5.0]])
    with tf.GradientTape() as tape:
        tape.watch(values)
        total = tf.reduce_sum(Maxout(3)(values))
    np.testing.assert_array_equal(tape.gradient(total, values), [[0, 1, 0, 1, 0, 0]])


def test_refuses_channels_that_the_pieces_do_not_divide() -> None:
    with pytest.raises(ValueError, match="Maxout needs channels that 3 pieces divide") as error:
        Maxout(3)(keras.Input((8,)))
    assert "Received: input_shape=(None, 8)." in str(error.value)
