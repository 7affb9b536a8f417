"""Predictions of a network and how good they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np

from studio.worker.build import Network
from studio.worker.maps import Array

LossOfEach = Callable[[Any, Any], Any]  # (labels, logits) -> one value for each image


class Scores(NamedTuple):
    """How good predictions are, over all images.

    Attributes:
        loss: Mean over the images.
        accuracy: Share of images whose most probable class is the right one; None where the output means values.
        answers: The most probable class of each image; None likewise.
    """

    loss: float
    accuracy: float | None
    answers: Array | None = None


def predict(network: Network, images: Array) -> Array:
    """What the network says of images of raw pixels: probabilities (images, classes), or values."""
    return _outputs(network, network.plan.output, images)


def evaluate(network: Network, images: Array, labels: Array, loss: LossOfEach | None = None) -> Scores:
    """Loss and accuracy over images, as in inference.

    Args:
        network: Network to judge.
        images: Raw pixels.
        labels: The right class of each image, or its right values.
        loss: From labels and logits to one value for each image; softmax cross-entropy when not given.
    """
    logits = _outputs(network, network.plan.logits, images)
    losses = np.asarray((loss or _crossentropy)(labels, logits))
    loss_of_all = float(losses.mean(dtype=np.float64))
    if not network.is_classifier:
        return Scores(loss_of_all, None)
    answers = logits.argmax(axis=-1)
    return Scores(loss_of_all, float(np.mean(answers == labels)), answers)


def _outputs(network: Network, name: str, images: Array) -> Array:
    """Never `model.predict`: it costs 50 ms and more a call, which a live panel has not got."""
    compute, size = network.function(name), network.at_once
    parts = [compute(images[at : at + size].astype(np.float32))[0].numpy() for at in range(0, len(images), size)]
    return np.concatenate(parts) if parts else np.zeros((0, *network.tensors[name].shape[1:]), np.float32)


def _crossentropy(labels: Any, logits: Any) -> Any:
    return keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
