"""Reads a folder of pictures once: the pixels are kept in the cache, under a name that changes with the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from hashlib import blake2s
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio import paths
from studio.data import ImageFolder
from studio.data.facts import DataError
from studio.data.image_folder import pictures
from studio.worker.pictures import picture

_NAMED = 5  # broken files that are named one by one
_TELL_EVERY = 25
_KEPT = 2  # readings of one folder that the cache holds


def read_folder(
    source: ImageFolder, shape: tuple[int, int, int], told: Callable[[int, int], None]
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """All pictures, (count, height, width, channels), on the disk's memory, and the numbers of their classes.

    Args:
        source: The folder.
        shape: Height, width and channels that every picture gets.
        told: Called with the number of pictures read and of all; may raise to give up.

    Raises:
        DataError: A picture is broken; the first few are named.
    """
    classes = pictures(source)
    files = [path for paths_ in classes.values() for path in paths_]
    labels = np.repeat(np.arange(len(classes)), [len(paths_) for paths_ in classes.values()])
    kept = paths.cache() / "pictures" / f"{_name(source)}-{_fingerprint(files, shape)}.npy"
    if not kept.exists():
        _decode(files, shape, kept, told)
        _let_go(kept)
    return np.load(kept, mmap_mode="r"), labels


def _name(source: ImageFolder) -> str:
    """The same for a folder whatever becomes of its files."""
    return blake2s(os.fsencode(Path(source.path).expanduser().resolve()), digest_size=8).hexdigest()


def _let_go(kept: Path) -> None:
    """Removes what was kept of the same folder before, but for the newest: pixels take gigabytes, and two projects may differ in size."""
    older = sorted(kept.parent.glob(f"{kept.name.partition('-')[0]}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in older[_KEPT:]:
        path.unlink(missing_ok=True)


def _fingerprint(files: Sequence[Path], shape: tuple[int, ...]) -> str:
    """Another one when a file comes, goes or changes."""
    told = blake2s(repr(shape).encode(), digest_size=16)
    for path in files:
        seen = path.stat()
        told.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return told.hexdigest()


def _decode(files: Sequence[Path], shape: tuple[int, int, int], kept: Path, told: Callable[[int, int], None]) -> None:
    """Writes the pixels beside the place and moves them there when all are well, so that nobody finds half of them."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_suffix(f".{os.getpid()}")
    try:
        broken = _write(files, shape, beside, told)
        if broken:
            raise DataError([_sentence(broken, len(files))])
        beside.replace(kept)
    finally:
        beside.unlink(missing_ok=True)


def _write(files: Sequence[Path], shape: tuple[int, int, int], beside: Path, told: Callable[[int, int], None]) -> list[Path]:
    """The files that cannot be read. Written as a stream: writing to mapped memory would end the process where the disk is full."""
    broken = []
    header = {"descr": "|u1", "fortran_order": False, "shape": (len(files), *shape)}
    with beside.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for place, path in enumerate(files):
            if place % _TELL_EVERY == 0:
                told(place, len(files))
            found = picture(path, shape)
            if found is None:
                broken.append(path)
            else:
                file.write(found.tobytes())
    told(len(files), len(files))
    return broken


def _sentence(broken: Sequence[Path], total: int) -> str:
    names = ", ".join(str(path) for path in broken[:_NAMED])
    more = f" and {len(broken) - _NAMED} more" if len(broken) > _NAMED else ""
    count = f"{len(broken)} of {total} pictures" if len(broken) > 1 else "a picture"
    return f"ImageFolder: {count} cannot be read: {names}{more}. Expected: whole picture files. Mend or remove them."
