"""Attacks as the Adversarial panel asks for them and shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from studio.look.figures import number
from studio.panels.map_grid import Array

METHODS: Mapping[str, str] = {"FGSM": "FGSM, one step", "PGD": "PGD, many steps"}
"""What each attack is called."""


@dataclass(frozen=True)
class AttackWish:
    """An attack that the person asks for.

    Attributes:
        method: How.
        epsilon: Largest change of a pixel, as a share of the range 0 to 255.
        target: Class that the network shall be driven to; None to drive it away from the right one.
    """

    method: str = "FGSM"
    epsilon: float = 0.1
    target: int | None = None


@dataclass(frozen=True, eq=False)
class AttackShown:
    """What an attack did.

    Attributes:
        epsilon: Largest change that it was allowed, as a share of the range.
        label: Number of the image's class; None where nobody said it.
        original: Pixels, 0 to 255, (height, width, channels).
        changed: The same after the attack.
        before: Probabilities for the original.
        after: For the changed image.
        zero_gradient: Share of pixels whose gradient is zero.
        fooled: How many of `tried` images are wrong after, that were right before.
        tried: How many were attacked; 0 where this was not counted.
    """

    epsilon: float
    label: int | None
    original: Array
    changed: Array
    before: Array
    after: Array
    zero_gradient: float
    fooled: int = 0
    tried: int = 0

    @property
    def right(self) -> int:
        """What counts as the right class: the label, or without one what the network answered."""
        return int(np.argmax(self.before)) if self.label is None else self.label

    @property
    def change(self) -> Array:
        """What was added, as a share of the range."""
        return (np.asarray(self.changed, np.float32) - np.asarray(self.original, np.float32)) / 255


def magnified(epsilon: float) -> str:
    """How many times stronger the change is drawn than it is: full colour stands for epsilon instead of for the whole range."""
    return number(1 / epsilon, 0 if epsilon <= 0.2 else 1) if epsilon else "1"
