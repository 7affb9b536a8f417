"""Opens a SavedModel by what lies beside its graph: what the studio wrote there, or Keras 2; the graph itself says nothing of layers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import Opened, ReadingError
from studio.compile.reading.records import LONGEST

DESCRIPTION = Path("assets.extra", "model.json")
"""Where the studio's own export says what the network is; TensorFlow keeps that folder for what others put there."""

METADATA = "keras_metadata.pb"
"""What Keras 2 wrote beside the graph."""

_ROOT = "root"
_NODE, _PATH, _TEXT = 1, 3, 5  # numbers of fields of Keras's SavedMetadata and SavedObject
_WIDTHS = {1: 8, 5: 4}  # bytes of what is no text, by protobuf's wire type


def read_saved_model(folder: Path, fold: bool = True) -> Opened:
    """A SavedModel as a drawing.

    Args:
        folder: With `saved_model.pb` in it, which is not read.
        fold: Whether sections that repeat become modules.

    Raises:
        ReadingError: Nothing tells its layers.
    """
    return read_json(description(folder), fold)


def description(folder: Path) -> str:
    """What a SavedModel says of its layers, as JSON.

    Raises:
        ReadingError: It says nothing.
    """
    for name in (DESCRIPTION, Path(METADATA)):
        data = _read(folder / name)
        if data is not None:
            return _decoded(folder / name, data)
    raise ReadingError(
        f"{folder} is a SavedModel that holds a function from inputs to answers and not the layers that it was made of: "
        "model.export() of Keras 3 leaves them out. Expected: one that the studio exported, or one that Keras 2 saved. "
        'Save the model that it came from by model.save("model.keras") and open that file.'
    )


def _read(path: Path) -> bytes | None:
    """What a file holds, as far as a description may be long; None where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(LONGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReadingError(f"{path} cannot be read: {error.strerror or error}. Allow reading it, or choose another file.") from error


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode() if path.name != METADATA else _described(data)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ReadingError(f"{path} is damaged: {error}. Save the model again.") from None


def _described(data: bytes) -> str:
    """What the root of Keras 2's records says of itself."""
    for number, node in _fields(data):
        parts = dict(_fields(node)) if number == _NODE else {}
        if parts.get(_PATH) == _ROOT.encode() and _TEXT in parts:
            record = json.loads(parts[_TEXT])
            return json.dumps({"class_name": record["class_name"], "config": record["config"]})
    raise LookupError("it tells of no model")


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a protobuf message that hold bytes, by number."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            _, at = _varint(data, at)
        elif kind == 2:
            length, at = _varint(data, at)
            yield number, data[at : at + length]
            at += length
        else:
            at += _WIDTHS[kind]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A whole number, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
        if shift > 63:
            raise ValueError("a number in it has no end")
