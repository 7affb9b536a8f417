"""Events: what happened, as the worker tells it, in the past tense."""

from __future__ import annotations

from typing import Literal

from studio.messages.arrays import Array
from studio.messages.checked import Checked
from studio.messages.formats import Format
from studio.messages.message import Message
from studio.messages.orders import AttackSpec, Part, Train, Weights

Phase = Literal["loading", "idle", "reading", "training", "paused"]
EndState = Literal["done", "stopped", "failed"]


class Event(Message):
    """Base of the events."""


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
    """

    run: str
    epochs: int
    batches: int
    step: int
    images: tuple[int, int, int]
    classes: tuple[str, ...]
    device: str


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


class Imported(Event):
    """The weights of a Keras model are a run now.

    Attributes:
        run: Its name.
        model: Path of the file.
        layers: How many layers gave their weights.
        images: On how many random images both were asked; 0 where the drawing is not all of the model.
        difference: The largest difference between what the model and the drawing answered; not a number where they were not asked.
        same: Whether that is no more than rounding makes.
        reason: All of it in a sentence, as the run keeps it.
    """

    run: str
    model: str
    layers: int
    images: int
    difference: float
    same: bool
    reason: str


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


class Exported(Event):
    """A network was written.

    Attributes:
        format: What was written.
        path: Where.
        run: Of which run; empty for an untrained network.
        weights: Which of its weights.
        epoch: The epoch that they are of; 0 for an untrained network.
        checked: What its own runtime made of images, beside the studio.
    """

    format: Format
    path: str
    run: str
    weights: Weights
    epoch: int
    checked: Checked


class Predicted(Event):
    """Predictions.

    Attributes:
        run: Of which run's network.
        names: What was predicted: file names, or numbers.
        predictions: float32, (count, classes or values).
        classes: Names of the classes.
    """

    run: str
    names: tuple[str, ...]
    predictions: Array
    classes: tuple[str, ...]


class Counted(Event):
    """An attack on many images ended, or is under way.

    Attributes:
        run: Whose network was attacked.
        spec: How.
        done: Images attacked so far.
        total: Of how many.
        right: How many were classified rightly before.
        fooled: How many of these are wrong after.
        zero_gradient: Mean share of pixels with a gradient of zero.
    """

    run: str
    spec: AttackSpec
    done: int
    total: int
    right: int
    fooled: int
    zero_gradient: float


class Tallied(Event):
    """Test images were counted by what they are taken for, or are being counted; the run has the counts.

    Attributes:
        run: Whose network was asked.
        done: Images so far.
        total: Of how many.
    """

    run: str
    done: int
    total: int


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
    | Imported
    | Shown
    | Browsed
    | Exported
    | Predicted
    | Counted
    | Tallied
    | Refused
    | Printed
    | Stayed
    | Died
)
