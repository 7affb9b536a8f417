"""What is dropped on the window: a project, a Keras model, data, an image, or nothing that can be opened, with a sentence why."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from studio.data import ImageFolder, NumpyFile, Source
from studio.data.image_folder import SUFFIXES
from studio.project.file import FILE
from studio.project.opened_model import model_file

_MODELS = (".tflite", ".onnx", ".pb")
_TAKES = (
    "Expected: a project folder, a Keras model (.keras, .h5, a SavedModel, or a .py that builds one), a NumPy file (.npz), "
    "a folder with one folder of images for each class, or a single image."
)


class Dropped(NamedTuple):
    """What was dropped.

    Attributes:
        project: The folder of a project to open.
        model: The file of a Keras model to open as a drawing.
        source: Data to train on.
        image: A picture file to look at.
        refusal: Why it is none of them, in whole sentences.
    """

    project: Path | None = None
    model: Path | None = None
    source: Source | None = None
    image: Path | None = None
    refusal: str = ""


def dropped(paths: Sequence[Path]) -> Dropped:
    """What these paths are; nothing is opened or changed."""
    if len(paths) != 1:
        return Dropped(refusal=f"{len(paths)} files were dropped at once. {_TAKES} Drop one of them.")
    path = paths[0]
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where a folder is out of reach
        return Dropped(refusal=f"{path} is not there, or cannot be reached. {_TAKES} Drop it again once it is.")
    return _folder(path) if path.is_dir() else _file(path)


def elsewhere(address: str) -> Dropped:
    """What a dropped address is that is no file of this computer."""
    return Dropped(refusal=f"{address} is no file of this computer. {_TAKES} Save it here first, then drop what was saved.")


def _folder(path: Path) -> Dropped:
    if os.path.isfile(path / FILE):  # noqa: PTH113 - Path.is_file raises where a folder is out of reach
        return Dropped(project=path)
    if (model := model_file(path)) is not None:
        return Dropped(model=model)
    if _holds_classes(path):
        return Dropped(source=ImageFolder(path=str(path)))
    words = f"{path.name} holds neither {FILE} nor folders of images."
    return Dropped(refusal=f"{words} {_TAKES} Put the images of each class into a folder of their own.")


def _file(path: Path) -> Dropped:
    suffix = path.suffix.lower()
    if path.name == FILE:
        return Dropped(project=path.parent)
    if (model := model_file(path)) is not None:
        return Dropped(model=model)
    if suffix == ".npz":
        return Dropped(source=NumpyFile(path=str(path)))
    if suffix in _MODELS:
        return _model(path)
    if suffix in SUFFIXES:
        return Dropped(image=path)
    return Dropped(refusal=f"{path.name} cannot be opened here. {_TAKES} Drop one of these.")


def _model(path: Path) -> Dropped:
    words = f"{path.name} is a model of a kind that cannot be opened here."
    remedy = 'Save the model that it was made from by model.save("model.keras") in Keras 3, and drop that file.'
    return Dropped(refusal=f"{words} {_TAKES} {remedy}")


def _holds_classes(path: Path) -> bool:
    """Whether at least two folders in it hold images; looked at no further than that."""
    try:
        with os.scandir(path) as entries:
            found = (entry for entry in entries if entry.is_dir() and _holds_image(entry.path))
            return next(found, None) is not None and next(found, None) is not None
    except OSError:
        return False


def _holds_image(path: str) -> bool:
    with os.scandir(path) as entries:
        return any(entry.name.lower().endswith(SUFFIXES) for entry in entries)
