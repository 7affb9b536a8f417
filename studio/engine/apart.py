"""Lets a program of its own look at a file that this process must not touch: it may crash, hang or be given up without harm."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple

from studio.engine.process import environment, in_words, kill_group

PROGRAMS = "studio.worker.apart"
"""The package in which they lie; it is started by name, never imported here."""
_NAP = 0.02  # seconds between two looks whether it has ended or shall be given up
_MOST = 1 << 20  # bytes of what it says on standard error; of a flood the end


class ApartError(Exception):
    """A program that could not do its work, in whole sentences."""


class Said(NamedTuple):
    """What became of it.

    Attributes:
        status: Its exit status.
        out: What it wrote on standard output.
        err: What it wrote on standard error.
    """

    status: int
    out: bytes
    err: str


def said(program: str, *given: str, patience: float, look: Callable[[], None] = lambda: None) -> Said:
    """Runs a program until it ends.

    Args:
        program: Its module in `studio.worker.apart`.
        given: What it is called with.
        patience: Seconds after which it is ended.
        look: Called while it works; may raise to give it up.

    Raises:
        ApartError: It took too long, or the system refuses to start it.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = _started(program, given, out, err)
        try:
            _wait(process, program, patience, look)
        finally:
            if process.poll() is None:
                kill_group(process)
            process.wait()
        out.seek(0)
        return Said(process.returncode, out.read(), _end_of(err))


def refusal(told: Said, where: str) -> str:
    """Why a program that did not end well did not, in whole sentences: its own, or what ended it."""
    if told.status > 0 and told.err.strip():
        return told.err.strip().splitlines()[-1]
    return f"{where} cannot be read. {in_words(told.status).replace('The worker', 'The process that reads it')} Save it again."


def _started(program: str, given: tuple[str, ...], out: IO[bytes], err: IO[bytes]) -> subprocess.Popen[bytes]:
    """With -P, so that nothing in the folder we stand in is taken for a module."""
    command = [sys.executable, "-P", "-m", f"{PROGRAMS}.{program}", *given]
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment() | _QUIET, start_new_session=hasattr(os, "setsid")
        )
    except OSError as error:
        words = f"The system refuses to start {Path(sys.executable).name}. Received: {error.strerror}."
        raise ApartError(f"{words} Close something, then try again.") from error


_QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONIOENCODING": "utf-8"}


def _wait(process: subprocess.Popen[bytes], program: str, patience: float, look: Callable[[], None]) -> None:
    until = time.monotonic() + patience
    while process.poll() is None:
        look()
        if time.monotonic() > until:
            raise ApartError(f"It took longer than {patience:.0f} seconds, so the process that reads it ({program}) was ended.")
        time.sleep(_NAP)


def _end_of(err: IO[bytes]) -> str:
    err.seek(0, os.SEEK_END)
    err.seek(max(0, err.tell() - _MOST))
    return err.read().decode(errors="replace")
