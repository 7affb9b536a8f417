"""A project made of somebody's Keras model: its drawing, what it does to pixels itself, and how its weights come."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from studio.blocks.ends import Input
from studio.compile.parsing.faults import ParsingError
from studio.compile.parsing.opening import opened as program
from studio.compile.planner import PlanError, plan
from studio.compile.reading.keras_file import read_keras
from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import Opened, ReadingError
from studio.compile.reading.saved_model import read_saved_model
from studio.data import Data, ImageFolder, Mnist, NumpyFile, Source
from studio.data.mnist import SHAPE
from studio.forms import FormError
from studio.graph.model import Graph
from studio.project import file, samples
from studio.project.errors import ProjectError
from studio.project.origin import Origin, write_origin
from studio.project.project import Project, View
from studio.project.record import record

MODEL = "model.keras"
"""The file in a folder that was exported for Keras."""

HDF5 = (".h5", ".hdf5")
"""What files of Keras before its archives are called."""

SCRIPT = ".py"
"""What a program is called that builds a model when it is run, which takes a person's consent."""

_SAVED = "saved_model.pb"
_ENDINGS = (".keras", ".json", SCRIPT, *HDF5)
_GENERIC = re.compile(r"(functional|model|sequential)([ _]?\d+)?", re.IGNORECASE)


def model_file(path: Path) -> Path | None:
    """What holds the Keras model of a path: itself, or what lies in an export; None where there is nothing that can be opened."""
    if os.path.isfile(path / MODEL):  # noqa: PTH113 - Path.is_file raises where a folder is out of reach
        return path / MODEL
    if is_saved_model(path):
        return path
    return path if path.suffix.lower() in _ENDINGS and path.name != file.FILE else None


def is_saved_model(path: Path) -> bool:
    """Whether a path is the folder of a SavedModel."""
    return os.path.isfile(path / _SAVED)  # noqa: PTH113 - the same


def open_model(
    path: Path, to: Path | None = None, *, text: str | None = None, script: Path | None = None, look: Callable[[], None] = lambda: None
) -> tuple[Path, tuple[str, ...]]:
    """Makes a project of a model; nothing in the model is run.

    Args:
        path: Of a model, as `model_file` gives it.
        to: Folder of the project; one in the user's projects, named after the model, where not given.
        text: What the model says of itself, where another process had to read it, as of `.h5`.
        script: The program that built the model, if one did; the project keeps the `.keras` file then.
        look: Called before anything is written; may raise to give it up.

    Returns:
        The project's folder, and remarks on what could not be taken over as it was, in whole sentences.

    Raises:
        ProjectError: The file holds no model that can be read, or the project cannot be written.
    """
    try:
        opened = _read(path, text)
    except ReadingError as error:
        raise ProjectError([str(error)]) from error
    look()
    from_, with_weights = script or path, path.suffix.lower() != ".json"
    folder, project = _made(from_, opened, to)
    samples.write_lesson(folder, _lesson(from_, project, opened.remarks, _of_weights(project) if with_weights else _NO_WEIGHTS))
    if script:
        path = shutil.copyfile(path, folder / f"{script.stem}.keras")
    if with_weights:
        write_origin(folder, _origin(path, opened, project, kept=script is not None))
    return folder, opened.remarks


def open_program(path: Path, text: str, to: Path | None = None, look: Callable[[], None] = lambda: None) -> tuple[Path, tuple[str, ...]]:
    """Makes a project of the model that a program builds, as far as that can be read; nothing of it is run.

    Args:
        path: Where the program is from.
        text: The program.
        to: As of `open_model`.
        look: Likewise.

    Returns:
        As `open_model` does.

    Raises:
        ProjectError: It cannot be read without running it, or the project cannot be written.
    """
    try:
        opened = program(text)
    except ParsingError as error:
        raise ProjectError([f"{path.name}, line {fault.line}: {fault.text}" for fault in error.faults]) from error
    look()
    folder, project = _made(path, opened, to)
    samples.write_lesson(folder, _lesson(path, project, opened.remarks, _NOT_RUN))
    return folder, opened.remarks


