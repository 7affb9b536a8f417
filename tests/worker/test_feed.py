"""Images in memory: the right ones in the right part, in an order that seed and epoch decide alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.data import Data, NumpyFile
from studio.messages.orders import ImageChoice
from studio.worker.feed import Feed, Portion, read_feed


def silent(done: int, total: int) -> None:
    pass


def of(count: int) -> Feed:
    """A feed of so many training images and nothing else."""
    images, nothing = np.zeros((count, 2, 2, 1), np.uint8), np.arange(0)
    labels = np.zeros(count, np.int64)
    train, empty = Portion(images, labels, np.arange(count)), Portion(images, labels, nothing)
    return Feed(Data(), ("0",), {"train": train, "validation": empty, "test": empty})


@given(st.integers(1, 500), st.integers(0, 2**31 - 1), st.integers(0, 1000))
def test_an_epoch_takes_every_image_once_in_an_order_that_comes_out_the_same_again(count: int, seed: int, epoch: int) -> None:
    order = of(count).order(seed, epoch)
    assert sorted(order.tolist()) == list(range(count))
    assert order.tolist() == of(count).order(seed, epoch).tolist()


def test_epochs_and_seeds_differ_in_their_order() -> None:
    feed = of(100)
    assert len({tuple(feed.order(seed, epoch).tolist()) for seed in range(3) for epoch in range(3)}) == 9


def test_mnist_keeps_its_published_test_set() -> None:
    feed = read_feed(Data(), silent)
    assert feed.sizes == (55000, 5000, 10000)
    assert feed.shape == (28, 28, 1)
    assert feed.parts["train"].images.dtype == np.uint8
    assert feed.mean is not None
    train = feed.parts["train"]
    assert feed.mean == pytest.approx(train.images[train.indices].mean(axis=0) / 255, abs=1e-6)
    pixels = np.concatenate([images for images, _ in feed.parts["test"].pieces(3000)])
    assert pixels.mean() == pytest.approx(33.7912, abs=1e-3)


def test_a_numpy_file_is_split_without_an_image_in_two_parts(tmp_path: Path) -> None:
    images = np.arange(600, dtype=np.uint16).view(np.uint8).reshape(600, 1, 1, 2)
    np.savez(tmp_path / "numbers.npz", images=images, labels=np.arange(600) % 3)
    feed = read_feed(Data(source=NumpyFile(path=str(tmp_path / "numbers.npz"))), silent)
    parts = [portion.at(slice(None))[0].view(np.uint16).ravel() for portion in feed.parts.values()]
    assert sorted(np.concatenate(parts).tolist()) == list(range(600))


def test_a_place_past_the_end_means_the_last_image_and_an_empty_part_the_training_images() -> None:
    feed = of(5)
    choice, pixels, label = feed.example(ImageChoice(part="test", index=99))
    assert (choice, pixels.shape, label) == (ImageChoice(part="train", index=4), (2, 2, 1), 0)
