"""Asks Keras, in a process of its own that is started when there is something to ask and ended when nobody has asked for a while."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, NamedTuple

import msgspec

from studio.blocks.answers import Question
from studio.engine.kept_answers import KeptAnswers
from studio.engine.process import environment, in_words, kill_group
from studio.messages.asking import Answered, Ask, Asked, Describe, Described, Told, read_told, written

PATIENCE = 20.0  # seconds for an answer
_LOADING = 120.0  # seconds for the first one: Keras is loaded before
_IDLE = 120.0  # seconds without a question after which the process is ended, for it holds half a gigabyte
_QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}

Listener = Callable[[Told], None]


class _Process(NamedTuple):
    """The process, and what it answered so far; None at its end."""

    run: subprocess.Popen[bytes]
    lines: SimpleQueue[bytes | None]
    listening: threading.Thread

    def say(self, message: bytes) -> None:
        """Hands it a line."""
        assert self.run.stdin is not None
        self.run.stdin.write(message)
        self.run.stdin.flush()

    def kill(self) -> None:
        """Ends it at once; it may have ended by itself."""
        with suppress(ProcessLookupError, PermissionError):
            kill_group(self.run)

    def end(self) -> None:
        """Ends it with all that it started."""
        self.kill()
        self.run.wait()
        self.listening.join()
        if self.run.stdin is not None:
            with suppress(OSError):  # what it was not told before its end is nobody's loss
                self.run.stdin.close()


class Asker:
    """Asks one question after the other.

    Args:
        listener: Takes each answer, in the asker's own thread; of what is kept on the disk at once, in the thread that asks.
        patience: Seconds that an answer may take.
    """

    def __init__(self, listener: Listener, patience: float = PATIENCE) -> None:
        self._listener, self._patience = listener, patience
        self._kept = KeptAnswers()
        self._orders: SimpleQueue[Asked | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._process: _Process | None = None
        self._over = False

    def ask(self, question: Question) -> None:
        """Asks; returns at once."""
        if (known := self._kept.find(question)) is not None:
            self._listener(Answered(question=question, answer=known))
            return
        self._put(Ask(question=question))

    def describe(self, module: str) -> None:
        """Asks which layers a person's own module offers; returns at once."""
        self._put(Describe(module=module))

    def close(self) -> None:
        """Asks nothing any more."""
        self._over = True
        self._orders.put(None)
        if self._process is not None:
            self._process.kill()  # what it is at may take long
        if self._thread is not None:
            self._thread.join()

    def _put(self, order: Asked) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="asker", daemon=True)
            self._thread.start()
        self._orders.put(order)

    def _run(self) -> None:
        """The thread: waits for questions, and ends the process where none come."""
        while not self._over:
            try:
                order = self._orders.get(timeout=_IDLE)
            except Empty:
                self._end()
                continue
            if order is None:
                break
            told = self._told(order)
            if isinstance(told, Answered) and told.answer is not None:
                self._kept.keep(told.question, told.answer)
            if not self._over:
                self._listener(told)
        self._end()

    def _told(self, order: Asked) -> Told:
        try:
            loaded = self._process is not None
            process = self._process = self._process or _started()
            if self._over:
                process.kill()  # it was started while the asker was closed, which saw none to end
            process.say(written(order))
            line = process.lines.get(timeout=self._patience + (0 if loaded else _LOADING))
        except Empty:
            return self._failed(order, f"it took longer than {self._patience:.0f} seconds and was ended")
        except OSError as error:
            return self._failed(order, error.strerror or str(error))
        if line is None:
            return self._failed(order, _end_of(process))
        try:
            return read_told(line)
        except msgspec.MsgspecError as error:
            return self._failed(order, str(error))

    def _failed(self, order: Asked, reason: str) -> Told:
        """There is no answer, and the next question gets a fresh process."""
        self._end()
        if isinstance(order, Describe):
            fault = f"The layers of {order.module} are not known: {reason.rstrip('.')}. Mend the package, then open the studio again."
            return Described(module=order.module, fault=fault)
        question = order.question
        name = question.symbol.rpartition(".")[2]
        return Answered(question=question, reason=f"The shape of {name} is not known: {reason.rstrip('.')}. Change it to ask again.")

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


def _started() -> _Process:
    """With -P, so that nothing in the folder we stand in is taken for a module."""
    run = subprocess.Popen(
        [sys.executable, "-P", "-m", "studio.worker.answering"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment() | _QUIET,
        start_new_session=hasattr(os, "setsid"),
    )
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    listening = threading.Thread(target=_listen, args=(run.stdout, lines), name="asker lines", daemon=True)
    listening.start()
    return _Process(run, lines, listening)


def _listen(said: IO[bytes], lines: SimpleQueue[bytes | None]) -> None:
    with said:
        for line in said:
            lines.put(line)
    lines.put(None)


def _end_of(process: _Process) -> str:
    return in_words(process.run.wait()).replace("The worker", "the process that asks Keras").rstrip(".")
