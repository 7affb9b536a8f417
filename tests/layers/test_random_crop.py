"""RandomCrop cuts where Keras's own does in training, and from the middle in predictions."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from studio.layers.random_crop import RandomCrop

IMAGES = np.random.default_rng(1).normal(size=(3, 8, 7, 2)).astype("float32")


def test_cuts_where_that_of_keras_cuts_in_training() -> None:
    ours, theirs = RandomCrop(4, 3, seed=5), keras.layers.RandomCrop(4, 3, seed=5)
    pieces = [np.asarray(ours(IMAGES, training=True)) for _ in range(6)]
    for piece in pieces:
        np.testing.assert_array_equal(piece, theirs(IMAGES, training=True))
    assert len({piece.tobytes() for piece in pieces}) > 1


def test_cuts_from_the_middle_in_predictions() -> None:
    np.testing.assert_array_equal(RandomCrop(4, 3)(IMAGES), IMAGES[:, 2:6, 2:5])
    np.testing.assert_array_equal(RandomCrop(8, 7)(IMAGES), IMAGES)


def test_every_place_is_drawn_the_last_ones_too() -> None:
    layer = RandomCrop(7, 7, seed=1)
    tops = [np.asarray(layer(IMAGES, training=True)) for _ in range(12)]
    drawn = {piece.tobytes() for piece in tops}
    assert drawn == {np.ascontiguousarray(IMAGES[:, top : top + 7]).tobytes() for top in (0, 1)}


def test_the_gradient_reaches_the_piece_alone() -> None:
    images = tf.constant(IMAGES)
    with tf.GradientTape() as tape:
        tape.watch(images)
        total = tf.reduce_sum(RandomCrop(4, 3)(images))
    expected = np.zeros_like(IMAGES)
    expected[:, 2:6, 2:5] = 1
    np.testing.assert_array_equal(tape.gradient(total, images), expected)


@pytest.mark.parametrize("shape", [(3, 8, 1), (8, 2, 1), (None, 8, 1)])
def test_refuses_images_that_the_piece_does_not_fit_into(shape: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match=r"RandomCrop needs images of known size that the piece fits into\. Received: input_shape="):
        RandomCrop(4, 3)(keras.Input(shape))
