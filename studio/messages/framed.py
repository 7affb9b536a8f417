"""Messages on a pipe, one after the other: how many frames, how long each is, and the frames."""

from __future__ import annotations

import struct
from typing import IO, Any

from studio.messages.codec import MessageError, pack, unpack
from studio.messages.event import Event
from studio.messages.orders import Order

_NUMBER = struct.Struct("<Q")


def write(pipe: IO[bytes], message: Order | Event) -> None:
    """Writes a message, and sends it on its way."""
    frames = [memoryview(frame).cast("B") for frame in pack(message)]
    for number in (len(frames), *(frame.nbytes for frame in frames)):
        pipe.write(_NUMBER.pack(number))
    for frame in frames:
        pipe.write(frame)
    pipe.flush()


def read(pipe: IO[bytes]) -> Any:
    """The next message; None where the pipe has ended.

    Raises:
        MessageError: It is malformed, or of another version.
    """
    count = pipe.read(_NUMBER.size)
    if len(count) < _NUMBER.size:
        return None
    try:
        sizes = [_NUMBER.unpack(pipe.read(_NUMBER.size))[0] for _ in range(_NUMBER.unpack(count)[0])]
    except struct.error:
        raise MessageError("A message could not be read: it was cut off. Its process ended in the middle.") from None
    return unpack([pipe.read(size) for size in sizes])
