"""Exports while a run is trained: one after the other, each in a process of its own, so that the training goes on."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from studio.engine.process import environment
from studio.messages import Event, MessageError, framed
from studio.messages.events import Exported, Refused
from studio.messages.orders import Export

_PROGRAM = "studio.worker.apart.exporting"
_QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}  # exports are compared on the CPU
_PATIENCE = 20.0  # seconds for one that is given up to clear away what it has half written


class Aside:
    """Takes orders from one thread and tells from another.

    Args:
        tell: Takes the events, from any thread.
    """

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._waiting: deque[Export] = deque()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._present: Export | None = None  # is being made
        self._unwanted: Export | None = None

    def take(self, order: Export) -> None:
        """Makes an export as soon as those before it are made."""
        with self._lock:
            self._waiting.append(order)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="exports", daemon=True)
                self._thread.start()

    def give_up(self) -> None:
        """Makes none of the exports that were ordered; each is refused."""
        with self._lock:
            given_up = list(self._waiting)
            self._waiting.clear()
            self._unwanted = self._present
            if self._process is not None:
                self._process.terminate()
        for order in given_up:
            self._refuse(order)

    def close(self) -> None:
        """Gives up, and waits until nothing is left behind."""
        self.give_up()
        thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE)
        if self._process is not None:
            self._process.kill()

    def _work(self) -> None:
        while (order := self._next()) is not None:
            if not self._made(order):
                self._refuse(order)

    def _next(self) -> Export | None:
        with self._lock:
            self._process = None
            self._present = self._waiting.popleft() if self._waiting else None
            if self._present is None:
                self._thread = None
            return self._present

    def _made(self, order: Export) -> bool:
        """Whether the order was answered."""
        with self._lock:
            if order is self._unwanted:
                return False
            process = self._process = _started()
        answered = False
        with process:
            for event in _events(process, order):
                answered = answered or isinstance(event, Exported | Refused)
                self._tell(event)
        return answered

    def _refuse(self, order: Export) -> None:
        self._tell(Refused(order="Export", text="Export was given up.", run=order.run))


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", _PROGRAM]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment() | _QUIET)


def _events(process: subprocess.Popen[bytes], order: Export) -> Any:
    """What the process tells until it ends."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        framed.write(process.stdin, order)
        process.stdin.close()
        while (event := framed.read(process.stdout)) is not None:
            yield event
    except (BrokenPipeError, MessageError):
        return  # it was ended in the middle
