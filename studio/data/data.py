"""Which images a network learns from, how they are shared out, and what is done to their pixels first."""

from __future__ import annotations

from typing import Literal

from studio.data.sources import ImageFolder, Mnist, NumpyFile
from studio.forms import Form, FormError
from studio.forms.kinds import Seed, Share

Centre = Literal["none", "mean image", "per channel"]


class Data(Form):
    """Where the images come from, how they are split, and what happens to their pixels before the first layer.

    source: Where the images come from.
    validation: Share of the images kept aside to watch training with.
    test: Share kept aside for one look at the end; a source with a test set of its own keeps that instead.
    centre: Subtract the mean image (AlexNet), each channel's mean (VGG) or nothing; taken from the training part alone.
    scale: Divide pixel values by 255, so that they lie between 0 and 1.
    seed: Makes the split come out the same again.
    """

    source: Mnist | ImageFolder | NumpyFile = Mnist()
    validation: Share = 1 / 12
    test: Share = 1 / 6
    centre: Centre = "mean image"
    scale: bool = True
    seed: Seed = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.held_back() >= 1:
            raise FormError(
                [
                    "Data: validation and test together must leave images to train on: less than 1. "
                    f"Received: {self.validation:g} + {self.held_back() - self.validation:g}."
                ]
            )

    def held_back(self) -> float:
        """Share of the images to split that training never sees."""
        return self.validation + (0 if self.source.given_test else self.test)
