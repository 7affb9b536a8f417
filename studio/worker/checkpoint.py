"""Keeps a training so that it can go on exactly: every variable of network and optimizer, and where it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from studio.runs import Weights, read_weights, write_weights


class Place(Struct, frozen=True, kw_only=True):
    """How far a training is, and what it must remember to go on.

    Attributes:
        step: Batches trained, in all epochs.
        epoch: Epochs that ended.
        batch: Batches done in the present one.
        losses: Sum of their losses, each weighted with its images.
        hits: Images among them that were taken rightly.
        seconds: Of training so far, pauses left out.
        epoch_seconds: Of these, before the present epoch.
        val_accuracy: Of the epoch that ended last; None where it was not measured.
        best: Lowest validation loss so far (training loss where there are no validation images).
        best_epoch: Epoch that it is of, from 1; 0 for none.
    """

    step: int = 0
    epoch: int = 0
    batch: int = 0
    losses: float = 0.0
    hits: float = 0.0
    seconds: float = 0.0
    epoch_seconds: float = 0.0
    val_accuracy: float | None = None
    best: float | None = None
    best_epoch: int = 0


class CheckpointError(ValueError):
    """A checkpoint of another network, in one sentence."""


def save(path: Path, place: Place, model: Sequence[Any], optimizer: Sequence[Any] = ()) -> None:
    """Writes place and variables; what was there before stays until all of it is on the disk.

    Raises:
        RunError: The disk refuses.
    """
    arrays = {_name("model", number): np.asarray(variable) for number, variable in enumerate(model)}
    arrays |= {_name("optimizer", number): np.asarray(variable) for number, variable in enumerate(optimizer)}
    write_weights(path, Weights(arrays, place.step, place.epoch, msgspec.to_builtins(place)))


def restore(path: Path, model: Sequence[Any], optimizer: Sequence[Any] = ()) -> Place:
    """Puts the values back into variables and says where training was.

    Raises:
        RunError: There is no such file, or it is damaged.
        CheckpointError: It is of another network.
    """
    kept = read_weights(path)
    _assign(path, kept, "model", model)
    _assign(path, kept, "optimizer", optimizer)
    return msgspec.convert(dict(kept.state), Place)


def _name(part: str, number: int) -> str:
    return f"{part}.{number}"


def _assign(path: Path, kept: Weights, part: str, variables: Sequence[Any]) -> None:
    values = [kept.arrays.get(_name(part, number)) for number in range(len(variables))]
    expected = [tuple(variable.shape) for variable in variables]
    received = [None if value is None else value.shape for value in values]
    if expected != received:
        raise CheckpointError(f"The checkpoint {path} is of another network. Expected: {expected}. Received: {received}. Train again.")
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
