"""The window's end of the line to one worker; belongs to the engine's thread."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence

import zmq

from studio.messages import Event, MessageError, Order, pack, unpack
from studio.messages.answers import Attacked, Filters, Maps, Thumbnails, Times
from studio.messages.events import Printed, Progress
from studio.messages.meeting import Meeting
from studio.messages.orders import Beat, Hello

BEAT = 1.5  # seconds between two signs of life
_MOST = 256  # messages read before they are passed on


class Line:
    """Sends orders and receives events."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], meeting: Meeting) -> None:
        self.socket = context.socket(zmq.DEALER)
        self.socket.linger = 500
        if meeting.key:
            self.socket.curve_publickey, self.socket.curve_secretkey = zmq.curve_keypair()
            self.socket.curve_serverkey = meeting.key.encode()
        self.socket.connect(meeting.address)
        self._beaten = 0.0
        self.send(Hello())

    def send(self, order: Order) -> None:
        """Sends an order; a worker that takes none any more is noticed by its death."""
        with contextlib.suppress(zmq.Again):
            self.socket.send_multipart(pack(order), zmq.NOBLOCK)

    def beat(self) -> None:
        """Gives a sign of life, when it is time."""
        if time.monotonic() - self._beaten > BEAT:
            self._beaten = time.monotonic()
            self.send(Beat())

    def receive(self) -> list[Event]:
        """What has come, without what something newer replaces; never waits."""
        events: list[Event] = []
        with contextlib.suppress(zmq.Again):
            while len(events) < _MOST:
                events.append(_read(self.socket.recv_multipart(zmq.NOBLOCK, copy=False)))
        return newest(events)

    def close(self) -> None:
        """Sends what is left, for a moment, and lets go."""
        self.socket.close()


def _read(frames: Sequence[zmq.Frame]) -> Event:
    try:
        event = unpack([frame.buffer for frame in frames])
    except MessageError as error:
        return Printed(text=f"{error}\n")
    return event if isinstance(event, Event) else Printed(text=f"The worker sent an order: {type(event).__name__}.\n")


def newest(events: Sequence[Event]) -> list[Event]:
    """The events in their order, without pictures and progress that a later one replaces: a slow window is never flooded."""
    last = {_subject(event): place for place, event in enumerate(events)}
    return [event for place, event in enumerate(events) if _subject(event) is None or last[_subject(event)] == place]


def _subject(event: Event) -> tuple[type, str] | None:
    """Equal for events of which only the newest counts."""
    if isinstance(event, Maps | Filters):
        return type(event), event.node
    return (type(event), "") if isinstance(event, Attacked | Thumbnails | Times | Progress) else None
