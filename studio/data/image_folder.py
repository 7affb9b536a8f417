"""Looks through a folder of pictures by class, without opening a picture."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from studio.data.faults import DataError
from studio.data.sources import ImageFolder
from studio.paths import meant

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm")

_WANTED = "a folder that holds one folder of pictures for each class"


def pictures(source: ImageFolder) -> Mapping[str, tuple[Path, ...]]:
    """The picture files of each class, classes and files in the order of their names; folders within a class count as part of it.

    Raises:
        DataError: The folder cannot be used; all that is wrong with it at once.
    """
    try:
        folder = _folder(source)
        found = {path.name: path for path in sorted(folder.iterdir()) if path.is_dir() and not path.name.startswith(".")}
        files = {name: _files(path) for name, path in found.items()}
    except OSError as error:
        raise DataError(
            [f"ImageFolder: {error.filename} cannot be opened. Received: {error.strerror}. Allow yourself to read it."]
        ) from None
    kept = {name: tuple(path for path in paths if path.suffix.lower() in SUFFIXES) for name, paths in files.items()}
    faults = _too_few_classes(folder, list(kept)) + [_nameless(name) for name in kept if not _is_text(name)]
    faults += [_empty(found[name], len(files[name])) for name, paths in kept.items() if not paths]
    if faults:
        raise DataError(faults)
    return kept


def _folder(source: ImageFolder) -> Path:
    folder = meant(source.path)
    if not source.path:
        raise DataError([f"ImageFolder: no folder is chosen. Choose {_WANTED}."])
    if folder.is_file():
        raise DataError([f"ImageFolder: {folder} is a file. Expected: {_WANTED}. Choose the folder instead."])
    if not folder.is_dir():
        raise DataError([f"ImageFolder: {folder} is not there. Expected: {_WANTED}. Choose it again, or connect the disk that it is on."])
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted(Path(place) / name for place, _, names in os.walk(folder, onerror=_refuse) for name in names if not name.startswith("."))


def _refuse(error: OSError) -> None:
    raise error


def _too_few_classes(folder: Path, classes: list[str]) -> list[str]:
    if not classes:
        return [f"ImageFolder: {folder} holds no folders. Expected: {_WANTED}. Sort the pictures into folders called as their classes."]
    if len(classes) == 1:
        return [f"ImageFolder: {folder} has one class only. Expected: at least two. Received: {classes[0]}. Add a folder for each class."]
    return []


def _is_text(name: str) -> bool:
    """Whether a name has letters only; one from an older system may have bytes that are none."""
    return name == name.encode(errors="replace").decode()


def _nameless(name: str) -> str:
    return f"ImageFolder: the name of a class folder cannot be read. Expected: text in UTF-8. Received: {name!r}. Rename the folder."


def _empty(folder: Path, others: int) -> str:
    received = f"{others} other file{'s' if others > 1 else ''}" if others else "an empty folder"
    return (
        f"ImageFolder: class {folder.name} has no pictures. Expected: files ending in {', '.join(SUFFIXES)}. Received: {received}. "
        "Add pictures or remove the folder."
    )
