"""Reads the handwritten digits that travel with the studio."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio import paths
from studio.data.faults import DataError

Pixels = NDArray[np.uint8]

CLASSES = tuple("0123456789")
TRAIN_COUNTS = (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)
TEST_COUNTS = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
SHAPE = (28, 28, 1)

_PUBLISHED = {  # SHA-256 of the files as they were published, unpacked
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
_IMAGES_HEAD, _LABELS_HEAD = 16, 8  # bytes before the first value of an IDX file


class Digits(NamedTuple):
    """All of MNIST.

    Attributes:
        images: The 60,000 images to split, (60000, 28, 28, 1).
        labels: Their digits.
        test_images: The 10,000 published test images, (10000, 28, 28, 1).
        test_labels: Their digits.
    """

    images: Pixels
    labels: Pixels
    test_images: Pixels
    test_labels: Pixels


def read_mnist(folder: Path | None = None) -> Digits:
    """Reads the four files and proves that they are what was published.

    Raises:
        DataError: A file is missing or damaged; all of them at once.
    """
    folder = folder or paths.resources() / "datasets" / "mnist"
    contents: list[bytes] = []
    faults: list[str] = []
    for name in _PUBLISHED:
        try:
            contents.append(_unpacked(folder, name))
        except DataError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)
    images, labels, test_images, test_labels = contents
    return Digits(_images(images), _labels(labels), _images(test_images), _labels(test_labels))


def _unpacked(folder: Path, name: str) -> bytes:
    path = folder / f"{name}.gz"
    if not path.is_file():
        raise DataError([f"MNIST: {path} is missing. Expected: the four files that travel with the studio. Install the studio again."])
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise DataError([f"MNIST: {path} is damaged and cannot be unpacked. Received: {error}. Install the studio again."]) from None
    received = hashlib.sha256(content).hexdigest()
    if received != _PUBLISHED[name]:
        raise DataError(
            [
                f"MNIST: {path} is not the file that was published. Expected: SHA-256 {_PUBLISHED[name]}. "
                f"Received: {received}. Install the studio again."
            ]
        )
    return content


def _images(content: bytes) -> Pixels:
    return np.frombuffer(content, np.uint8, offset=_IMAGES_HEAD).reshape(-1, *SHAPE)


def _labels(content: bytes) -> Pixels:
    return np.frombuffer(content, np.uint8, offset=_LABELS_HEAD)
