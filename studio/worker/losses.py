"""Keras's losses and optimizers from the forms of a recipe."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from studio.recipe import Recipe
from studio.recipe.losses import Loss
from studio.worker.symbols import made, resolve


def optimizer(recipe: Recipe) -> Any:
    """A fresh Keras optimizer."""
    form = recipe.optimizer
    return resolve(form.symbol())(**made(form.arguments()))


class LossOfEach:
    """One loss for each example, from labels and logits.

    Attributes:
        form: What it was made from.
    """

    def __init__(self, form: Loss) -> None:
        self.form = form
        self._loss: Any = resolve(form.symbol())(**made(form.arguments()), reduction=None)

    def __call__(self, labels: Any, logits: Any) -> Any:
        """Shaped (examples,)."""
        wanted = tf.one_hot(tf.cast(labels, tf.int32), logits.shape[-1]) if self.form.one_hot else labels
        return self._loss(wanted, logits)
