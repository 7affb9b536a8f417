"""What every attack is, and what one did: images changed so little that a person hardly sees it, and mistaken by the network."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from studio.worker.build import Network
from studio.worker.maps import Array
from studio.worker.predict import predict


class AttackError(ValueError):
    """An attack that cannot be made, in one sentence."""


class Found(NamedTuple):
    """What an attack found.

    Attributes:
        adversarial: The changed images, float32, within the bounds.
        zero_gradients: Share of gradient values at the original images that are exactly zero. Near 1 the attack is blind, not the
            network strong.
    """

    adversarial: Array
    zero_gradients: float


@dataclass(frozen=True, kw_only=True)
class Attack(ABC):
    """Base of all attacks; each reads the logits, as in inference, and stays within the bounds.

    Attributes:
        epsilon: The most that any value may change, in the data's own units (8 of 255 is 0.031 of 1).
        bounds: The smallest and the largest value an image may have.
    """

    title: ClassVar[str]
    epsilon: float = 8.0
    bounds: tuple[float, float] = (0.0, 255.0)

    def adversarial(self, network: Network, images: Array, labels: Array | None = None, target: int | None = None) -> Found:
        """Changes images so that the network leaves their class, or takes them for the target.

        Args:
            network: Network to fool.
            images: (n, height, width, channels).
            labels: The right classes; when not given, what the network says now.
            target: Number of the class to be taken for.

        Raises:
            AttackError: The network has no classes, or the target is none of them.
        """
        _check(network, target)
        if labels is None:
            labels = predict(network, images).argmax(axis=-1)
        aims, direction = (labels, 1.0) if target is None else (np.full(len(images), target), -1.0)
        return self.search(network, images.astype(np.float32, copy=False), aims.astype(np.int32), direction)

    @abstractmethod
    def search(self, network: Network, images: Array, aims: Array, direction: float) -> Found:
        """The attack itself.

        Args:
            network: Network to fool.
            images: float32 (n, height, width, channels).
            aims: int32 (n,): the classes to leave or to reach.
            direction: 1.0 to leave them (the loss grows), -1.0 to reach them (the loss falls).
        """


@dataclass(frozen=True)
class Attacked:
    """Images before and after an attack.

    Attributes:
        adversarial: The changed images.
        perturbation: Changed minus original.
        before: Probabilities of the originals, (n, classes).
        after: Probabilities of the changed images.
        largest: Largest change of a value of each image (L-infinity), in the data's own units.
        length: Euclidean length of each change (L2).
        zero_gradients: See `Found`.
    """

    adversarial: Array
    perturbation: Array
    before: Array
    after: Array
    largest: Array
    length: Array
    zero_gradients: float


@dataclass(frozen=True)
class Fooled:
    """How many of the images that the network takes rightly it mistakes after an attack."""

    count: int
    correct: int


def attacked(network: Network, images: Array, labels: Array | None, attack: Attack, target: int | None = None) -> Attacked:
    """An attack and all there is to show of it.

    Raises:
        AttackError: See `Attack.adversarial`.
    """
    adversarial, zeros = attack.adversarial(network, images, labels, target)
    change = adversarial - images.astype(np.float32)
    flat = change.reshape(len(change), -1)
    before, after = np.split(predict(network, np.concatenate([images.astype(np.float32), adversarial])), 2)
    return Attacked(adversarial, change, before, after, np.abs(flat).max(axis=1), np.linalg.norm(flat, axis=1), zeros)


def fooled(network: Network, images: Array, labels: Array, attack: Attack, target: int | None = None) -> Fooled:
    """How many rightly classified images an attack turns into something else, or into the target.

    Images of the target's own class are left out: they are there already.

    Raises:
        AttackError: See `Attack.adversarial`.
    """
    _check(network, target)
    right = predict(network, images).argmax(axis=-1) == labels
    if target is not None:
        right &= labels != target
    images, labels, count = images[right], labels[right], 0
    for at in range(0, len(images), network.at_once):
        part = slice(at, at + network.at_once)
        said = predict(network, attack.adversarial(network, images[part], labels[part], target).adversarial).argmax(axis=-1)
        count += int(np.sum(said != labels[part] if target is None else said == target))
    return Fooled(count, len(images))


def _check(network: Network, target: int | None) -> None:
    if not network.is_classifier:
        raise AttackError("An attack needs classes to leave. The Output of this network means values: set it to classes.")
    classes = network.tensors[network.plan.output].shape[-1]
    if target is not None and not 0 <= target < classes:
        raise AttackError(f"The target must be a class from 0 to {classes - 1}. Received: {target}.")
