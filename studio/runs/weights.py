"""Checkpoints of a run: all that training needs to go on, in one file that is whole or not there."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.runs.store import RunError

LAST, BEST = "last.npz", "best.npz"
_HEADER = "header.json"


class Weights(NamedTuple):
    """A checkpoint.

    Attributes:
        arrays: By name: the model's variables and what else is an array.
        step: How many batches it has seen.
        epoch: How many epochs it has finished.
        state: What else training needs to go on, as plain values.
    """

    arrays: Mapping[str, NDArray[Any]]
    step: int
    epoch: int
    state: Mapping[str, Any] = {}


class _Header(Struct, frozen=True):
    step: int
    epoch: int
    state: dict[str, Any]


def write_weights(path: Path, weights: Weights) -> None:
    """Writes a checkpoint, which replaces an older one only when it is whole and on the disk; NumPy can open it.

    Raises:
        RunError: The disk refuses; an older checkpoint stays as it is.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open("wb") as file:
            _pack(file, weights)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise RunError(
            f"Checkpoint {path} cannot be written. Received: {error.strerror}. Make room on the disk; the last one is kept."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _pack(file: Any, weights: Weights) -> None:
    header = msgspec.json.encode(_Header(weights.step, weights.epoch, dict(weights.state)))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_HEADER, header)
        for name, array in weights.arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, np.asarray(array), allow_pickle=False)


def read_weights(path: Path) -> Weights:
    """Reads a checkpoint.

    Raises:
        RunError: There is none, or it is damaged.
    """
    if not path.is_file():
        raise RunError(f"There is no checkpoint {path}. Expected: one a finished epoch. Train at least one epoch.")
    try:
        with zipfile.ZipFile(path) as archive:
            header = msgspec.json.decode(archive.read(_HEADER), type=_Header)
            arrays = {name.removesuffix(".npy"): _array(archive, name) for name in archive.namelist() if name != _HEADER}
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile) as error:
        raise RunError(f"Checkpoint {path} is damaged. Received: {error}. Train again, or choose the run's other weights.") from error
    return Weights(arrays, header.step, header.epoch, header.state)


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    with archive.open(name) as member:
        return np.asarray(np.lib.format.read_array(member, allow_pickle=False))
