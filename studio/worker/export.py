"""Takes a trained network away: written beside its place first and put there whole, or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import numpy as np
import tensorflow as tf

import studio
from studio.worker import replay
from studio.worker.build import Network
from studio.worker.formats import FORMATS, Content
from studio.worker.maps import Array
from studio.worker.predict import predict

MARK = replay.MARK
TOLERANCE = 1e-5  # what may lie between two ways of computing the same probabilities
_BESIDES = 2**20  # bytes that an export takes besides its weights, and a little more
_PATIENCE = 300  # seconds for the fresh process; TensorFlow alone takes some to load
_FRESH = {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow", "CUDA_VISIBLE_DEVICES": "-1"}


class ExportError(Exception):
    """An export that was not made or does not hold, in one sentence."""


def export(network: Network, format: str, path: Path, labels: Sequence[str] = (), source: str = "") -> Path:  # noqa: A002
    """Writes the network as a folder.

    Args:
        network: Its present weights are exported.
        format: A key of `FORMATS`.
        path: The folder to make; an earlier export there is replaced.
        labels: Names of the classes in order; none where the output means values.
        source: The program that builds the network, for the formats that carry it.

    Raises:
        ExportError: Nothing was exported, and why. What stood at the path still stands.
    """
    path = path.absolute()
    _check(network, format, path, labels)
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        part.mkdir(parents=True)
        _check_room(network, part)
        FORMATS[format].write(Content(network, tuple(labels), source), part)
        (part / MARK).write_text(_mark(network, format), encoding="utf-8")
        _put(part, path)
    except (OSError, tf.errors.OpError) as error:
        raise ExportError(_sentence(error, path)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return path


def _check(network: Network, format: str, path: Path, labels: Sequence[str]) -> None:  # noqa: A002
    if format not in FORMATS:
        raise ExportError(f"There is no export format {format}. Known: {', '.join(FORMATS)}.")
    classes = network.model.output_shape[-1]
    if labels and len(labels) != classes:
        raise ExportError(f"The network has {classes} classes, but {len(labels)} names were given. Give one name a class, in order.")
    if not _may_replace(path):
        raise ExportError(f"{path} exists and is no earlier export. Nothing was written. Choose another name, or remove it first.")


def _check_room(network: Network, folder: Path) -> None:
    """Asks before writing: HDF5 can take the whole process down where the disk fills up under it.

    Raises:
        OSError: The disk has less room than the export will take.
    """
    if shutil.disk_usage(folder).free < 4 * network.model.count_params() + _BESIDES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _may_replace(path: Path) -> bool:
    """Nothing is there, an empty folder, or an export of ours."""
    return not os.path.lexists(path) or (path.is_dir() and ((path / MARK).is_file() or not any(path.iterdir())))


def _mark(network: Network, format: str) -> str:  # noqa: A002
    facts = {
        "made by": f"Abyss Studio {studio.__version__}",
        "title": network.plan.title,
        "format": format,
        "input": {"image": ["batch", *network.plan.input_shape], "range": [0, 255]},
        "output": "probabilities" if network.is_classifier else "values",
    }
    return json.dumps(facts, indent=2) + "\n"


def _put(part: Path, path: Path) -> None:
    """Renames the finished folder to its place; what stood there goes only when that has worked."""
    old = part.with_suffix(".old")
    if os.path.lexists(path):
        path.rename(old)
    try:
        part.rename(path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sentence(error: OSError | tf.errors.OpError, path: Path) -> str:
    if isinstance(error, tf.errors.ResourceExhaustedError) or "No space left" in str(error) or getattr(error, "errno", 0) == errno.ENOSPC:
        return f"The disk that holds {path.parent} is full. Nothing was exported. Free some space or choose another folder."
    if isinstance(error, PermissionError):
        return f"You may not write to {path.parent}. Nothing was exported. Choose another folder."
    reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
    return f"{path} could not be written: {reason}. Nothing was exported. Choose another folder."


def check(path: Path, network: Network, images: Array) -> float:
    """The largest difference between the export's predictions, made in a fresh process without the studio, and the network's own.

    Both are computed on the CPU: GPUs round differently from one process to the next.

    Raises:
        ExportError: The export does not load, or differs by more than `TOLERANCE`.
    """
    with tf.device("CPU:0"):
        expected = predict(network, images)
    difference = float(np.abs(_replayed(path.absolute(), images) - expected).max())
    if difference <= TOLERANCE:
        return difference
    raise ExportError(
        f"{path} predicts otherwise than the studio. Expected: a difference of at most {TOLERANCE}. Received: {difference:.2g}."
    )


def _replayed(path: Path, images: Array) -> Array:
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder, "images.npy"), Path(folder, "answer.npy")
        np.save(given, images.astype(np.float32))
        command = [sys.executable, "-I", replay.__file__, str(path), str(given), str(answer)]
        done = subprocess.run(command, env=os.environ | _FRESH, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
            raise ExportError(f"{path} does not load in a fresh process: {last}. Export it again.")
        answered: Array = np.load(answer)
        return answered
