"""Events about runs that were kept: what was taken in, taken away, predicted or counted."""

from __future__ import annotations

from typing import Any, Literal

from studio.messages.arrays import Array
from studio.messages.checked import Checked
from studio.messages.event import Event
from studio.messages.formats import Format
from studio.messages.orders import AttackSpec, Weights
from studio.project.pretrained import Wanted

Stage = Literal["reading", "building", "taking", "comparing"]


class Importing(Event):
    """How far the weights of a Keras model are on their way into a run.

    Attributes:
        run: Its name.
        stage: Reading the model, building the drawing's layers, taking weights, or comparing what both answer.
        done: How many layers have theirs; 0 in the other stages.
        total: Of how many; 0 in the other stages.
    """

    run: str
    stage: Stage
    done: int = 0
    total: int = 0


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


class Exporting(Event):
    """An export is under way.

    Attributes:
        run: Of which run; empty for an untrained network.
        path: Where to.
        stage: What is being done, in a few words.
        share: How much of it all is done, roughly.
    """

    run: str
    path: str
    stage: str
    share: float


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


class Fetching(Event):
    """How far a pretrained network is on its way.

    Attributes:
        wanted: Which network.
        stage: What is done now.
        done: Bytes that are there.
        total: Bytes of the file; 0 where nobody knows.
    """

    wanted: Wanted
    stage: Literal["downloading", "drawing"]
    done: int = 0
    total: int = 0


class Fetched(Event):
    """A pretrained network is drawn.

    Attributes:
        wanted: Which network.
        module: It as a module, as the file of a module has it.
        place: Where the window wanted to put it; None where it has it already.
        weights: Whether its pretrained weights are with the project now.
        words: What came of them.
    """

    wanted: Wanted
    module: dict[str, Any]
    place: tuple[float, float] | None
    weights: bool
    words: str
