"""Takes a trained network away: written beside its place first, checked, and put there whole, or not at all."""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol
from uuid import uuid4

import tensorflow as tf

import studio
from studio.messages.checked import Checked
from studio.messages.formats import FORMATS, Format
from studio.worker import replay
from studio.worker.alone import ExportError, alone
from studio.worker.build import Network
from studio.worker.formats import keras, onnx, python, savedmodel, tflite
from studio.worker.formats.content import Content
from studio.worker.judging import Sample, judged

MARK = replay.MARK
_BESIDES = 2**20  # bytes that an export takes besides its weights, and a little more


class Writer(Protocol):
    """The part of a format's file that the worker needs."""

    def write(self, content: Content, folder: Path, _material: Path) -> None:
        """Fills the folder, or gives material to convert."""


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"savedmodel": savedmodel, "keras": keras, "python": python, "tflite": tflite, "onnx": onnx}
)


def export(
    content: Content,
    format: Format,
    path: Path,
    asked: Sample,
    look: Callable[[], None] = lambda: None,
    say: Callable[[str, float], None] = lambda stage, share: None,
) -> Checked:
    """Writes the network as a folder, lets it predict in a fresh process without the studio, and puts it in place if that is right.

    Args:
        content: What is exported.
        format: What to write.
        path: The folder to make; an earlier export there is replaced.
        asked: Images that it is checked with.
        look: Called while the process works; may raise to give up.
        say: Takes what is being done, and how much of it all is done by then.

    Raises:
        ExportError: Nothing was exported, and why. What stood at the path still stands.
    """
    path = path.absolute()
    _check(content, format, path)
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        with alone(format, look) as process:
            say("Writing it", 0.3)
            part.mkdir(parents=True)
            _check_room(content.network, part)
            WRITERS[format.partition("-")[0]].write(content, part, process.material)
            _note(part, _mark(content, format))
            say("Running it by its own runtime", 0.5)
            checked = judged(content.network, format, part, asked, process)
        _note(part, _mark(content, format) | {"checked": _figures(checked)})
        _put(part, path)
    except (OSError, tf.errors.OpError) as error:
        raise ExportError(_sentence(error, path)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return checked


def _check(content: Content, format: Format, path: Path) -> None:
    if format not in FORMATS:
        raise ExportError(f"There is no export format {format}. Known: {', '.join(FORMATS)}.")
    classes, names = content.network.model.output_shape[-1], len(content.labels)
    if names and names != classes:
        raise ExportError(f"The network has {classes} classes, but {names} names were given. Give one name a class, in order.")
    if not _may_replace(path):
        raise ExportError(f"{path} exists and is no earlier export. Nothing was written. Choose another name, or remove it first.")
    if format == "tflite-int8" and content.examples is None:
        raise ExportError(
            f"TFLite int8 measures its ranges on training images, and there are none of shape {content.network.plan.input_shape}. "
            "Nothing was exported. Choose the network's data in the data panel, or TFLite float16."
        )
    if format == "onnx":
        _check_onnx()


def _check_onnx() -> None:
    missing = [name for name in onnx.NEEDS if importlib.util.find_spec(name) is None]
    if missing:
        raise ExportError(
            f"An ONNX export needs {', '.join(missing)}, which the studio does not bring along. Nothing was exported. "
            f"Install what is missing: {sys.executable} -m pip install {' '.join(missing)}"
        )


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


def _mark(content: Content, format: Format) -> dict[str, Any]:
    return {
        "made by": f"Abyss Studio {studio.__version__}",
        "title": content.network.plan.title,
        "format": format,
        "input": {"image": ["batch", *content.network.plan.input_shape], "range": [0, 255]},
        "output": content.output,
    }


def _figures(checked: Checked) -> dict[str, Any]:
    """What a reader of the folder wants to know of its check; the studio's own time is of no use there."""
    return {"on": checked.basis(), "difference": checked.difference, "accuracy": checked.accuracy, "studio": checked.own_accuracy}


def _note(folder: Path, facts: dict[str, Any]) -> None:
    (folder / MARK).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


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
