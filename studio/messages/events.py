"""Events: what happened, as the worker tells it, in the past tense."""

from __future__ import annotations

from typing import Literal

from studio.messages.arrays import Array
from studio.messages.event import Event as Event
from studio.messages.findings import Counted as Counted
from studio.messages.findings import Exported as Exported
from studio.messages.findings import Exporting as Exporting
from studio.messages.findings import Fetched as Fetched
from studio.messages.findings import Fetching as Fetching
from studio.messages.findings import Imported as Imported
from studio.messages.findings import Importing as Importing
from studio.messages.findings import Predicted as Predicted
from studio.messages.findings import Stage as Stage
from studio.messages.findings import Tallied as Tallied
from studio.messages.message import Message
from studio.messages.orders import Part, Train

Phase = Literal["loading", "idle", "reading", "training", "paused"]
EndState = Literal["done", "stopped", "failed"]


class Device(Message):
    """Something to compute on.

    Attributes:
        name: `CPU:0`, `GPU:0`.
        title: Its name for people: `NVIDIA H200`.
    """

    name: str
    title: str


class Loading(Event):
    """The worker is getting ready.

    Attributes:
        stage: What it does, in a few words: `Loading TensorFlow`.
    """

    stage: str


class Ready(Event):
    """The worker can work.

    Attributes:
        devices: What it can compute on.
        versions: Of python, tensorflow, keras, numpy.
        seconds: From its start to here.
        advice: Why no GPU is used, in words; empty where one is.
    """

    devices: tuple[Device, ...]
    versions: dict[str, str]
    seconds: float
    advice: str = ""


class State(Event):
    """What the worker is doing; the first answer to a window.

    Attributes:
        phase: In one word.
        train: The order of the run that is going on.
        progress: How far it is.
    """

    phase: Phase
    train: Train | None = None
    progress: Progress | None = None


class Read(Event):
    """Some images were read from files.

    Attributes:
        done: How many.
        total: Of how many.
    """

    done: int
    total: int


class Started(Event):
    """A run began, or went on from a checkpoint.

    Attributes:
        run: Its name.
        epochs: How many at most.
        batches: In an epoch.
        step: Batches trained before, in all epochs; above 0 when the run was resumed.
        images: How many for training, validation and test.
        classes: Their names.
        device: What it computes on.
        beginning: Which layers begin with weights that were there already, in words; empty where all are fresh.
    """

    run: str
    epochs: int
    batches: int
    step: int
    images: tuple[int, int, int]
    classes: tuple[str, ...]
    device: str
    beginning: str = ""


class Progress(Event):
    """How far a run is; at most 20 a second. Every batch's figures are in run.db.

    Attributes:
        run: Its name.
        step: Batches trained, in all epochs.
        epoch: The present one, from 1.
        epochs: How many at most.
        batch: Batches done in this epoch.
        batches: In an epoch.
        loss: Of the latest batch.
        accuracy: Of the latest batch, 0 to 1.
        images_per_second: Over the last seconds, pauses left out.
        seconds_left: Until the last epoch's end, at this pace.
        at: When the latest batch ended, in seconds of `time.monotonic`, which all processes of a machine share.
    """

    run: str
    step: int
    epoch: int
    epochs: int
    batch: int
    batches: int
    loss: float
    accuracy: float
    images_per_second: float
    seconds_left: float
    at: float = 0.0


class EpochEnded(Event):
    """An epoch ended and its validation is done; run.db has the figures.

    Attributes:
        run: Name of the run.
        epoch: From 1.
        epochs: How many at most.
        loss: Mean over the epoch's batches.
        accuracy: Likewise.
        val_loss: On the validation images; None where there are none.
        val_accuracy: Likewise.
        seconds: What the epoch took.
        best: Whether its weights are the best so far.
    """

    run: str
    epoch: int
    epochs: int
    loss: float
    accuracy: float
    val_loss: float | None
    val_accuracy: float | None
    seconds: float
    best: bool


class Paused(Event):
    """Training waits.

    Attributes:
        run: Name of the run.
        reason: Why, where it was not asked for; empty otherwise.
    """

    run: str
    reason: str = ""


class Resumed(Event):
    """Training goes on.

    Attributes:
        run: Name of the run.
    """

    run: str


class Ended(Event):
    """A run ended.

    Attributes:
        run: Its name.
        state: Whether it came to its end, was stopped, or failed.
        reason: Why it ended, in words.
        best_epoch: Epoch with the lowest validation loss, from 1; 0 for none.
        test_loss: With the best epoch's weights, on the test images; None where it was not evaluated.
        test_accuracy: Likewise.
        seconds: Of training, pauses left out.
    """

    run: str
    state: EndState
    reason: str
    best_epoch: int = 0
    test_loss: float | None = None
    test_accuracy: float | None = None
    seconds: float = 0.0


class Shown(Event):
    """A network is there to be inspected.

    Attributes:
        run: Whose weights it has; None for fresh ones.
        title: Name of the network.
        classes: Their names.
        images: How many for training, validation and test.
    """

    run: str | None
    title: str
    classes: tuple[str, ...]
    images: tuple[int, int, int]


class Browsed(Event):
    """Images to pick from.

    Attributes:
        part: Of the split.
        start: Place of the first.
        total: How many there are to browse.
        indices: Place of each in its part, as ImageChoice takes it.
        images: uint8, (count, height, width, channels).
        labels: Numbers of their classes.
        classes: Their names.
    """

    part: Part
    start: int
    total: int
    indices: Array
    images: Array
    labels: Array
    classes: tuple[str, ...]


class Refused(Event):
    """An order could not be carried out.

    Attributes:
        order: Its name: `Train`.
        text: Why and what to do, in words.
        run: Name of the run that the order is about; empty where it is about none.
        part: Of a Watch, what cannot be shown: maps, filters, weights, attack, thumbnails or times; or image, where the picture file that
            all are about cannot be used.
    """

    order: str
    text: str
    run: str = ""
    part: str = ""


class Printed(Event):
    """Something was printed in the worker.

    Attributes:
        text: One or more lines.
    """

    text: str


class Stayed(Event):
    """The worker was to end, but lives on for another window; told to the one that asked."""


class Died(Event):
    """There is no worker any more; told by the engine, or by the worker as its last word.

    Attributes:
        text: What happened and what comes next, in words.
        again: Whether another one is being started.
    """

    text: str
    again: bool


AnyEvent = (
    Loading
    | Ready
    | State
    | Read
    | Started
    | Progress
    | EpochEnded
    | Paused
    | Resumed
    | Ended
    | Importing
    | Imported
    | Fetching
    | Fetched
    | Shown
    | Browsed
    | Exporting
    | Exported
    | Predicted
    | Counted
    | Tallied
    | Refused
    | Printed
    | Stayed
    | Died
)
