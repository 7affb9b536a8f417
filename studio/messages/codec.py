"""From a message to the frames of one ZeroMQ message and back: a msgpack record, then the memory of each array; never code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec
import numpy as np
from msgspec import msgpack

from studio.messages.answers import AnyAnswer
from studio.messages.arrays import EXTENSION, found, laid_aside
from studio.messages.events import AnyEvent, Event
from studio.messages.orders import AnyOrder, Order


class MessageError(ValueError):
    """Frames that are no message, in one sentence."""


def pack(message: Order | Event) -> list[bytes | memoryview]:
    """The frames of a message; arrays are not copied."""
    beside: list[memoryview] = []
    header = msgpack.encode(message, enc_hook=partial(_extension, beside))
    return [header, *beside]


def unpack(frames: Sequence[Any]) -> Any:
    """The order or event that frames hold; its arrays lie on the frames' memory.

    Raises:
        MessageError: The frames are malformed, or of another version.
    """
    if not frames:
        raise MessageError("A message was empty. Expected: a record and the frames of its arrays.")
    try:
        return msgpack.decode(frames[0], type=AnyMessage, dec_hook=_kept, ext_hook=partial(_array, frames[1:]))
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as error:
        raise MessageError(
            f"A message could not be read: {str(error).rstrip('.')}. Window and worker may be of different versions."
        ) from error


AnyMessage = AnyOrder | AnyEvent | AnyAnswer


def _extension(beside: list[memoryview], value: Any) -> msgpack.Ext:
    if isinstance(value, np.ndarray):
        return msgpack.Ext(EXTENSION, laid_aside(value, beside))
    raise TypeError(f"Messages hold records, numbers, text and arrays. Received: {type(value).__name__}.")


def _array(frames: Sequence[Any], code: int, data: memoryview) -> Any:
    if code != EXTENSION:
        raise ValueError(f"extension {code} is not known")
    return found(data, frames)


def _kept(kind: Any, value: Any) -> Any:
    """The array that `_array` made where the record promises one."""
    if isinstance(value, np.ndarray):
        return value
    raise ValueError(f"expected an array, got {type(value).__name__}")
