"""The worker as a process: started in a group of its own, or found where an earlier window left it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import zmq

import studio
from studio import paths
from studio.messages import meeting
from studio.messages.meeting import Meeting

LINE = "ABYSS_LINE"  # environment variable: `loopback` for a port with CURVE keys where a local address would do
LEFT = "worker left"  # the thread that takes note of the end of one that lives on without us
_START = 60.0  # seconds that a new worker may take until it listens
_NAP = 0.02


class WorkerError(RuntimeError):
    """A worker that cannot be started, in words."""


class Worker:
    """A worker that listens.

    Attributes:
        meeting: Where.
    """

    def __init__(self, meeting: Meeting, process: subprocess.Popen[bytes] | None) -> None:
        self.meeting = meeting
        self._process = process

    @property
    def ours(self) -> bool:
        """Whether this process started it."""
        return self._process is not None

    def runs(self) -> bool:
        """Whether it is there."""
        return self._process.poll() is None if self._process else meeting.alive(self.meeting.pid)

    def cause(self) -> str:
        """Why it is gone, in words; empty where it ended by itself as it should."""
        if self._process is None:
            return "The worker is gone."
        status = self._process.wait()
        return "" if status == 0 else in_words(status)

    def end(self, patience: float) -> None:
        """Waits for one of ours to end, and kills it when it does not."""
        if self._process is None:
            return
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Ends one of ours at once, with all that it started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill_group(self._process)
            self._process.wait()

    def leave(self) -> None:
        """Lets one of ours live on without us; should it end before this process does, nothing of it stays behind."""
        if self._process is not None and self._process.poll() is None:
            threading.Thread(target=self._process.wait, name=LEFT, daemon=True).start()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that was started in a group of its own, with all that it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def in_words(status: int) -> str:
    """What an exit status means."""
    if status >= 0:
        return f"The worker ended with status {status}."
    name = signal.Signals(-status).name if -status in set(signal.Signals) else f"signal {-status}"
    because = ", as the system does when memory runs out" if name == "SIGKILL" else ""
    return f"The worker was ended by {name}{because}."


def found(project: Path) -> Worker | None:
    """The worker that an earlier window of this project left, where there is one.

    Raises:
        WorkerError: The system refuses to look.
    """
    with _refusals_in_words():
        there = meeting.find(meeting.place(project))
    return Worker(there, None) if there else None


def given_up(project: Path, worker: Worker) -> None:
    """One that was found does not answer: its place is free for another."""
    meeting.withdraw(meeting.place(project), worker.meeting.pid)


def started(project: Path) -> Worker:
    """A new worker, as soon as it listens; that of another window where that one was quicker.

    Raises:
        WorkerError: It ends before that, or the system refuses to start it.
    """
    with _refusals_in_words():
        place, log = meeting.place(project), _log(project)
        process = _process(place, log)
    until = time.monotonic() + _START
    while time.monotonic() < until and process.poll() is None:
        there = meeting.find(place)
        if there is not None and there.pid == process.pid:
            return Worker(there, process)
        if there is not None:
            Worker(there, process).kill()  # it has nothing yet that could be lost
            meeting.sweep(place)
            return Worker(there, None)
        time.sleep(_NAP)
    return _fail(process, log)


def _process(place: Path, log: Path) -> subprocess.Popen[bytes]:
    """With -P, so that nothing in the folder we stand in, which may be a project from anywhere, is taken for a module."""
    command = [sys.executable, "-P", "-u", "-m", "studio.worker", str(place), str(log), *([] if _local() else ["--loopback"])]
    with log.open("wb") as output:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment(), start_new_session=True)


@contextlib.contextmanager
def _refusals_in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"the system refuses {error.filename}. Received: {error.strerror}." if error.filename else f"{error}"
        raise WorkerError(f"The worker could not be started: {reason} Mend that, then try again.") from error


def _fail(process: subprocess.Popen[bytes], log: Path) -> Worker:
    process.kill()
    status = process.wait()
    last = (log.read_text(errors="replace").strip().splitlines() or ["nothing"])[-1]
    raise WorkerError(f"The worker could not be started: it ended with status {status}. Its last words: {last}. More is in {log}.")


def _local() -> bool:
    return bool(zmq.has("ipc")) and os.environ.get(LINE) != "loopback"


def _log(project: Path) -> Path:
    return paths.logs() / f"worker-{meeting.place(project).stem}.log"


def environment() -> dict[str, str]:
    """Ours, with the studio in reach, and TensorFlow's chatter off unless somebody wants it.

    An empty place in PYTHONPATH, as a colon at its end makes one, is the folder we stand in, which may be a project from anywhere.
    """
    known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    places = [str(Path(studio.__file__).parents[1]), *filter(None, known)]
    ours = {"PYTHONPATH": os.pathsep.join(places), "KERAS_BACKEND": "tensorflow"}
    return {"TF_CPP_MIN_LOG_LEVEL": "2"} | dict(os.environ) | ours