def _made(path: Path, opened: Opened, to: Path | None) -> tuple[Path, Project]:
    """The project of a model, written; and its folder."""
    title = _title(path, opened)
    folder = _empty(to) if to else samples.free_folder(title)
    project = _project(title, opened)
    file.write(folder, project)
    return folder, project


def _read(path: Path, text: str | None) -> Opened:
    if text is not None:
        return read_json(text)
    if is_saved_model(path):
        return read_saved_model(path)
    return read_json(_text(path)) if path.suffix.lower() == ".json" else read_keras(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "bytes that are no text"
        raise ProjectError([f"{path} cannot be read. Expected: the text of model.to_json(). Received: {reason}. Save it anew."]) from error


def _title(path: Path, opened: Opened) -> str:
    """The model's own name; the file's where Keras made the name up."""
    if opened.title and not _GENERIC.fullmatch(opened.title):
        return opened.title
    name = path.parent.name if path.name == MODEL else path.stem
    return name.replace("_", " ").strip() or "Model"


def _empty(folder: Path) -> Path:
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise ProjectError([f"{folder} is there already. Expected: a new folder, or an empty one. Choose another name."])
    return folder.absolute()


def _project(title: str, opened: Opened) -> Project:
    data = Data().replace(source=_source(opened.graph), scale=opened.scale, centre=opened.centre)
    return Project(title=title, data=data, view=View(panel="lesson")).with_graph(opened.graph)


def _source(graph: Graph) -> Source:
    """Digits where they fit; else images of that size, which the person has still to choose."""
    shape = next((node.block.shape for node in graph.nodes.values() if isinstance(node.block, Input)), SHAPE)
    if tuple(shape) == SHAPE:
        return Mnist()
    if len(shape) != 3 or shape[2] not in (1, 3):
        return NumpyFile()
    height, width, channels = shape
    try:
        return ImageFolder(height=height, width=width, colour="grey" if channels == 1 else "colour")
    except FormError:  # larger than pictures are made
        return NumpyFile()


def _origin(path: Path, opened: Opened, project: Project, *, kept: bool) -> Origin:
    mean = None if opened.mean is None else opened.mean.tolist()
    return Origin(str(path.absolute()), dict(opened.layers), mean, record(project), kept)


def _lesson(path: Path, project: Project, remarks: tuple[str, ...], of_weights: str) -> str:
    """What was opened, in Markdown, to be read beside the board."""
    parts = [f"# {project.title}", f"Opened from `{path.name}`. {of_weights}"]
    if not isinstance(project.data.source, Mnist):
        parts.append(_NO_IMAGES)
    if remarks:
        parts += ["## What is not as it was", "\n".join(f"* {remark}" for remark in remarks)]
    return "\n\n".join(parts) + "\n"


def _of_weights(project: Project) -> str:
    try:
        plan(project.graph, project.title)
    except PlanError:
        return _UNFIT
    return _WEIGHTS


_WEIGHTS = (
    "Its weights are run 1 of this project once TensorFlow is loaded: predictions, filters, feature maps, attacks and exports use them. "
    "Train begins anew, with fresh weights; **Train on from a run** (menu Train) goes on from these."
)
_UNFIT = (
    "Its weights are not taken, because the drawing is no network yet: the Issues panel says why. Mend it, bypassing what is unknown, "
    "then choose **Take the weights of the opened model** (menu Train)."
)
_NO_WEIGHTS = 'It holds no weights: `model.to_json()` leaves them out. Open a file made by `model.save("model.keras")` to have them too.'
_NOT_RUN = "The program was read and not run, so the weights are fresh ones."
_NO_IMAGES = (
    "It has no images of its own yet. Choose some under Data to train it, or drop a picture on the window to see what the network "
    "makes of it."
)
