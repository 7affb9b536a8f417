"""No image in two parts, every class alike, the same again for the same seed."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.data import Data, ImageFolder, Mnist
from studio.data.mnist import TRAIN_COUNTS
from studio.data.split import Split, sizes, split

LABELS = st.lists(st.integers(0, 5), min_size=1, max_size=300).map(np.array)
SHARES = st.sampled_from([0.0, 0.05, 1 / 12, 0.1, 0.25, 1 / 3, 0.45, 0.49])
FOLDER = ImageFolder(path="p")


@given(LABELS, SHARES, SHARES, st.integers(0, 2**31 - 1), st.booleans())
def test_every_image_is_in_exactly_one_part(labels: np.ndarray, validation: float, test: float, seed: int, given_test: bool) -> None:
    parts = split(labels, Data(source=FOLDER, validation=validation, test=test, seed=seed), given_test)
    np.testing.assert_array_equal(np.sort(np.concatenate(parts)), np.arange(len(labels)))
    assert not given_test or len(parts.test) == 0


@given(LABELS, SHARES, SHARES)
def test_every_class_is_left_something_to_train_on(labels: np.ndarray, validation: float, test: float) -> None:
    parts = split(labels, Data(source=FOLDER, validation=validation, test=test), False)
    assert set(labels[parts.train]) == set(labels)


@given(st.lists(st.integers(4, 80), min_size=2, max_size=5), SHARES, SHARES)
def test_classes_are_shared_out_alike(counts: list[int], validation: float, test: float) -> None:
    """Each class is within one image of its exact share, and all together are the rounded share of all."""
    assume(all(count * (1 - validation - test) >= 3 for count in counts))
    labels = np.repeat(np.arange(len(counts)), counts)
    parts = split(labels, Data(source=FOLDER, validation=validation, test=test), False)
    for part, share in ((parts.validation, validation), (parts.test, test)):
        assert len(part) == round(sum(counts) * share)
        assert all(abs(np.sum(labels[part] == label) - count * share) < 1 for label, count in enumerate(counts))


@given(LABELS, st.integers(0, 100))
def test_the_same_seed_gives_the_same_split(labels: np.ndarray, seed: int) -> None:
    data = Data(source=FOLDER, validation=0.3, test=0.2, seed=seed)
    for one, other in zip(split(labels, data, False), split(labels, data, False), strict=True):
        np.testing.assert_array_equal(one, other)


def test_another_seed_gives_another_split() -> None:
    labels = np.zeros(1000, int)
    one, other = (split(labels, Data(source=FOLDER, validation=0.5, test=0, seed=seed), False) for seed in (1, 2))
    assert set(one.validation) != set(other.validation)


def mnist_split(data: Data) -> Split:
    return split(np.repeat(np.arange(10), TRAIN_COUNTS), data, Mnist.given_test)


def test_a_twelfth_of_mnist_is_exactly_5000() -> None:
    parts = mnist_split(Data())
    assert [len(part) for part in parts] == [55000, 5000, 0]


def test_validation_does_not_depend_on_the_share_of_a_test_that_is_given() -> None:
    np.testing.assert_array_equal(mnist_split(Data(test=0.5)).validation, mnist_split(Data(test=0.1)).validation)


@given(LABELS, SHARES, SHARES, st.booleans())
def test_sizes_are_those_of_the_split(labels: np.ndarray, validation: float, test: float, given_test: bool) -> None:
    data = Data(source=FOLDER, validation=validation, test=test)
    parts = split(labels, data, given_test)
    own = [7, 5] if given_test else None
    told = sizes(np.bincount(labels).tolist(), own, data)
    assert told == (len(parts.train), len(parts.validation), 12 if given_test else len(parts.test))
