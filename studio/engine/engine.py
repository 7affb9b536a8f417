"""The near end of the line: one worker a project, found or started, watched, and replaced when it dies."""

from __future__ import annotations

import contextlib
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue

import zmq

from studio.engine.line import Line
from studio.engine.memory import DEATHS, Memory
from studio.engine.process import Worker, WorkerError, found, given_up, started
from studio.messages import Event, Order
from studio.messages.events import Died, Loading, Stayed
from studio.messages.orders import Leave, Show, Shutdown, Train

_TICK = 200  # milliseconds between two looks whether the worker lives
_ANSWER = 5.0  # seconds in which a worker that was found must say something
_END = 10.0  # seconds that a worker may take to end


class Engine:
    """Talks to the worker of a project folder.

    The listener is called from one thread, the engine's own; it must not block for long and must not close the engine.
    """

    def __init__(self, project: Path, listener: Callable[[Event], None]) -> None:
        self._project = project
        self._listener = listener
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._memory = Memory()
        self._over = threading.Event()
        self._leave = False
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._bell, self._heard = self._context.socket(zmq.PUSH), self._context.socket(zmq.PULL)
        self._heard.bind("inproc://orders")
        self._bell.connect("inproc://orders")
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)  # a window that crashes must not hang

    def start(self) -> None:
        """Finds the worker or starts one, and returns at once."""
        self._thread.start()

    def send(self, order: Order) -> None:
        """Sends an order, from any thread; it waits until there is a worker."""
        self._orders.put(order)
        self._ring()

    def close(self, leave: bool = False) -> None:
        """Ends the engine, and the worker with it.

        Args:
            leave: Let the worker finish its run alone; it ends after that, or at once when it has none.
        """
        if self._over.is_set():
            return
        self._leave = leave
        self._over.set()
        self._ring()
        if self._thread.ident is not None:
            self._thread.join()
        self._bell.close()
        self._heard.close()
        self._context.term()

    def _ring(self) -> None:
        with self._lock, contextlib.suppress(zmq.Again):  # a bell that rings already need not ring again
            if not self._bell.closed:
                self._bell.send(b"", zmq.NOBLOCK)

    def _run(self) -> None:
        """The thread: one worker after the other."""
        while not self._over.is_set():
            try:
                worker = self._reached()
            except WorkerError as error:
                self._tell(Died(text=str(error), again=False))
                self._sleep()
                continue
            if self._with(worker):
                self._sleep()

    def _reached(self) -> Worker:
        """The worker that is there, if it answers, or a new one."""
        there = found(self._project)
        if there is not None:
            if self._answers(there):
                return there
            given_up(self._project, there)
        self._tell(Loading(stage="Starting the worker"))
        return started(self._project)

    def _answers(self, worker: Worker) -> bool:
        """Whether it is a worker at all: its number may belong to another process by now."""
        line = Line(self._context, worker.meeting)
        try:
            return bool(line.socket.poll(int(_ANSWER * 1000)))
        finally:
            line.send(Leave())
            line.close()

    def _with(self, worker: Worker) -> bool:
        """Life with one worker; whether to wait for an order before the next one is started."""
        line = Line(self._context, worker.meeting)
        for order in self._memory.again():
            line.send(order)
        try:
            last_word = self._talk(line, worker)
            if self._over.is_set():
                self._part(line, worker)
                return False
        finally:
            line.close()
        return self._mourn(worker, last_word)

    def _talk(self, line: Line, worker: Worker) -> bool:
        """Passes orders and events on until the worker dies or the engine is closed; whether the worker told of its own death."""
        poller = zmq.Poller()
        poller.register(line.socket, zmq.POLLIN)
        poller.register(self._heard, zmq.POLLIN)
        while not self._over.is_set():
            runs = worker.runs()  # looked at before the last events are read, so that none is lost
            poller.poll(_TICK if runs else 0)
            events = line.receive()
            for event in events:
                self._tell(event)
            if any(isinstance(event, Died) for event in events):
                return True  # orders that come from now on are for the next worker
            line.beat()
            self._pass_orders(line)
            if not runs and not events:
                break
        return False

    def _pass_orders(self, line: Line) -> None:
        while self._heard.poll(0):
            self._heard.recv()
        for order in self._ordered():
            self._memory.ordered(order)
            line.send(order)

    def _ordered(self) -> list[Order]:
        orders = []
        try:
            while True:
                orders.append(self._orders.get_nowait())
        except Empty:
            return orders

    def _part(self, line: Line, worker: Worker) -> None:
        """Orders sent just before the engine was closed still go out."""
        self._pass_orders(line)
        line.send(Leave() if self._leave else Shutdown())
        if self._leave:
            worker.leave()
        elif self._memory.ready:
            self._ended(line, worker)
        else:
            worker.kill()  # it has nothing yet that could be lost, and would hear only after loading

    def _ended(self, line: Line, worker: Worker) -> None:
        """Sees to it that the worker ends, unless it stays for another window."""
        until = time.monotonic() + _END
        while worker.ours and worker.runs() and time.monotonic() < until:
            line.socket.poll(_TICK)
            if any(isinstance(event, Stayed) for event in line.receive()):
                worker.leave()
                return
        worker.end(0)

    def _mourn(self, worker: Worker, told: bool) -> bool:
        """Tells of a death in words; whether no other worker is to be started by itself."""
        if told:
            worker.end(_END)
            self._memory.forgive()
            return True
        cause, run = worker.cause(), self._memory.train.run if self._memory.train else ""
        again = self._memory.died()
        if cause or not again:
            self._tell(Died(text=_sentence(cause, run, again, worker.meeting.log), again=again))
        if not again:
            self._memory.forgive()
        return not again

    def _sleep(self) -> None:
        """Until somebody wants something that needs a worker, or the engine is closed."""
        while not self._over.is_set():
            self._heard.recv()
            orders = self._ordered()
            for order in orders:
                self._memory.ordered(order)
            if any(isinstance(order, Train | Show) for order in orders):
                return

    def _tell(self, event: Event) -> None:
        """The border to the listener: its faults must not end the line."""
        self._memory.happened(event)
        try:
            self._listener(event)
        except Exception:  # noqa: BLE001  # the border
            traceback.print_exc()


def _sentence(cause: str, run: str, again: bool, log: str) -> str:
    cause = cause or "The worker ended."
    if not again:
        return (
            f"{cause} It died {DEATHS} times without getting further, so it is not started again. Its log is {log}; train again to retry."
        )
    return f"{cause} It is started again{f', and {run} goes on from its last checkpoint' if run else ''}."
