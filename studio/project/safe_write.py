"""Writes files so that a crash, a power cut or a full disk leaves either the old text or the new one, never a part."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from studio.project.errors import ProjectError


def write_text(path: Path, text: str) -> None:
    """Replaces a file in one step.

    Raises:
        ProjectError: It cannot be written; what was there before is untouched.
    """
    beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(beside, text)
        os.replace(beside, path)  # noqa: PTH105 - one name for what makes the write atomic, here and in the tests
    except OSError as error:
        with suppress(OSError):  # where the folder itself is out of reach, nothing was written
            beside.unlink(missing_ok=True)
        raise ProjectError([_reason(path, error)]) from error
    _sync_folder(path.parent)


def _write_through(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes the new name survive a power cut, where the file system can; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    with suppress(OSError):  # the file is there: on some network drives, folders cannot be synced
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, so {path} was not saved; what was saved before is untouched. Free some space and save again."
    return (
        f"{path} cannot be written: {error.strerror}. What was saved before is untouched. Save to another folder, or allow writing there."
    )
