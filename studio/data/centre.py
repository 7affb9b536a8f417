"""The mean that is subtracted from every image: of the training part alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data.data import Centre

CHUNK = 1024


def chunks(images: NDArray[Any], indices: NDArray[np.int64]) -> Iterator[NDArray[Any]]:
    """The images at the indices, some at a time, so that never all are copied at once."""
    for start in range(0, len(indices), CHUNK):
        yield images[indices[start : start + CHUNK]]


def training_mean(parts: Iterable[NDArray[Any]], centre: Centre, scale: bool) -> NDArray[np.float32] | None:
    """The mean image or the mean of each channel, in units after scaling; None where nothing is subtracted.

    Args:
        parts: The training images, raw pixels (count, height, width, channels), some at a time.
        centre: Which mean.
        scale: Whether pixel values are divided by 255 before it is subtracted.
    """
    if centre == "none":
        return None
    count, total = 0, np.zeros((), np.float64)
    for part in parts:
        count += len(part)
        total = total + part.sum(axis=0, dtype=np.float64)
    if not count:
        raise ValueError("A mean needs images. Received: none.")
    mean = total / count / (255 if scale else 1)
    return (mean if centre == "mean image" else mean.mean(axis=(0, 1))).astype(np.float32)
