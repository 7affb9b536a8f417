"""What a run keeps on the disk: figures in run.db, checkpoints beside it; what a full disk refuses waits in memory."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from studio.runs import BEST, LAST, BatchFigures, Confusion, EpochFigures, RunWriter, confusion_snapshot, picture_snapshot
from studio.runs.figures import EndState
from studio.worker.checkpoint import Place, restore, save
from studio.worker.stepping import Stepper

EVERY = 20.0  # seconds between two checkpoints within an epoch
SHARE = 50  # a checkpoint that takes long is taken at most after so many times as long


class Book:
    """The writing side of a run.

    Attributes:
        folder: The run's.
    """

    def __init__(self, writer: RunWriter, stepper: Stepper) -> None:
        self.folder: Path = writer.folder
        self._writer = writer
        self._stepper = stepper
        self._waiting: list[BatchFigures] = []
        self._pause, self._saved = EVERY, time.monotonic()

    def batches(self, rows: Sequence[BatchFigures]) -> None:
        """Adds rows to those not yet written."""
        self._waiting += rows

    def write(self) -> None:
        """Writes what waits.

        Raises:
            RunError: The disk refuses; what waits goes on waiting.
        """
        self._writer.add_batches(self._waiting)
        self._waiting = []

    def epoch(self, row: EpochFigures) -> None:
        """Writes an epoch that ended; raises RunError."""
        self._writer.add_epoch(row)

    def picture(self, step: int, picture: NDArray[Any]) -> None:
        """Keeps what the network makes of an image now; raises RunError."""
        self._writer.add_snapshot(picture_snapshot(step, picture))

    def test(self, loss: float, accuracy: float | None) -> None:
        """Writes the look at the test images with the best weights; raises RunError."""
        self._writer.add_test("best", loss, float("nan") if accuracy is None else accuracy)

    def confusion(self, step: int, confusion: Confusion) -> None:
        """Keeps which test images were taken for what; raises RunError."""
        self._writer.add_snapshot(confusion_snapshot(step, confusion))

    def end(self, state: EndState, reason: str) -> None:
        """Writes how the run ended; raises RunError."""
        self.write()
        self._writer.end(state, reason)

    def checkpoint_due(self) -> bool:
        """Whether it is time for a checkpoint within an epoch."""
        return time.monotonic() - self._saved > self._pause

    def checkpoint(self, place: Place) -> None:
        """Keeps all that is needed to go on; raises RunError."""
        begun = time.monotonic()
        save(self.folder / LAST, place, self._stepper.network.variables, self._stepper.optimizer.variables)
        self._saved = time.monotonic()
        self._pause = max(EVERY, SHARE * (self._saved - begun))

    def keep_best(self, place: Place) -> None:
        """Keeps the weights as the best ones; raises RunError."""
        save(self.folder / BEST, place, self._stepper.network.variables)

    def take_best(self) -> bool:
        """Puts the best weights into the network, where there are any."""
        if not (self.folder / BEST).exists():
            return False
        restore(self.folder / BEST, self._stepper.network.variables)
        return True

    def close(self) -> None:
        """Lets go of the file."""
        self._writer.close()
