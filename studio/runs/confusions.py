"""Which test images of each class a run's network takes for which, counted once and kept with the run."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.runs.figures import Snapshot
from studio.runs.reader import RunReader
from studio.runs.store import RunError, in_words, opened

CONFUSION = "confusion"


class Confusion(NamedTuple):
    """How many images of each class were taken for each class.

    Attributes:
        counts: (classes, classes): rows are what the images show, columns what they were taken for.
        epoch: Of the weights that answered.
        part: Of the split: test, or validation where there are no test images.
    """

    counts: NDArray[np.int64]
    epoch: int
    part: str


def counted(labels: NDArray[Any], answers: NDArray[Any], classes: int) -> NDArray[np.int64]:
    """Counts pairs of a class and what it was taken for."""
    pairs = labels.astype(np.int64) * classes + answers.astype(np.int64)
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


def confusion_snapshot(step: int, confusion: Confusion) -> Snapshot:
    """A snapshot that holds it."""
    payload = io.BytesIO()
    np.savez_compressed(payload, counts=confusion.counts, epoch=confusion.epoch, part=confusion.part)
    return Snapshot(step, CONFUSION, payload.getvalue())


def keep_confusion(folder: Path, confusion: Confusion) -> None:
    """Keeps it with a run that has ended, after its last batch.

    Raises:
        RunError: There is no such run, or the disk refuses.
    """
    with contextlib.closing(opened(folder, to_write=True)) as database, in_words(folder), database:
        (step,) = database.execute("SELECT coalesce(max(step), 0) FROM batch").fetchone()
        database.execute("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)", confusion_snapshot(step, confusion))


def kept_confusion(run: RunReader) -> Confusion | None:
    """The latest one of the run's best weights; None where nobody counted since they were found.

    Raises:
        RunError: What is kept cannot be read.
    """
    best = run.best_epoch() or 0
    found = (_read(snapshot) for snapshot in reversed(run.snapshots(CONFUSION)))
    return next((each for each in found if each.epoch == best), None)


def _read(snapshot: Snapshot) -> Confusion:
    try:
        with np.load(io.BytesIO(snapshot.payload), allow_pickle=False) as kept:
            counts, epoch, part = kept["counts"], int(kept["epoch"]), str(kept["part"])
        if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
            raise ValueError(f"counts of shape {counts.shape}")
    except (ValueError, OSError, EOFError, KeyError, zipfile.BadZipFile) as error:
        raise RunError(f"The snapshot after batch {snapshot.step} holds no confusion matrix. Received: {error}") from error
    return Confusion(counts.astype(np.int64), epoch, part)
