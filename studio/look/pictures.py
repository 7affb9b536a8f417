"""Arrays as pictures: signed values in diverging colours around zero, images as they are."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from studio.colours import Theme

Array = NDArray[Any]

_SHADES = 255
"""Odd, so that zero falls on a shade of its own."""


def strongest(array: Array) -> float:
    """The largest magnitude among the finite values; 0 where there is none."""
    finite = array[np.isfinite(array)]
    return float(np.abs(finite).max()) if finite.size else 0.0


def signed_image(array: Array, theme: Theme, limit: float | None = None) -> QImage:
    """Values from ``-limit`` to ``limit`` in the signed colours of a theme; what is not a number in its ``bad``.

    Args:
        array: (height, width), any number type.
        theme: Whose colours.
        limit: Magnitude of the strongest shade; the array's own where not given.

    Raises:
        ValueError: The array has not two axes.
    """
    values = np.asarray(array, np.float32)
    _check(values, values.ndim == 2, "signed_image needs an array of shape (height, width)")
    scale = limit or strongest(values) or 1.0
    with np.errstate(invalid="ignore"):
        shade = np.clip((values / scale + 1) * (_SHADES - 1) / 2, 0, _SHADES - 1)
    index = np.where(np.isnan(shade), _SHADES, np.rint(shade)).astype(np.intp)
    return _image(_table(theme.signed, theme.bad)[index], QImage.Format.Format_RGB32)


def grey_image(array: Array, low: float | None = None, high: float | None = None) -> QImage:
    """Values in grey, the lowest black; bytes are taken as they are unless limits are given.

    Args:
        array: (height, width) or (height, width, 1).
        low: The value that is black; the array's lowest where not given.
        high: The value that is white; the array's highest where not given.

    Raises:
        ValueError: The array is not a grey image.
    """
    values = np.asarray(array)
    values = values[..., 0] if values.ndim == 3 and values.shape[2] == 1 else values
    _check(values, values.ndim == 2, "grey_image needs an array of shape (height, width) or (height, width, 1)")
    return _image(_bytes(values, low, high), QImage.Format.Format_Grayscale8)


def rgb_image(array: Array, low: float | None = None, high: float | None = None) -> QImage:
    """A colour image of shape (height, width, 3); values as for ``grey_image``, one scale for all channels.

    Raises:
        ValueError: The array is not a colour image.
    """
    values = np.asarray(array)
    _check(values, values.ndim == 3 and values.shape[2] == 3, "rgb_image needs an array of shape (height, width, 3)")
    return _image(_bytes(values, low, high), QImage.Format.Format_RGB888)


def image(array: Array, low: float | None = None, high: float | None = None) -> QImage:
    """An image of any number of channels: the first three in colour, or the first in grey.

    Raises:
        ValueError: The array is not an image.
    """
    values = np.asarray(array)
    if values.ndim != 3:
        return grey_image(values, low, high)
    return rgb_image(values[..., :3], low, high) if values.shape[2] >= 3 else grey_image(values[..., :1], low, high)


def _check(values: Array, fits: bool, need: str) -> None:
    if not fits or 0 in values.shape:
        raise ValueError(f"{need}, with no empty axis. Received: {values.shape}.")


def _bytes(values: Array, low: float | None, high: float | None) -> NDArray[np.uint8]:
    if values.dtype == np.uint8 and low is None and high is None:
        return values
    finite = np.nan_to_num(values.astype(np.float32))
    start = float(finite.min()) if low is None else low
    span = (float(finite.max()) if high is None else high) - start
    scaled: NDArray[np.float32] = np.clip((finite - start) / (span or 1.0), 0, 1)
    return np.rint(scaled * 255).astype(np.uint8)


@lru_cache(maxsize=4)
def _table(stops: tuple[str, ...], bad: str) -> NDArray[np.uint32]:
    """A colour for every shade, and one more for what is not a number."""
    channels = np.array([_channels(stop) for stop in stops], np.float32)
    at = np.linspace(0, len(stops) - 1, _SHADES)
    mixed = np.stack([np.interp(at, np.arange(len(stops)), channel) for channel in channels.T], axis=1)
    table = np.vstack([np.rint(mixed), _channels(bad)]).astype(np.uint32)
    packed = 0xFF000000 | table[:, 0] << 16 | table[:, 1] << 8 | table[:, 2]
    return packed.astype(np.uint32)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _image(pixels: Array, form: QImage.Format) -> QImage:
    """A picture with memory of its own."""
    packed = np.ascontiguousarray(pixels)
    return QImage(packed.data, packed.shape[1], packed.shape[0], packed.strides[0], form).copy()
