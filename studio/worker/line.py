"""The worker's end of the line: one thread owns the socket, so that the worker answers even while TensorFlow is busy."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import zmq

from studio.messages import Event, MessageError, Order, pack, unpack
from studio.messages.events import Died, Loading, Ready, Refused, Shown, State, Stayed
from studio.messages.orders import Beat, Hello, Leave, Shutdown

SILENCE = 6.0  # seconds after which a window that says nothing is taken for gone
FIRST_WINDOW = 8.0  # seconds that a new worker waits for one
_TICK = 500  # milliseconds between two looks for silent windows
_KEPT = (State, Loading, Ready, Shown, Died)  # what a window that comes later must know, in this order


class Line:
    """Receives orders, sends events to every window, and knows whether there is one.

    Attributes:
        address: Where it listens.
        key: Public CURVE key, where the address needs one.
    """

    def __init__(self, place: Path, local: bool) -> None:
        """Listens.

        Args:
            place: Path of the local address, where there is one.
            local: Whether to listen there; on a loopback port with CURVE keys otherwise.
        """
        self._context = zmq.Context()
        self._windows = self._context.socket(zmq.ROUTER)
        self._windows.linger = 2000  # milliseconds in which the last words may still be read
        self.key = "" if local else _guarded(self._windows)
        self._place = place
        self._windows.bind(f"ipc://{place}" if local else "tcp://127.0.0.1:*")
        self.address = self._windows.get_string(zmq.LAST_ENDPOINT)
        self._inside = self._context.socket(zmq.PULL)
        self._inside.bind("inproc://events")
        self._events = self._context.socket(zmq.PUSH)
        self._events.connect("inproc://events")
        self._lock = threading.Lock()
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._heard: dict[bytes, float] = {}
        self._met = threading.Event()
        self._kept: dict[type, Sequence[Any]] = {}
        self._alone_since = time.monotonic() + FIRST_WINDOW
        self._thread = threading.Thread(target=self._run, name="line")
        self._thread.start()

    def tell(self, event: Event) -> None:
        """Sends an event to every window, from any thread."""
        with self._lock:
            self._events.send_multipart([type(event).__name__.encode(), *pack(event)], copy=False)

    def take(self, timeout: float) -> Order | None:
        """The next order; None where there is none in so many seconds."""
        try:
            return self._orders.get(timeout=timeout) if timeout > 0 else self._orders.get_nowait()
        except Empty:
            return None

    def give(self, order: Order) -> None:
        """Puts an order of the process itself among those that came, from any thread or signal."""
        self._orders.put(order)

    def wait_for_window(self) -> None:
        """Until a first window was greeted, or is late: one that starts a worker must hear its last word."""
        self._met.wait(FIRST_WINDOW)

    def alone(self) -> float:
        """Seconds without any window; below 0 while there is one or the first one may still come."""
        return -1.0 if self._heard else time.monotonic() - self._alone_since

    def close(self) -> None:
        """Sends what is left, ends the thread, and removes the local address, which ZeroMQ leaves behind."""
        with self._lock:
            self._events.send(b"")
        self._thread.join()
        self._events.close()
        self._context.term()
        self._place.unlink(missing_ok=True)

    def _run(self) -> None:
        poller = zmq.Poller()
        poller.register(self._windows, zmq.POLLIN)
        poller.register(self._inside, zmq.POLLIN)
        open_ = True
        while open_:
            ready = dict(poller.poll(_TICK))
            if self._windows in ready:
                self._receive()
            if self._inside in ready:
                open_ = self._send()
            self._forget_silent()
        self._windows.close()
        self._inside.close()

    def _receive(self) -> None:
        """All that has come, so that a busy process is not taken for a silent window."""
        with contextlib.suppress(zmq.Again):
            while True:
                window, *frames = self._windows.recv_multipart(zmq.NOBLOCK)
                self._hear(window, frames)

    def _hear(self, window: bytes, frames: list[bytes]) -> None:
        try:
            order = unpack(frames)
        except MessageError as error:
            self._answer(window, pack(Refused(order="", text=str(error))))
            return
        self._heard[window] = time.monotonic()
        if isinstance(order, Leave):
            self._forget(window)
        elif isinstance(order, Shutdown) and len(self._heard) > 1:
            self._forget(window)  # no window may end what another one looks at
            self._answer(window, pack(Stayed()))
        elif isinstance(order, Hello):
            for kind in _KEPT:
                if kind in self._kept:
                    self._answer(window, self._kept[kind])
            self._met.set()
        elif isinstance(order, Order) and not isinstance(order, Beat):
            self._orders.put(order)

    def _send(self) -> bool:
        """One event to all; False at the end."""
        name, *frames = self._inside.recv_multipart(copy=False)
        if not frames:
            return False
        self._keep(name.bytes.decode(), frames)
        for window in self._heard:
            self._answer(window, frames)
        return True

    def _keep(self, name: str, frames: Sequence[Any]) -> None:
        """For windows that come later."""
        for kind in _KEPT:
            if kind.__name__ == name:
                self._kept[kind] = frames
        if name == Ready.__name__:
            self._kept.pop(Loading, None)

    def _answer(self, window: bytes, frames: Sequence[Any]) -> None:
        self._windows.send_multipart([window, *frames], copy=False)

    def _forget_silent(self) -> None:
        now = time.monotonic()
        for window, heard in list(self._heard.items()):
            if now - heard > SILENCE:
                self._forget(window)

    def _forget(self, window: bytes) -> None:
        del self._heard[window]
        self._alone_since = time.monotonic()


def _guarded(socket: zmq.Socket[bytes]) -> str:
    """Makes a socket talk only to who knows its public key, which is returned."""
    public, secret = zmq.curve_keypair()
    socket.curve_secretkey, socket.curve_publickey, socket.curve_server = secret, public, True
    return public.decode()
