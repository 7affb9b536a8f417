"""NumPy arrays in messages: the record says shape and type, the values travel beside it as they lie in memory."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np
from msgspec import Meta, Struct, msgpack

Array = np.ndarray[Any, np.dtype[Any]]

EXTENSION = 1  # our msgpack extension type: an array that lies in a further frame
_KINDS = "biuf"  # bool, whole numbers, floating point: never Python objects
_Dtype = Annotated[str, Meta(pattern=f"^[<>|][{_KINDS}][0-9]{{1,2}}$")]


class Place(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Where an array of a message lies and how to read it.

    Attributes:
        frame: Number of the frame, from 0 for the first after the record.
        dtype: NumPy's name of the type and byte order: `<f4`.
        shape: Length of each axis.
    """

    frame: int
    dtype: _Dtype
    shape: tuple[int, ...]


def laid_aside(array: Array, frames: list[memoryview]) -> bytes:
    """Puts an array's memory into the frames and returns what the record says of it.

    Raises:
        TypeError: The array holds no numbers.
    """
    if array.dtype.kind not in _KINDS:
        raise TypeError(f"Arrays in messages hold numbers. Received: {array.dtype}.")
    whole = np.ascontiguousarray(array)
    frames.append(whole.reshape(-1).view(np.uint8).data)
    return msgpack.encode(Place(len(frames) - 1, array.dtype.str, array.shape))


def found(record: bytes | memoryview, frames: Sequence[Any]) -> Array:
    """The array that a record speaks of, read-only, on the memory of its frame.

    Raises:
        ValueError: Record and frame do not fit each other.
    """
    place = msgpack.decode(record, type=Place)
    dtype = np.dtype(place.dtype)
    if not 0 <= place.frame < len(frames) or min(place.shape, default=0) < 0:
        raise ValueError(f"there is no array {place.shape} in frame {place.frame}")
    expected, received = math.prod(place.shape) * dtype.itemsize, memoryview(frames[place.frame]).nbytes
    if expected != received:
        raise ValueError(f"an array {place.shape} of {dtype} needs {expected} bytes, its frame has {received}")
    array = np.frombuffer(frames[place.frame], dtype).reshape(place.shape)
    array.flags.writeable = False
    return array
