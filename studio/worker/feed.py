"""What a network learns from, in memory: the images of a source as they are, shared out into parts, in an order that a seed decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import Data, ImageFolder, NumpyFile, Source
from studio.data.centre import chunks, training_mean
from studio.data.facts import Facts, facts
from studio.data.mnist import read_mnist
from studio.data.numpy_file import read_numpy_file
from studio.data.split import split
from studio.messages.orders import ImageChoice, Part
from studio.worker.folder import read_folder

Images = NDArray[Any]
Labels = NDArray[Any]
Told = Callable[[int, int], None]  # called with the number of pictures read and of all


@dataclass(frozen=True, eq=False)
class Portion:
    """The images of one part.

    Attributes:
        images: Raw pixels, this part's among others'.
        labels: Likewise.
        indices: Which of them are this part's.
    """

    images: Images
    labels: Labels
    indices: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.indices)

    def at(self, places: Any) -> tuple[Images, Labels]:
        """Images and labels at places in this part."""
        chosen = self.indices[places]
        return self.images[chosen], self.labels[chosen]

    def pieces(self, size: int) -> Iterator[tuple[Images, Labels]]:
        """All of it in order, so many at a time."""
        return (self.at(slice(start, start + size)) for start in range(0, len(self), size))


@dataclass(frozen=True, eq=False)
class Feed:
    """All examples.

    Attributes:
        data: What it was made from.
        classes: What the classes are called.
        parts: The images for training, validation and test.
    """

    data: Data
    classes: tuple[str, ...]
    parts: Mapping[Part, Portion]

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many images there are for training, validation and test."""
        return len(self.parts["train"]), len(self.parts["validation"]), len(self.parts["test"])

    def order(self, seed: int, epoch: int) -> NDArray[np.int64]:
        """In which order an epoch takes the training images: nothing but seed and epoch decide it, so that a run can be resumed."""
        return np.random.default_rng((seed, epoch)).permutation(len(self.parts["train"]))

    @property
    def shape(self) -> tuple[int, ...]:
        """Height, width and channels of an image."""
        return tuple(self.parts["train"].images.shape[1:])

    @cached_property
    def mean(self) -> NDArray[np.float32] | None:
        """What is subtracted from every image, after scaling."""
        train = self.parts["train"]
        return training_mean(chunks(train.images, train.indices), self.data.centre, self.data.scale)

    def example(self, choice: ImageChoice) -> tuple[ImageChoice, Images, int]:
        """One image, its pixels and class; a place past the end means the last, an empty part the training images."""
        part: Part = choice.part if len(self.parts[choice.part]) else "train"
        place = min(max(choice.index, 0), len(self.parts[part]) - 1)
        images, labels = self.parts[part].at([place])
        return ImageChoice(part=part, index=place), images[0], int(labels[0])


def without_images(data: Data, shape: tuple[int, ...], classes: tuple[str, ...]) -> Feed:
    """For a network that is looked at before there is data for it."""
    none = Portion(np.zeros((0, *shape), np.uint8), np.zeros(0, np.int64), np.zeros(0, np.int64))
    return Feed(data, classes, {"train": none, "validation": none, "test": none})


def read_feed(data: Data, told: Told) -> Feed:
    """Reads all images of the data's source and shares them out.

    Raises:
        DataError: The source cannot be used.
    """
    seen = facts(data.source)
    if data.source.given_test:
        digits = read_mnist()
        shares = split(digits.labels, data, given_test=True)
        test = Portion(digits.test_images, digits.test_labels, np.arange(len(digits.test_labels)))
        images, labels = digits.images, digits.labels
    else:
        images, labels = _read(data.source, seen, told)
        shares = split(labels, data, given_test=False)
        test = Portion(images, labels, shares.test)
    train, validation = Portion(images, labels, shares.train), Portion(images, labels, shares.validation)
    return Feed(data, seen.classes, {"train": train, "validation": validation, "test": test})


def _read(source: Source, seen: Facts, told: Told) -> tuple[Images, Labels]:
    if isinstance(source, ImageFolder):
        return read_folder(source, seen.shape, told)
    if isinstance(source, NumpyFile):
        return read_numpy_file(source)
    raise TypeError(f"{type(source).__name__} has no reader.")
