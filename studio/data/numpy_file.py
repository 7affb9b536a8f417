"""Reads .npz files of images and labels: the header alone for a quick look, or all of it; never unpickles."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.data.faults import DataError
from studio.data.sources import NumpyFile
from studio.paths import meant

_IMAGES, _LABELS = ("images", "x"), ("labels", "y")
_SAVE = "Save both with numpy.savez('file.npz', images=images, labels=labels)."
_NUMBER = "Number them with classes, labels = numpy.unique(labels, return_inverse=True); or, where rows hold a single 1, labels.argmax(1)."


class Header(NamedTuple):
    """What the file says of an array before its values.

    Attributes:
        shape: Its axes, the first of them the images.
        kind: Its kind of number.
    """

    shape: tuple[int, ...]
    kind: np.dtype[Any]


class Look(NamedTuple):
    """What is known of a file without reading its pixels.

    Attributes:
        shape: Height, width and channels of an image.
        labels: The number of each image's class.
        names: What the classes are called.
    """

    shape: tuple[int, int, int]
    labels: NDArray[np.int64]
    names: tuple[str, ...]


def look(source: NumpyFile) -> Look:
    """Reads the labels and the header of the images.

    Raises:
        DataError: The file cannot be used; all that is wrong with its arrays at once.
    """
    path = meant(source.path)
    with _in_words(path):
        _check_path(source, path)
        with zipfile.ZipFile(path) as archive:
            return _looked(path, archive)


def read_numpy_file(source: NumpyFile) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """All images, (count, height, width, channels), and their labels.

    Raises:
        DataError: The file cannot be used; all that is wrong with its arrays at once.
    """
    seen = look(source)
    path = meant(source.path)
    with _in_words(path), zipfile.ZipFile(path) as archive:
        name = next(name for name in _IMAGES if f"{name}.npy" in archive.namelist())
        images = _array(archive, f"{name}.npy").reshape(-1, *seen.shape)
    if faults := _pixel_faults(path, images):
        raise DataError(faults)
    return images, seen.labels


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turns what the archive and NumPy refuse into a sentence."""
    try:
        yield
    except DataError:
        raise
    except (OSError, zipfile.BadZipFile, EOFError, zlib.error, ValueError, RuntimeError) as error:  # RuntimeError: it is encrypted
        raise DataError([f"NumpyFile: {path} cannot be read. Expected: an .npz file. Received: {error}. {_SAVE}"]) from None


def _check_path(source: NumpyFile, path: Path) -> None:
    if not source.path:
        raise DataError(["NumpyFile: no file is chosen. Choose an .npz file that holds images and labels."])
    if not path.is_file():
        raise DataError([f"NumpyFile: {path} is not there. Expected: an .npz file that holds images and labels. Choose it again."])
    if path.suffix.lower() == ".npy":
        raise DataError([f"NumpyFile: {path} holds one array only. Expected: images and labels in one .npz file. {_SAVE}"])


def _looked(path: Path, archive: zipfile.ZipFile) -> Look:
    names = [name.removesuffix(".npy") for name in archive.namelist() if name.endswith(".npy")]
    keys = [next((name for name in wanted if name in names), None) for wanted in (_IMAGES, _LABELS)]
    lacking = [" or ".join(wanted) for wanted, key in zip((_IMAGES, _LABELS), keys, strict=True) if key is None]
    if lacking:
        received = ", ".join(names) or "no arrays"
        raise DataError([f"NumpyFile: {path} lacks an array called {' and one called '.join(lacking)}. Received: {received}. {_SAVE}"])
    with archive.open(f"{keys[0]}.npy") as file:
        header = _header(file)
    labels = _array(archive, f"{keys[1]}.npy")
    if faults := [*_image_faults(path, header), *_label_faults(path, labels, header)]:
        raise DataError(faults)
    height, width, *channels = header.shape[1:]
    return Look((height, width, channels[0] if channels else 1), labels.astype(np.int64), _class_names(archive, int(labels.max()) + 1))


def _header(file: IO[bytes]) -> Header:
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, kind = read(file)
    return Header(shape, kind)


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    with archive.open(name) as file:
        return np.asarray(np.lib.format.read_array(file, allow_pickle=False))


def _image_faults(path: Path, images: Header) -> list[str]:
    faults = []
    if len(images.shape) not in (3, 4) or 0 in images.shape:
        faults.append(
            f"NumpyFile: the images of {path} have the wrong shape. Expected: (count, height, width, channels) or (count, height, width). "
            f"Received: {images.shape}."
        )
    if images.kind.kind not in "uif":
        faults.append(f"NumpyFile: the images of {path} must be numbers from 0 to 255. Received: an array of {images.kind}.")
    return faults


def _pixel_faults(path: Path, images: NDArray[Any]) -> list[str]:
    """What only a look at every pixel shows."""
    lowest, highest = images.min(), images.max()
    unscaled = images.dtype.kind == "f" and 0 <= lowest < highest <= 1
    if 0 <= lowest <= highest <= 255 and not unscaled:  # never true of what is not a number
        return []
    remedy = "Save images * 255." if unscaled else "Bring them there before saving."
    return [f"NumpyFile: the images of {path} must be numbers from 0 to 255. Received: {lowest:g} to {highest:g}. {remedy}"]


def _label_faults(path: Path, labels: NDArray[Any], images: Header) -> list[str]:
    whole = labels.dtype.kind in "ui" and labels.ndim == 1 and labels.size > 0
    if not whole or labels.min() < 0:
        received = f"an array of {labels.dtype} shaped {labels.shape}" + (f" with {labels.min()} in it" if whole else "")
        return [f"NumpyFile: the labels of {path} must be one whole number of at least 0 for each image. Received: {received}. {_NUMBER}"]
    faults = []
    if images.shape and len(labels) != images.shape[0]:
        faults.append(f"NumpyFile: {path} must hold one label for each image. Received: {images.shape[0]} images and {len(labels)} labels.")
    if labels.max() >= len(labels):
        faults.append(
            f"NumpyFile: the labels of {path} must count the classes from 0. Received: {labels.max()} among {len(labels)} labels. {_NUMBER}"
        )
        return faults
    counts = np.bincount(labels)
    if len(counts) == 1:
        faults.append(f"NumpyFile: {path} has one class only. Expected: labels of at least two. Received: 0 for each image.")
    missing = ", ".join(str(label) for label in np.flatnonzero(counts == 0))
    if missing:
        expected = f"Expected: each label from 0 to {len(counts) - 1} at least once."
        faults.append(f"NumpyFile: no image of {path} has label {missing}. {expected} {_NUMBER}")
    return faults


def _class_names(archive: zipfile.ZipFile, count: int) -> tuple[str, ...]:
    """The file's array `classes` where it names each class, else the labels themselves."""
    if "classes.npy" in archive.namelist():
        names = _array(archive, "classes.npy")
        if names.shape == (count,):
            return tuple(names.astype(str).tolist())
    return tuple(str(label) for label in range(count))
