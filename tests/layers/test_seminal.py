"""Layers that single networks brought do what their papers say."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from studio.layers.gaussian_sampling import GaussianSampling
from studio.layers.gram_matrix import GramMatrix
from studio.layers.max_unpooling_2d import MaxPoolingWithIndices2D, MaxUnpooling2D
from studio.layers.spatial_transformer import SpatialTransformer


def test_unpooling_agrees_with_the_indices_that_tensorflow_tells() -> None:
    maps = np.random.default_rng(1).normal(size=(2, 7, 9, 3)).astype("float32")
    pooled, places = tf.nn.max_pool_with_argmax(maps, (2, 3), (2, 3), "VALID", include_batch_in_index=True)
    expected = tf.scatter_nd(tf.reshape(places, (-1, 1)), tf.reshape(pooled, (-1,)), (maps.size,))
    np.testing.assert_array_equal(MaxUnpooling2D((2, 3))([pooled, maps]), np.reshape(expected, maps.shape))


WINDOWS: list[tuple[tuple[int, int], tuple[int, int] | None]] = [
    ((2, 2), None),
    ((2, 3), None),
    ((1, 1), (2, 2)),
    ((3, 3), (2, 2)),
    ((5, 4), (1, 3)),
    ((2, 2), (3, 1)),
]


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("size", "strides"), WINDOWS)
def test_indices_lead_every_value_back_as_tensorflow_tells(size: tuple[int, int], strides: tuple[int, int] | None, padding: str) -> None:
    maps = np.random.default_rng(1).normal(size=(2, 7, 9, 3)).astype("float32")
    largest, places = tf.nn.max_pool_with_argmax(maps, size, strides or size, padding.upper(), include_batch_in_index=True)
    expected = tf.scatter_nd(tf.reshape(places, (-1, 1)), tf.reshape(largest, (-1,)), (maps.size,))
    pooled, indices = MaxPoolingWithIndices2D(size, strides, padding)(maps)
    np.testing.assert_array_equal(pooled, largest)
    unpooling = MaxUnpooling2D(size, strides, padding)
    np.testing.assert_allclose(unpooling([pooled, indices, maps]), np.reshape(expected, maps.shape), rtol=1e-6)
    assert tuple(unpooling([pooled, indices]).shape) == unpooling.compute_output_shape([pooled.shape, indices.shape])


def test_indices_count_the_places_of_a_window_row_by_row() -> None:
    maps = np.array([[1, 2, 0, 9], [3, 4, 0, 0]], "float32")[None, :, :, None]
    _, indices = MaxPoolingWithIndices2D()(maps)
    np.testing.assert_array_equal(np.asarray(indices)[0, :, :, 0], [[3, 1]])


def test_maps_of_any_size_are_pooled_with_indices() -> None:
    entry = keras.Input((None, None, 2))
    pool = MaxPoolingWithIndices2D((3, 3), (2, 2), "same")
    maps = np.random.default_rng(1).normal(size=(1, 7, 4, 2)).astype("float32")
    for told, known in zip(keras.Model(entry, pool(entry))(maps), pool(maps), strict=True):
        np.testing.assert_array_equal(told, known)


def test_of_equal_values_the_first_place_counts() -> None:
    answer = MaxUnpooling2D((2, 2))([np.full((1, 1, 1, 1), 5.0, "float32"), np.zeros((1, 2, 2, 1), "float32")])
    np.testing.assert_array_equal(np.asarray(answer)[0, :, :, 0], [[5, 0], [0, 0]])


def test_a_gram_matrix_holds_the_products_of_maps() -> None:
    maps = np.random.default_rng(2).normal(size=(2, 4, 5, 3)).astype("float32")
    sums = np.einsum("bijc,bijd->bcd", maps, maps)
    np.testing.assert_allclose(GramMatrix(normalize=False)(maps), sums, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(GramMatrix()(maps), sums / 20, rtol=1e-5, atol=1e-6)


def test_samples_have_the_mean_and_deviation_that_they_are_drawn_with() -> None:
    mean, log_variance = np.full((20_000, 1), 3.0, "float32"), np.full((20_000, 1), np.log(4.0), "float32")
    drawn = np.asarray(GaussianSampling(seed=1)([mean, log_variance], training=True))
    assert abs(drawn.mean() - 3) < 0.05
    assert abs(drawn.std() - 2) < 0.05
    np.testing.assert_array_equal(GaussianSampling()([mean, log_variance]), mean)


def test_gradients_reach_mean_and_variance() -> None:
    mean, log_variance = tf.zeros((4, 2)), tf.zeros((4, 2))
    with tf.GradientTape() as tape:
        tape.watch([mean, log_variance])
        total = tf.reduce_sum(GaussianSampling(seed=1)([mean, log_variance], training=True) ** 2)
    to_mean, to_variance = tape.gradient(total, [mean, log_variance])
    assert np.abs(to_mean).min() > 0
    assert np.abs(to_variance).min() > 0


def test_a_transformer_shows_what_its_numbers_say() -> None:
    image = np.random.default_rng(3).normal(size=(4, 5, 5, 2)).astype("float32")
    numbers = np.array([[1, 0, 0, 0, 1, 0], [-1, 0, 0, 0, 1, 0], [0, 1, 0, 1, 0, 0], [1, 0, 0.5, 0, 1, 0]], "float32")
    same, mirrored, exchanged, moved = np.asarray(SpatialTransformer()([image, numbers]))
    np.testing.assert_allclose(same, image[0], atol=1e-5)
    np.testing.assert_allclose(mirrored, image[1, :, ::-1], atol=1e-5)
    np.testing.assert_allclose(exchanged, image[2].transpose(1, 0, 2), atol=1e-5)
    np.testing.assert_allclose(moved[:, :-1], image[3, :, 1:], atol=1e-5)
    np.testing.assert_array_equal(moved[:, -1], 0)


def test_gradients_reach_the_numbers_of_a_transformer() -> None:
    image, numbers = keras.random.normal((1, 6, 6, 1), seed=1), tf.constant([[0.9, 0.1, 0.0, 0.0, 0.8, 0.1]])
    with tf.GradientTape() as tape:
        tape.watch(numbers)
        total = tf.reduce_sum(SpatialTransformer()([image, numbers]) ** 2)
    assert np.abs(tape.gradient(total, numbers)).min() > 0
