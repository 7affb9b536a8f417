"""SavedModels: what lies beside the graph is read, damaged or not; the graph never is."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.compile.reading.opened import ReadingError
from studio.compile.reading.saved_model import DESCRIPTION, METADATA, read_saved_model
from tests.project.keras_models import small
from tests.project.old_models import keras_2


def field(number: int, data: bytes) -> bytes:
    """A protobuf field of bytes."""
    length, size = len(data), b""
    while length > 127:
        size += bytes([length & 127 | 128])
        length >>= 7
    return bytes([number << 3 | 2]) + size + bytes([length]) + data


def metadata() -> bytes:
    """What Keras 2 writes: a record for each part, the root's first."""
    version = b"\x32\x04" + b"\x08\x01\x10\x01"
    parts = [("root", json.dumps({"name": "old", **keras_2()})), ("root.layer-0", "{}")]
    return b"".join(field(1, b"\x10\x01" + field(3, path.encode()) + field(5, text.encode()) + version) for path, text in parts)


def test_what_keras_2_saved(tmp_path: Path) -> None:
    (tmp_path / METADATA).write_bytes(metadata())
    assert read_saved_model(tmp_path).title == "Old"


def test_what_the_studio_exported(tmp_path: Path) -> None:
    (tmp_path / DESCRIPTION).parent.mkdir()
    (tmp_path / DESCRIPTION).write_text(json.dumps(small()))
    assert read_saved_model(tmp_path).title == "Digit reader"


def test_a_function_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as refused:
        read_saved_model(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path} is a SavedModel that holds a function from inputs to answers and not the layers that it was made of: "
        "model.export() of Keras 3 leaves them out. Expected: one that the studio exported, or one that Keras 2 saved. "
        'Save the model that it came from by model.save("model.keras") and open that file.'
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it tells of no model"),
        (b"\x0a\x06\x1a\x04root", "it tells of no model"),
        (b"\xff" * 12, "a number in it has no end"),
        (b"\x0a", "index out of range"),
    ],
)
def test_damaged_ones(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / METADATA).write_bytes(data)
    with pytest.raises(ReadingError) as refused:
        read_saved_model(tmp_path)
    assert str(refused.value) == f"{tmp_path / METADATA} is damaged: {why}. Save the model again."


METADATA_BYTES = metadata()


@given(st.lists(st.tuples(st.integers(0, len(METADATA_BYTES) - 1), st.integers(0, 255)), max_size=4), st.integers(0, len(METADATA_BYTES)))
def test_what_was_changed_or_cut(tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(METADATA_BYTES)
    for place, byte in changes:
        data[place] = byte
    path = tmp_path_factory.getbasetemp() / METADATA
    path.write_bytes(data if end % 2 else data[:end])
    with suppress(ReadingError):
        read_saved_model(path.parent)
