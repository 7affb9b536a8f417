"""A quick look at a source, without reading pixels: what the window shows before anything is trained."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from studio.data import mnist
from studio.data.faults import DataError
from studio.data.image_folder import pictures
from studio.data.numpy_file import look
from studio.data.sources import ImageFolder, Mnist, NumpyFile

__all__ = ["DataError", "Facts", "facts"]


class Facts(NamedTuple):
    """What a source holds.

    Attributes:
        shape: Height, width and channels of an image as the network gets it.
        classes: What the classes are called, in the order of their numbers.
        counts: How many images each class has, without those of a given test set.
        test_counts: How many images of each class the source itself keeps for the test; None where it does not say.
    """

    shape: tuple[int, int, int]
    classes: tuple[str, ...]
    counts: tuple[int, ...]
    test_counts: tuple[int, ...] | None = None

    @property
    def images(self) -> int:
        """How many images there are in all."""
        return sum(self.counts) + sum(self.test_counts or ())


def facts(source: Mnist | ImageFolder | NumpyFile) -> Facts:
    """Looks at a source.

    Raises:
        DataError: It cannot be used; all that is wrong with it at once.
    """
    if isinstance(source, ImageFolder):
        files = pictures(source)
        channels = 1 if source.colour == "grey" else 3
        return Facts((source.height, source.width, channels), tuple(files), tuple(map(len, files.values())))
    if isinstance(source, NumpyFile):
        seen = look(source)
        return Facts(seen.shape, seen.names, tuple(np.bincount(seen.labels).tolist()))
    return Facts(mnist.SHAPE, mnist.CLASSES, mnist.TRAIN_COUNTS, mnist.TEST_COUNTS)
