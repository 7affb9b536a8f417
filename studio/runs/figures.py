"""What is recorded of a run: its facts, the figures of its batches and epochs, its end."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Column = NDArray[np.float64]
EndState = Literal["done", "stopped", "failed"]


class RunFacts(Struct, frozen=True, kw_only=True):
    """What is known of a run before its first batch.

    Attributes:
        title: The recipe in a few words: `Adam · batch 64`.
        started: When, in seconds since 1970, UTC.
        epochs: How many were asked for.
        batches: How many an epoch has.
        project: The project's record as it was then: graphs, data, recipe.
        recipe: The recipe's record.
        data: The data's record.
        classes: What the classes are called.
        images: How many images were for training, validation and test.
        device: What it was trained on.
        versions: Of Python, TensorFlow, Keras and the studio.
        origin: The run whose weights it began with; empty for fresh ones.
    """

    title: str
    started: float
    epochs: int
    batches: int
    project: dict[str, Any] = {}
    recipe: dict[str, Any] = {}
    data: dict[str, Any] = {}
    classes: tuple[str, ...] = ()
    images: tuple[int, int, int] = (0, 0, 0)
    device: str = ""
    versions: dict[str, str] = {}
    origin: str = ""


class BatchFigures(NamedTuple):
    """A batch's own figures, not a running mean.

    Attributes:
        step: Which batch of the run, from 1.
        epoch: In which epoch, from 1.
        loss: Mean over the batch.
        accuracy: Share of the batch that was right; not a number where there are no classes.
        seconds: Since training began, pauses left out.
    """

    step: int
    epoch: int
    loss: float
    accuracy: float
    seconds: float


class EpochFigures(NamedTuple):
    """An epoch's figures; not a number where one was not measured.

    Attributes:
        epoch: Which, from 1.
        loss: Mean over its batches.
        accuracy: Likewise.
        val_loss: On the validation images.
        val_accuracy: Likewise.
        seconds: What the epoch took.
        best: Whether its weights were the best so far.
    """

    epoch: int
    loss: float
    accuracy: float
    val_loss: float
    val_accuracy: float
    seconds: float
    best: bool


class Evaluation(NamedTuple):
    """One look at the test images.

    Attributes:
        moment: When, in seconds since 1970, UTC.
        weights: Whose weights: `best` or `last`.
        loss: Mean over the test images.
        accuracy: Share that was right; None where there are no classes.
    """

    moment: float
    weights: str
    loss: float
    accuracy: float | None


class Snapshot(NamedTuple):
    """What was recorded of a run at one moment.

    Attributes:
        step: After which batch.
        name: What it shows.
        payload: Its bytes, as whoever wrote them packs them.
    """

    step: int
    name: str
    payload: bytes


class RunEnd(NamedTuple):
    """How a run ended.

    Attributes:
        state: Whether it came to its end, was stopped, or failed.
        reason: Why, in words.
        moment: When, in seconds since 1970, UTC.
    """

    state: EndState
    reason: str
    moment: float


class Batches(NamedTuple):
    """Figures of many batches, as columns of one length; see `BatchFigures`."""

    step: Whole
    epoch: Whole
    loss: Column
    accuracy: Column
    seconds: Column


class Epochs(NamedTuple):
    """Figures of many epochs, as columns of one length; see `EpochFigures`."""

    epoch: Whole
    loss: Column
    accuracy: Column
    val_loss: Column
    val_accuracy: Column
    seconds: Column
    best: Whole
