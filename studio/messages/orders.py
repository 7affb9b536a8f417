"""Orders: what a window or the command line asks of the worker, in the imperative."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from studio.compile.plan import Plan
from studio.data import Data
from studio.messages.arrays import Array
from studio.messages.formats import Format
from studio.messages.message import Message
from studio.project.pretrained import Wanted
from studio.recipe import Recipe

Part = Literal["train", "validation", "test"]
Weights = Literal["best", "last"]


class Order(Message):
    """Base of the orders."""


class ImageChoice(Message):
    """One image of the data, or a picture file.

    Attributes:
        part: Which part of the split.
        index: Its place in that part; a place past the end means the last image.
        file: Path of a picture to look at instead. It is read and resized as those of an ImageFolder are, to the Input's shape; `part` and
            `index` then only tell which images of the data an attack is counted on.
    """

    part: Part = "test"
    index: int = 0
    file: str | None = None


class AttackSpec(Message):
    """How to attack images.

    Attributes:
        method: fgsm, one step along the sign of the gradient; pgd, many small ones; deepfool, the nearest border;
            noise, random signs to compare with.
        epsilon: Largest change of a pixel, as a share of the range 0 to 255.
        target: Class that the network shall be driven to; None to drive it away from the right one.
    """

    method: Literal["fgsm", "pgd", "deepfool", "noise"] = "fgsm"
    epsilon: float = 0.1
    target: int | None = None


class Hello(Order):
    """A window is there; answered by the present State, and by Ready as soon as TensorFlow is loaded."""


class Beat(Order):
    """The window is still there; sent every few seconds, answered by nothing."""


class Leave(Order):
    """The window goes. A worker without a window ends when it has nothing to train."""


class Shutdown(Order):
    """End now, unless another window is there; a run keeps a checkpoint and can be resumed."""


class Show(Order):
    """Make a network the one that is inspected: untrained, or with the weights of a run.

    The newest wins; one that comes during a run waits for its end.

    Attributes:
        project: The project's folder.
        plan: The network, not yet prepared with scaling and centring.
        data: Where its images come from.
        run: The run whose weights it gets, wherever a layer has not changed since; None for fresh ones.
        weights: Of the best validation epoch, or the last.
        seed: Of the fresh weights.
    """

    project: str
    plan: Plan
    data: Data
    run: str | None = None
    weights: Weights = "best"
    seed: int = 0


class Train(Order):
    """Train a network.

    Attributes:
        project: The project's folder; the run is kept in `runs/<run>/` in it.
        run: Name of the run.
        plan: The network, not yet prepared with scaling and centring.
        data: What it learns from.
        recipe: How.
        device: `CPU:0`, `GPU:0`; empty for the first GPU, or the CPU where there is none.
        record: The project as its file has it, kept with the run.
        resume: Go on from the run's last checkpoint, where it has one.
        origin: The run whose best weights it begins with, wherever a layer has not changed since; empty for fresh ones.
    """

    project: str
    run: str
    plan: Plan
    data: Data
    recipe: Recipe
    device: str = ""
    record: dict[str, Any] = msgspec.field(default_factory=dict)
    resume: bool = False
    origin: str = ""


class Import(Order):
    """Take the weights of a Keras model that was opened as a drawing; they become a run, which answers for them from then on.

    Attributes:
        project: The project's folder; the run is kept in `runs/<run>/` in it.
        run: Name of the run.
        model: Path of the `.keras` file.
        plan: The drawing's network, not yet prepared with scaling and centring.
        data: The project's data, as it is kept with the run.
        layers: Of each node with weights, by id or path: the name of the model's layer whose weights it takes.
        mean: What the model itself subtracts from images, in units after scaling; None for nothing.
        recipe: The project's recipe, as it is kept with the run.
        record: The project as its file has it, likewise.
        mended: Whether the drawing was changed since the model was opened: what has no weights in the model then keeps fresh ones.
    """

    project: str
    run: str
    model: str
    plan: Plan
    data: Data
    layers: dict[str, str]
    mean: Array | None = None
    recipe: Recipe = Recipe()
    record: dict[str, Any] = msgspec.field(default_factory=dict)
    mended: bool = False


class Fetch(Order):
    """Draw a pretrained network of `keras.applications` as a module, and keep its weights with the project.

    Attributes:
        project: The project's folder.
        wanted: Which network.
        weights: Whether its pretrained weights are wanted; otherwise it begins with random ones.
        place: Given back as it is: where the window wants to put it; None where it has it already.
    """

    project: str
    wanted: Wanted
    weights: bool = True
    place: tuple[float, float] | None = None


class Pause(Order):
    """Wait after the present batch; the weights can be looked at meanwhile."""


class Resume(Order):
    """Go on after a pause."""


class Stop(Order):
    """End the run after the present batch; what was learned is kept."""


class Cancel(Order):
    """Give up what takes long besides training: reading images, an attack on many.

    Attributes:
        order: Name of the order that is meant, also one that still waits: `Import`; empty for what is under way, whatever it is.
    """

    order: str = ""


class Watch(Order):
    """What is on screen and wanted live; the newest replaces all before it.

    Attributes:
        maps: Node whose feature maps are shown.
        filters: Node whose filters are shown.
        attack: How the image is attacked, where that is shown.
        weights: Node whose weights are shown as a histogram.
        thumbnails: Nodes with a visible card.
        times: How long each node takes is wanted.
        image: The image that all of these are about.
        budget: Share of training time that answers may take.
    """

    maps: str | None = None
    filters: str | None = None
    attack: AttackSpec | None = None
    weights: str | None = None
    thumbnails: tuple[str, ...] = ()
    times: bool = False
    image: ImageChoice = ImageChoice()
    budget: float = 0.02


class Browse(Order):
    """Some images of the data that is being shown or trained on, to pick from.

    Attributes:
        part: Which part of the split.
        start: Place of the first.
        count: How many at most.
        label: Only images of this class; `start` counts among them.
    """

    part: Part = "test"
    start: int = 0
    count: int = 48
    label: int | None = None


class OnRun(Order):
    """Base of the orders about a run that was kept.

    Attributes:
        project: The project's folder.
        run: Name of the run.
        weights: Of the best validation epoch, or the last.
    """

    project: str
    run: str
    weights: Weights = "best"


class Export(OnRun):
    """Write a network to a folder: that of a run, or one that is not trained yet.

    Attributes:
        format: What to write.
        path: Where.
        plan: The untrained network, not yet prepared with scaling and centring; with it, `run` is empty and `weights` means nothing.
        data: Where its images would come from; a mean image is computed of the training part.
        seed: Of its fresh weights.
        record: The project as its file has it, so that the program of the untrained network has a function for each module.
    """

    format: Format
    path: str
    plan: Plan | None = None
    data: Data | None = None
    seed: int = 0
    record: dict[str, Any] = msgspec.field(default_factory=dict)


class Predict(OnRun):
    """Predictions of a run's network.

    Attributes:
        images: Pixels 0 to 255, shaped (count, height, width, channels); None to read files.
        files: Pictures to read.
    """

    images: Array | None = None
    files: tuple[str, ...] = ()


class Attack(OnRun):
    """Attack many images and count.

    Attributes:
        spec: How.
        part: Which part of the split.
        count: How many images, from the first.
        data: The images, for a run that learned from none: one whose weights came with a model.
    """

    spec: AttackSpec = AttackSpec()
    part: Part = "test"
    count: int = 1000
    data: Data | None = None


class Tally(OnRun):
    """Count which test images of each class are taken for which; the counts are kept with the run.

    Attributes:
        data: The images, for a run that learned from none: one whose weights came with a model.
    """

    data: Data | None = None


AnyOrder = (
    Hello
    | Beat
    | Leave
    | Shutdown
    | Show
    | Train
    | Import
    | Fetch
    | Pause
    | Resume
    | Stop
    | Cancel
    | Watch
    | Browse
    | Export
    | Predict
    | Attack
    | Tally
)
