"""The shipped digits are what was published, and damage is said."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest

from studio import paths
from studio.data import mnist
from studio.data.facts import DataError, facts
from studio.data.mnist import Digits, read_mnist
from studio.data.sources import Mnist


@pytest.fixture(scope="module")
def digits() -> Digits:
    return read_mnist()


def test_there_are_60000_and_10000_digits(digits: Digits) -> None:
    assert [array.shape for array in digits] == [(60000, 28, 28, 1), (60000,), (10000, 28, 28, 1), (10000,)]
    assert {array.dtype for array in digits} == {np.dtype(np.uint8)}


def test_their_figures_are_the_published_ones(digits: Digits) -> None:
    assert digits.images.mean() == pytest.approx(33.3184, abs=5e-5)
    assert digits.images.std() == pytest.approx(78.5675, abs=5e-5)
    assert digits.test_images.mean() == pytest.approx(33.7912, abs=5e-5)


def test_the_first_digit_is_the_famous_five(digits: Digits) -> None:
    assert digits.labels[0] == 5
    assert digits.images[0, 5, 12:16, 0].tolist() == [3, 18, 18, 18]


def test_the_quick_look_knows_the_counts(digits: Digits) -> None:
    quick = facts(Mnist())
    assert quick.counts == tuple(np.bincount(digits.labels))
    assert quick.test_counts == tuple(np.bincount(digits.test_labels))
    assert (quick.shape, quick.classes, quick.images) == ((28, 28, 1), tuple("0123456789"), 70000)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.resources() / "datasets" / "mnist", tmp_path / "mnist"))


def test_all_that_is_damaged_is_said_at_once(copy: Path) -> None:
    missing, cut, wrong = (copy / f"{name}.gz" for name in ("train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"))
    missing.unlink()
    cut.write_bytes(cut.read_bytes()[:1000])
    wrong.write_bytes(gzip.compress(b"ones and zeros"))
    with pytest.raises(DataError) as refused:
        read_mnist(copy)
    assert refused.value.faults == (
        f"MNIST: {missing} is missing. Expected: the four files that travel with the studio. Install the studio again.",
        f"MNIST: {cut} is damaged and cannot be unpacked. Received: Compressed file ended before the end-of-stream marker was reached. "
        "Install the studio again.",
        f"MNIST: {wrong} is not the file that was published. "
        "Expected: SHA-256 ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2. "
        f"Received: {hashlib.sha256(b'ones and zeros').hexdigest()}. Install the studio again.",
    )


def test_the_shipped_folder_says_where_its_files_come_from() -> None:
    text = (paths.resources() / "datasets" / "README.md").read_text(encoding="utf-8")
    assert [digest for digest in mnist._PUBLISHED.values() if digest not in text] == []
    assert "Creative Commons Attribution-Share Alike 3.0" in text
