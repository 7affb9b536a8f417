"""What the curves of a run are: figures a batch, figures an epoch, and what they say about over-fitting."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]


def _none() -> Column:
    return np.empty(0)


@dataclass(frozen=True, eq=False)
class Batches:
    """Each batch's own figures, as columns of one length.

    Attributes:
        at: Where the batch ends, in epochs from the start: batch 430 of 859 of the first epoch is 0.5.
        loss: Training loss of the batch.
        accuracy: Share of the batch that was right, 0 to 1; not a number where the loss has no classes.
    """

    at: Column = field(default_factory=_none)
    loss: Column = field(default_factory=_none)
    accuracy: Column = field(default_factory=_none)


@dataclass(frozen=True, eq=False)
class Epochs:
    """Figures at the end of each epoch, as columns of one length.

    Attributes:
        at: Which epoch ended, from 1.
        loss: Mean training loss over the epoch.
        val_loss: Loss on the validation images.
        val_accuracy: Share of the validation images that were right, 0 to 1.
    """

    at: Column = field(default_factory=_none)
    loss: Column = field(default_factory=_none)
    val_loss: Column = field(default_factory=_none)
    val_accuracy: Column = field(default_factory=_none)


@dataclass(frozen=True)
class RunCurves:
    """A run as the curves show it.

    Attributes:
        name: `Run 4`.
        recipe: The recipe in a few words: `Adam`.
        planned: How many epochs were asked for; the axis ends there.
        loss_name: What the loss is: `cross-entropy`.
        batches: Figures so far, a batch each.
        epochs: Figures so far, an epoch each.
    """

    name: str
    recipe: str
    planned: int
    loss_name: str = "cross-entropy"
    batches: Batches = field(default_factory=Batches)
    epochs: Epochs = field(default_factory=Epochs)


def joined(before: Epochs, after: Epochs) -> Epochs:
    """Two stretches of epochs as one."""
    columns = ("at", "loss", "val_loss", "val_accuracy")
    return Epochs(*(np.concatenate([getattr(before, name), getattr(after, name)]) for name in columns))


def best_epoch(epochs: Epochs) -> int | None:
    """Index of the epoch with the lowest validation loss, whose weights a run keeps as its best; None before there is one."""
    return int(np.nanargmin(_finite(epochs.val_loss))) if np.isfinite(epochs.val_loss).any() else None


def _finite(values: Column) -> Column:
    return np.where(np.isfinite(values), values, np.nan)


def turning_epoch(epochs: Epochs, margin: float = 0.02) -> int | None:
    """The epoch at which over-fitting set in, or None.

    It did where validation loss stood lowest, has been higher by a margin in each of the two or more epochs since, and training loss
    went on falling all the same. A single worse epoch is noise, not a turn.
    """
    if len(epochs.at) < 3 or not np.isfinite(epochs.val_loss).all():
        return None
    lowest = int(np.argmin(epochs.val_loss))
    since = epochs.val_loss[lowest + 1 :]
    risen = len(since) >= 2 and bool((since > epochs.val_loss[lowest] * (1 + margin)).all())
    return int(epochs.at[lowest]) if risen and epochs.loss[-1] < epochs.loss[lowest] else None


def over_fitting(epochs: Epochs) -> str:
    """What is to be said about over-fitting; empty where there is nothing to say."""
    turned = turning_epoch(epochs)
    return "" if turned is None else f"Over-fitting: validation loss turned at epoch {turned}."
