"""An export beside the studio: the same images to both, and whether the export is near enough to be called done."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
import tensorflow as tf

from studio.messages.checked import Checked
from studio.messages.formats import FORMATS, Format
from studio.messages.orders import Part
from studio.worker.alone import Alone, Answer, ExportError
from studio.worker.build import Network
from studio.worker.feed import Feed
from studio.worker.maps import Array
from studio.worker.predict import predict
from studio.worker.replay import milliseconds

MOST = 256  # images
_NOISE = 16  # images where there are none
_EXAMPLES = 128  # images that ranges are measured on
_SECONDS = 10.0  # that the studio's own predictions may take; of a large network fewer images are asked about


class Sample(NamedTuple):
    """Images to compare on.

    Attributes:
        images: Raw pixels.
        labels: Their classes; None where there are none.
        of: Where they come from.
    """

    images: Array
    labels: Array | None
    of: Literal["test", "validation", "train", "noise"]


def sample(network: Network, feed: Feed | None, trained: bool) -> Sample:
    """Test images, or those of another part where there are none; noise, always the same, where no images fit the network.

    Args:
        network: To be asked.
        feed: Its data, where they can be read.
        trained: Whether it has learned anything that accuracy could tell of.
    """
    parts = feed.parts if feed is not None and fits(network, feed) else {}
    order: tuple[Part, ...] = ("test", "validation", "train")
    for part in order:
        if portion := parts.get(part):
            images, labels = portion.at(spread(len(portion), MOST))
            return Sample(images, labels if trained and network.is_classifier else None, part)
    noise = np.random.default_rng(0).integers(0, 256, (_NOISE, *network.plan.input_shape), dtype=np.uint8)
    return Sample(noise, None, "noise")


def examples(network: Network, feed: Feed | None) -> Array | None:
    """Training images of all classes to measure ranges on; None where none fit the network."""
    if feed is None or not fits(network, feed) or not len(feed.parts["train"]):
        return None
    return feed.parts["train"].at(feed.order(0, 0)[:_EXAMPLES])[0]


def judged(network: Network, format: Format, folder: Path, asked: Sample, process: Alone) -> Checked:
    """Asks both, on the CPU: GPUs round differently from one process to the next.

    Raises:
        ExportError: The export does not load, or is further from the studio than its format may be.
    """
    with tf.device("CPU:0"):
        asked = _affordable(network, asked)
        own = Answer(predict(network, asked.images), milliseconds(lambda: predict(network, asked.images[:1])))
    found = process.answer(folder, asked.images)
    checked = Checked(
        format=format,
        images=len(asked.images),
        of=asked.of,
        difference=_difference(found.predictions, own.predictions),
        accuracy=_accuracy(found.predictions, asked.labels),
        own_accuracy=_accuracy(own.predictions, asked.labels),
        size=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        milliseconds=found.milliseconds,
        own_milliseconds=own.milliseconds,
    )
    _refuse_what_differs(checked, max(1.0, float(np.abs(own.predictions).max())))
    return checked


def fits(network: Network, feed: Feed) -> bool:
    """Whether the data's images can be shown to the network."""
    return feed.shape == network.plan.input_shape


def _affordable(network: Network, asked: Sample) -> Sample:
    """As many of the images as time allows, from all over them."""
    few = asked.images[:8]
    predict(network, few)  # traces
    begun = time.perf_counter()
    predict(network, few)
    most = math.floor(_SECONDS / (time.perf_counter() - begun)) * len(few)
    chosen = spread(len(asked.images), max(len(few), most))
    return asked._replace(images=asked.images[chosen], labels=None if asked.labels is None else asked.labels[chosen])


def spread(count: int, most: int) -> Array:
    """Places from all over so many, at most `most`: images often lie sorted by class."""
    return np.linspace(0, count - 1, min(count, most)).astype(int)


def _difference(found: Array, own: Array) -> float:
    return float(np.abs(found - own).max()) if found.shape == own.shape else math.inf


def _accuracy(predictions: Array, labels: Array | None) -> float | None:
    return None if labels is None else float(np.mean(predictions.argmax(axis=-1) == labels))


def _refuse_what_differs(checked: Checked, span: float) -> None:
    facts = FORMATS[checked.format]
    if facts.drop is not None and checked.accuracy is not None and checked.own_accuracy is not None:
        if checked.own_accuracy - checked.accuracy > facts.drop:
            raise ExportError(
                f"The {facts.title} export gets {100 * checked.accuracy:.1f} % of {checked.basis()} right, "
                f"the studio {100 * checked.own_accuracy:.1f} %. Expected: at most {100 * facts.drop:.0f} points less. "
                "Nothing was exported. Choose another format."
            )
    elif not checked.difference <= facts.difference * span:
        raise ExportError(
            f"The {facts.title} export predicts otherwise than the studio. Expected: a difference of at most {facts.difference * span:.2g} "
            f"on {checked.basis()}. Received: {checked.difference:.2g}. Nothing was exported. Choose another format."
        )
