"""Archives: what is none, damaged or hostile is refused in words."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from studio.compile.reading.keras_file import read_keras
from studio.compile.reading.opened import ReadingError
from tests.compile.reading.configs import image, layer, sequential

TEXT = json.dumps(sequential(image(), layer("ReLU", "act")))


def archive(path: Path, text: str | bytes = TEXT, name: str = "config.json", method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        file.writestr("metadata.json", "{}")
        file.writestr(name, text)
        file.writestr("model.weights.h5", b"\x89HDF")
    return path


def refused(path: Path) -> str:
    with pytest.raises(ReadingError) as caught:
        read_keras(path)
    return str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_an_archive_is_read(tmp_path: Path, method: int) -> None:
    assert len(read_keras(archive(tmp_path / "a.keras", method=method)).graph.nodes) == 3


def test_nothing_else_in_it_is_looked_at(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.keras")
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("../../escaped.txt", "out")
        file.writestr("/etc/passwd", "out")
    assert read_keras(path).title == "Model"
    assert [each.name for each in tmp_path.iterdir()] == ["a.keras"]


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "a.keras"
    assert refused(path) == f"{path} cannot be read: No such file or directory. Allow reading it, or choose another file."


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path} cannot be read: Is a directory. Allow reading it, or choose another file."


def test_another_file(tmp_path: Path) -> None:
    path = tmp_path / "a.keras"
    path.write_text("hello")
    assert refused(path) == f"{path} is no .keras archive, or a damaged one: File is not a zip file. Save the model again."


def test_a_file_of_keras_before_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.keras"
    path.write_bytes(b"\x89HDF\r\n\x1a\n and more")
    assert refused(path) == f"{path} is an HDF5 file. Expected: a .keras archive. Load it with Keras and save it as .keras."


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.keras", name="model/config.json")
    assert refused(path) == f"{path} holds no Keras model. Expected: a .keras archive with a config.json. Choose another file."


def test_a_description_in_no_letters(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.keras", b"\xff\xfe\xfa")
    assert refused(path) == f"{path} is damaged: its config.json is no text in UTF-8. Save the model again."


def test_an_archive_that_grows_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.compile.reading.keras_file.LONGEST", 10_000)
    path = archive(tmp_path / "a.keras", b" " * 1_000_000)
    assert path.stat().st_size < 10_000
    assert refused(path) == f"{path} describes its model in more than 10000 bytes. Choose another file."


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.keras", method=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        local, central = file.getinfo("config.json").header_offset, data.index(b"PK\x01\x02", file.start_dir + 4)
    data[local + 6] |= 1
    data[central + 8] |= 1
    path.write_bytes(data)
    assert refused(path).startswith(f"{path} is no .keras archive, or a damaged one: File 'config.json' is encrypted")


def test_a_description_that_is_damaged(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.keras", method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"Sequential", b"Sequentiam"))
    assert refused(path) == (f"{path} is no .keras archive, or a damaged one: Bad CRC-32 for file 'config.json'. Save the model again.")
