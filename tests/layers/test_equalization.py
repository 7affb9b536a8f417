"""Equalization answers as Keras's own, and stands in a functional model, which that cannot."""

import keras
import numpy as np
import pytest

from studio.layers.equalization import Equalization

IMAGES = np.random.default_rng(1).uniform(0.2, 0.6, size=(3, 8, 7, 2)).astype("float32")


@pytest.mark.parametrize(("value_range", "bins"), [((0, 1), 256), ((0, 1), 16), ((0, 255), 256)])
def test_answers_as_that_of_keras(value_range: tuple[int, int], bins: int) -> None:
    images = IMAGES * value_range[1]
    ours, theirs = Equalization(value_range, bins), keras.layers.Equalization(value_range, bins)
    answer = np.asarray(ours(images, training=True))
    np.testing.assert_array_equal(answer, theirs(images, training=True))
    assert np.ptp(answer) > 2 * np.ptp(images)
    np.testing.assert_array_equal(ours(images), images)


def test_a_model_with_it_equalizes_in_training_only() -> None:
    image = keras.Input((8, 7, 2))
    answer = Equalization((0, 1))(image)
    model = keras.Model(image, answer)
    assert answer is not image
    assert model.output_shape == (None, 8, 7, 2)
    np.testing.assert_array_equal(model.predict_on_batch(IMAGES), IMAGES)
    np.testing.assert_allclose(model(IMAGES, training=True), keras.layers.Equalization((0, 1))(IMAGES, training=True), rtol=1e-6)
