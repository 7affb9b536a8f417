"""Counts of what was taken for what, as they are kept with a run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.runs import Confusion, RunError, RunReader, RunWriter, Snapshot, confusion_snapshot, counted, keep_confusion, kept_confusion
from studio.runs.confusions import CONFUSION

COUNTS = np.array([[5, 1], [0, 4]])


def test_rows_are_what_images_show_and_columns_what_they_were_taken_for() -> None:
    assert counted(np.array([0, 0, 1, 2], np.uint8), np.array([0, 2, 1, 0]), 3).tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 0]]


def test_what_was_counted_is_read_again(folder: Path) -> None:
    keep_confusion(folder, Confusion(COUNTS, 1, "test"))
    with RunReader(folder) as run:
        kept = kept_confusion(run)
    assert kept is not None
    assert (kept.counts.tolist(), kept.epoch, kept.part) == (COUNTS.tolist(), 1, "test")


def test_counts_of_other_weights_than_the_best_are_not_given(folder: Path) -> None:
    with RunReader(folder) as run:
        assert kept_confusion(run) is None
    keep_confusion(folder, Confusion(COUNTS, 2, "test"))
    with RunReader(folder) as run:
        assert run.best_epoch() == 1
        assert kept_confusion(run) is None


@pytest.mark.parametrize("payload", [b"", b"nothing", confusion_snapshot(1, Confusion(np.zeros((2, 3), int), 1, "test")).payload])
def test_broken_counts_are_told(folder: Path, payload: bytes) -> None:
    with RunWriter.resume(folder, 6, 2) as writer:
        writer.add_snapshot(Snapshot(6, CONFUSION, payload))
    with RunReader(folder) as run, pytest.raises(RunError, match=r"^The snapshot after batch 6 holds no confusion matrix\. Received: "):
        kept_confusion(run)
