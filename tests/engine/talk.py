"""An engine whose events a test can wait for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

from studio.engine.engine import Engine
from studio.engine.process import LEFT
from studio.messages import Event, Order, meeting
from studio.messages.events import Died, Refused

E = TypeVar("E", bound=Event)
PATIENCE = 90.0  # seconds; only a broken worker takes so long


class Talk:
    """A window that remembers all it was told."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.place = meeting.place(project)
        self.events: list[Event] = []
        self._more = threading.Condition()
        self._read = 0
        self.engine = Engine(project, self._note)

    def __enter__(self) -> Self:
        self.engine.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.engine.close()

    def _note(self, event: Event) -> None:
        with self._more:
            self.events.append(event)
            self._more.notify_all()

    def send(self, order: Order) -> None:
        """Forgets what was told so far: what is waited for comes after the order."""
        with self._more:
            self._read = len(self.events)
        self.engine.send(order)

    def wait(self, kind: type[E], that: Callable[[E], bool] = lambda _: True) -> E:
        """The next event of a kind; fails when the worker refuses or dies meanwhile, unless that is waited for."""
        with self._more:
            while True:
                while self._read < len(self.events):
                    event = self.events[self._read]
                    self._read += 1
                    if isinstance(event, kind) and that(event):
                        return event
                    assert not isinstance(event, Refused), event.text
                    assert not (isinstance(event, Died) and not event.again), event.text
                assert self._more.wait(PATIENCE), f"No {kind.__name__} came, but: {[type(event).__name__ for event in self.events]}"

    def all(self, kind: type[E]) -> list[E]:
        """All events of a kind so far."""
        with self._more:
            return [event for event in self.events if isinstance(event, kind)]


def gone(pid: int, seconds: float) -> bool:
    """Whether a worker ends in time, and with it the thread that waits for one that was left to another window."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and meeting.alive(pid):
        time.sleep(0.05)
    for thread in threading.enumerate():
        if thread.name == LEFT:
            thread.join(seconds)
    return not meeting.alive(pid)
