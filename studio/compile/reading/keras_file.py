"""Opens a `.keras` archive by what it says of its model; nothing in it is unpacked to the disk or run."""

from __future__ import annotations

import lzma
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import Opened, ReadingError
from studio.compile.reading.records import LONGEST

CONFIG = "config.json"
_HDF5 = b"\x89HDF\r\n\x1a\n"
_BROKEN = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError, OverflowError)  # RuntimeError: it has a password


def read_keras(path: Path, fold: bool = True) -> Opened:
    """A saved model as a drawing.

    Args:
        path: A `.keras` file, as model.save() writes it.
        fold: Whether sections that repeat become modules.

    Raises:
        ReadingError: It is none, or holds no model that can be drawn.
    """
    return read_json(_text(path), fold)


def _text(path: Path) -> str:
    """The description in an archive."""
    try:
        with path.open("rb") as file:
            if file.read(len(_HDF5)) == _HDF5:
                raise ReadingError(f"{path} is an HDF5 file. Expected: a .keras archive. Load it with Keras and save it as .keras.")
        with ZipFile(path) as archive:
            return _description(path, archive)
    except ReadingError:
        raise
    except UnicodeDecodeError:
        raise ReadingError(f"{path} is damaged: its {CONFIG} is no text in UTF-8. Save the model again.") from None
    except OSError as error:
        raise ReadingError(f"{path} cannot be read: {error.strerror or error}. Allow reading it, or choose another file.") from error
    except _BROKEN as error:
        raise ReadingError(f"{path} is no .keras archive, or a damaged one: {error}. Save the model again.") from None


def _description(path: Path, archive: ZipFile) -> str:
    if CONFIG not in archive.namelist():
        raise ReadingError(f"{path} holds no Keras model. Expected: a .keras archive with a {CONFIG}. Choose another file.")
    with archive.open(CONFIG) as member:
        text = member.read(LONGEST + 1)  # whatever the archive says of its size
    if len(text) > LONGEST:
        raise ReadingError(f"{path} describes its model in more than {LONGEST} bytes. Choose another file.")
    return text.decode()
