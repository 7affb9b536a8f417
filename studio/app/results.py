"""What a run's file says, on the curves and in the table of runs: read anew as it grows."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.panels.curves import CurvesPanel
from studio.panels.run_curves import Batches, Epochs, RunCurves
from studio.panels.runs import RunsPanel
from studio.runs import RunError, RunInfo, RunReader, delete_run, list_runs, run_folder

log = logging.getLogger(__name__)

READ_EVERY_MS = 50
LOSSES = {"SoftmaxCrossentropy": "cross-entropy", "MultiClassHinge": "multi-class hinge", "SquaredError": "squared error"}


class Following:
    """A run's file being read on and on.

    Args:
        project: The project's folder.
        run: The run's name.
    """

    def __init__(self, project: Path, run: str) -> None:
        self.run = run
        self._reader = RunReader(run_folder(project, run))
        self._facts = self._reader.facts()
        self._step = self._epoch = 0

    def curves(self) -> RunCurves:
        """All of it so far, to begin with."""
        loss = str(self._facts.recipe.get("loss", {}).get("kind", "SoftmaxCrossentropy"))
        batches, epochs = self.news()
        name = f"Run {int(self.run.rpartition('-')[2])}"
        return RunCurves(name, self._facts.title, self._facts.epochs, LOSSES.get(loss, loss), batches, epochs)

    def news(self) -> tuple[Batches, Epochs]:
        """What was written since it was asked last."""
        batches, epochs = self._reader.batches(self._step), self._reader.epochs(self._epoch)
        if len(batches.step):
            self._step = int(batches.step[-1])
        if len(epochs.epoch):
            self._epoch = int(epochs.epoch[-1])
        at = batches.step / max(1, self._facts.batches)
        return Batches(at, batches.loss, batches.accuracy), Epochs(
            epochs.epoch.astype(float), epochs.loss, epochs.val_loss, epochs.val_accuracy
        )

    def close(self) -> None:
        """Lets go of the file."""
        self._reader.close()


class Results(QObject):
    """Keeps curves and table in step with the runs on the disk.

    Args:
        folder: The project's.
        curves: Where a run is drawn.
        table: Where runs are listed.
        parent: The window.

    Attributes:
        listed: The runs were listed anew; carries them, oldest first.
        failed: A run could not be read or deleted; carries the sentence.
    """

    listed = Signal(object)
    failed = Signal(str)

    def __init__(self, folder: Path, curves: CurvesPanel, table: RunsPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._curves, self._table = folder, curves, table
        self._following: Following | None = None
        self._over = self._training = ""
        self._timer = QTimer(self, singleShot=True, interval=READ_EVERY_MS)
        self._timer.timeout.connect(self._read_on)
        self.runs: tuple[RunInfo, ...] = ()

    @property
    def shown(self) -> str | None:
        """The run that is drawn."""
        return None if self._following is None else self._following.run

    @property
    def trained(self) -> str | None:
        """The newest run that has weights."""
        return next((run.id for run in reversed(self.runs) if run.best_epoch is not None), None)

    def refresh(self) -> None:
        """Lists the runs anew, and draws the newest where none is drawn."""
        self.runs = list_runs(self._folder)
        self._list()
        self.listed.emit(self.runs)
        if self.shown is None and self.runs:
            self.follow(self.runs[-1].id)

    def grew(self, run: str) -> None:
        """The file of a run has new rows; they are read soon, together."""
        if run != self.shown:
            self.follow(run)
        if not self._timer.isActive():
            self._timer.start()

    def follow(self, run: str) -> None:
        """Draws a run from now on; one that was laid over is that no more."""
        self._leave()
        if run == self._over:
            self.lay_over("")
        try:
            self._following = Following(self._folder, run)
            self._curves.show_run(self._following.curves())
        except RunError as error:
            log.info("The curves of %s cannot be shown yet. %s", run, error)
            self._leave()
            return
        self.runs = list_runs(self._folder)
        self._list()
        self.listed.emit(self.runs)

    def lay_over(self, run: str) -> None:
        """Draws another run over the one that is shown; takes it away where no name is given."""
        self._over = run
        self.mark()
        if not run:
            self._curves.lay_over(None)
            return
        try:
            other = Following(self._folder, run)
        except RunError as error:
            self.failed.emit(str(error))
            return
        self._curves.lay_over(other.curves())
        other.close()

    def delete(self, run: str) -> None:
        """Deletes a run with its weights, unless its training has gone on while the person was asked."""
        if run == self._training:
            self.failed.emit(f"{run} is being trained, so it is not deleted. Stop it first.")
            return
        if run == self.shown:
            self._leave()
            self._curves.clear()
        if run == self._over:
            self.lay_over("")
        try:
            delete_run(self._folder, run)
        except RunError as error:
            self.failed.emit(str(error))
        self.refresh()

    def set_training(self, run: str) -> None:
        """Says which run is training; empty for none."""
        self._training = run
        self.mark()

    def mark(self) -> None:
        """Marks which run is drawn, which is laid over and which is training."""
        self._table.mark(self.shown or "", self._over, self._training)

    def move(self, folder: Path) -> None:
        """The project lies in another folder now, with other runs."""
        self.close()
        self._folder, self._over = folder, ""
        self._curves.clear()
        self.refresh()

    def close(self) -> None:
        """Reads nothing any more."""
        self._timer.stop()
        self._leave()

    def _read_on(self) -> None:
        if self._following is None:
            return
        try:
            batches, epochs = self._following.news()
        except RunError as error:
            self.failed.emit(str(error))
            return
        self._curves.append(batches, epochs)
        if len(epochs.at):
            self.runs = list_runs(self._folder)
            self._list()
            self.listed.emit(self.runs)

    def _list(self) -> None:
        self._table.set_runs(self.runs)
        self.mark()

    def _leave(self) -> None:
        if self._following is not None:
            self._following.close()
            self._following = None
