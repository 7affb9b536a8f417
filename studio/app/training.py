"""Train, pause and stop: what the buttons do, and what the worker's events mean for the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.app.document import Document
from studio.compile.planner import PlanError, plan
from studio.messages import events, orders
from studio.messages.going_on import going_on
from studio.project.record import record
from studio.runs import RunError, next_run

Send = Callable[[Any], None]


class Training(QObject):
    """Keeps in step with the worker: idle, reading images, training, paused.

    Args:
        document: What is trained.
        send: Takes orders to the worker.
        parent: The window.

    Attributes:
        phase_changed: Another phase; carries `loading`, `idle`, `reading`, `training` or `paused`.
        progressed: Carries the newest Progress.
        grew: The run's file has new rows; carries the run's name.
        ended: A run ended; carries the Ended event.
        said: Words for the status bar, and the role of their colour.
        refused: Something could not be done; carries the sentence.
    """

    phase_changed = Signal(str)
    progressed = Signal(object)
    grew = Signal(str)
    ended = Signal(object)
    said = Signal(str, str)
    refused = Signal(str)

    def __init__(self, document: Document, send: Send, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._send = document, send
        self.phase: events.Phase = "loading"
        self.run: str | None = None
        self.device = ""
        self.devices: dict[str, str] = {}

    @property
    def busy(self) -> bool:
        """Whether a run is going on."""
        return self.phase in ("reading", "training", "paused")

    def train(self, origin: str = "") -> None:
        """Trains what is drawn, as a new run; remembered where TensorFlow is still loading.

        Args:
            origin: The run whose weights it begins with; fresh ones where not given.
        """
        project = self._document.project
        try:
            planned = plan(project.graph, project.title)
        except PlanError as error:
            self.refused.emit(str(error))
            return
        folder = self._document.folder
        self._begin(
            orders.Train(
                project=str(folder),
                run=next_run(folder),
                plan=planned,
                data=project.data,
                recipe=project.recipe,
                device=self.device,
                record=record(project),
                origin=origin,
            )
        )

    def resume_run(self, run: str) -> None:
        """Goes on with a run from its last checkpoint, as it was: the drawing may be another one by now."""
        try:
            self._begin(going_on(self._document.folder, run))
        except RunError as error:
            self.refused.emit(str(error))

    def pause_or_go_on(self) -> None:
        """Pauses between two batches, or goes on."""
        self._send(orders.Resume() if self.phase == "paused" else orders.Pause())

    def stop(self) -> None:
        """Ends the run; what was learned is kept."""
        self._send(orders.Cancel() if self.phase == "reading" else orders.Stop())

    def choose_device(self, name: str) -> None:
        """The device of the next run."""
        self.device = name

    def forget(self) -> None:
        """The worker was ended, and with it what it did."""
        self.run = None
        self._turn("loading", "The worker is started again …", "quiet")

    def take(self, event: Any) -> None:
        """Follows what the worker says."""
        match event:
            case events.Loading(stage=stage):
                self._turn(self.phase if self.busy else "loading", f"{stage} …", "quiet")
            case events.Ready():
                self._ready(event)
            case events.State(phase=phase, train=going, progress=progress):
                self._take_up(phase, going, progress)
            case events.Read():
                self._read(event)
            case events.Started(run=run):
                self.run = run
                self._turn("training", f"Training on {_kind(event.device)}", "good")
                self.grew.emit(run)
            case events.Progress(run=run):
                self._progress(event)
            case events.EpochEnded(run=run) if event.val_loss is not None:
                self.grew.emit(run)
            case events.Paused(reason=reason):
                self._turn("paused", reason or "Paused", "warning")
            case events.Resumed():
                self._turn("training", "Training", "good")
            case events.Ended():
                self._end(event)
            case events.Refused(order="Show" | "Watch"):
                pass  # said where the pictures would be
            case events.Refused(text=text):
                self.refused.emit(text)
                if event.order == "Train":
                    self._rest()
            case events.Died(text=text, again=again):
                self._turn("reading" if again and self.busy else "loading", text, "bad")
                self.refused.emit(text)

    def _begin(self, order: orders.Train) -> None:
        self.run = order.run
        words = "Training begins …" if self.phase != "loading" else "Training begins as soon as TensorFlow is loaded …"
        self._turn("reading", words, "warning")
        self._send(order)

    def _ready(self, event: events.Ready) -> None:
        self.devices = {device.name: device.title for device in event.devices}
        gpus = [name for name in self.devices if name.startswith("GPU")]
        self.device = self.device if self.device in self.devices else (gpus or list(self.devices) or [""])[0]
        if not self.busy:
            self._rest()

    def _rest(self) -> None:
        self._turn("idle", f"Ready to train on {_kind(self.device)}", "good")

    def _read(self, event: events.Read) -> None:
        """Images are read for a training, or only to be looked at."""
        if self.busy or event.done < event.total:
            self._turn(self.phase, f"Reading images: {event.done:,} of {event.total:,}", "warning")
        else:
            self._rest()

    def _take_up(self, phase: events.Phase, going: orders.Train | None, progress: events.Progress | None) -> None:
        """A worker that trains on was found: its run is this window's run."""
        if going is not None:
            self.run = going.run
            training = phase != "paused"
            self._turn(phase, f"Training on {_kind(going.device)}" if training else "Paused", "good" if training else "warning")
            self.grew.emit(going.run)
        if progress is not None:
            self._progress(progress)

    def _progress(self, progress: events.Progress) -> None:
        if self.phase == "training":
            self.said.emit(f"Training on {_kind(self.device)} · {progress.images_per_second:,.0f} images/s", "good")
        self.progressed.emit(progress)
        self.grew.emit(progress.run)

    def _end(self, event: events.Ended) -> None:
        self._turn("idle", f"{event.reason}", "bad" if event.state == "failed" else "good")
        self.grew.emit(event.run)
        self.ended.emit(event)
        if event.state == "failed":
            self.refused.emit(event.reason)

    def _turn(self, phase: events.Phase, words: str, role: str) -> None:
        self.said.emit(words, role)
        if phase != self.phase:
            self.phase = phase
            self.phase_changed.emit(phase)


def _kind(device: str) -> str:
    """`CPU:0` is the CPU."""
    return device.partition(":")[0] or "CPU"
