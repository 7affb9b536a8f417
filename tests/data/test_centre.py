"""The mean is of the training part alone, exact, and in the units it is subtracted in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.data import Data
from studio.data.centre import CHUNK, chunks, training_mean
from studio.data.mnist import read_mnist
from studio.data.split import split

IMAGES = np.random.default_rng(0).integers(0, 256, (2 * CHUNK + 3, 4, 3, 2), dtype=np.uint8)


def test_the_mean_image_is_of_the_images_asked_for_alone() -> None:
    wanted = np.arange(0, len(IMAGES), 2)
    mean = training_mean(chunks(IMAGES, wanted), "mean image", scale=False)
    assert mean is not None
    np.testing.assert_allclose(mean, IMAGES[::2].astype(float).mean(axis=0), rtol=1e-6)
    assert (mean.shape, mean.dtype) == ((4, 3, 2), np.float32)


def test_a_channel_has_one_mean() -> None:
    mean = training_mean([IMAGES], "per channel", scale=True)
    np.testing.assert_allclose(mean, IMAGES.astype(float).mean(axis=(0, 1, 2)) / 255, rtol=1e-6)


def test_nothing_is_subtracted() -> None:
    assert training_mean([IMAGES], "none", scale=True) is None


@given(st.lists(st.integers(1, 50), min_size=1, max_size=5))
def test_the_mean_does_not_depend_on_how_images_come(sizes: list[int]) -> None:
    images = IMAGES[: sum(sizes)]
    parts = np.split(images, np.cumsum(sizes)[:-1])
    np.testing.assert_array_equal(training_mean(parts, "mean image", True), training_mean([images], "mean image", True))


def test_no_images_have_no_mean() -> None:
    with pytest.raises(ValueError, match=r"^A mean needs images\. Received: none\.$"):
        training_mean([], "mean image", scale=True)


def test_chunks_give_each_image_once() -> None:
    wanted = np.array([5, 2 * CHUNK, 7] + [1] * CHUNK)
    np.testing.assert_array_equal(np.concatenate(list(chunks(IMAGES, wanted))), IMAGES[wanted])


def test_the_mean_digit_leaves_validation_and_test_out() -> None:
    digits = read_mnist()
    train = split(digits.labels, Data(), given_test=True).train
    mean = training_mean(chunks(digits.images, train), "mean image", scale=True)
    assert mean is not None
    assert float(mean.mean()) == pytest.approx(digits.images[train].mean() / 255, rel=1e-6)
    assert not np.array_equal(mean, training_mean([digits.images], "mean image", scale=True))


def test_without_images_there_is_no_mean():
    with pytest.raises(ValueError, match=r"^A mean needs images\. Received: none\.$"):
        training_mean([], "mean image", True)
