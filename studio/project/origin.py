"""Where a project's drawing came from, kept beside it until the weights of that model are a run of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from studio.project.safe_write import write_text

FILE = "opened.json"


class Origin(Struct, frozen=True):
    """The Keras model that was opened as a drawing, and how its weights come into it.

    Attributes:
        model: Path of the file, or of the folder of a SavedModel.
        layers: Of each node with weights, by id or path: the name of the layer whose weights it takes.
        mean: What the model itself subtracts from images, as lists; None for nothing.
        project: The record of the project as it was opened, to which ids and names belong.
        kept: Whether the file was made for the project and lies in its folder until the weights are there.
    """

    model: str
    layers: dict[str, str]
    mean: list[Any] | None
    project: dict[str, Any]
    kept: bool = False


def write_origin(folder: Path, origin: Origin) -> None:
    """Keeps it in a project's folder; raises ProjectError where that cannot be written."""
    write_text(folder / FILE, msgspec.json.encode(origin).decode())


def read_origin(folder: Path) -> Origin | None:
    """The model whose weights the project still waits for; None where there is none."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Origin)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def forget_origin(folder: Path) -> None:
    """The weights are there; a model that was kept for them may go too."""
    origin = read_origin(folder)
    if origin and origin.kept:
        (folder / Path(origin.model).name).unlink(missing_ok=True)
    (folder / FILE).unlink(missing_ok=True)
