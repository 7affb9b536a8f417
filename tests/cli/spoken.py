"""Calls the command line and keeps what it said."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from studio.cli.main import run

ROOT = Path(__file__).parents[2]


class Spoken(NamedTuple):
    """What a call came to."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """What `--json` wrote, a record a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def abyss(*words: str | Path) -> Spoken:
    """The command line within this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run([str(word) for word in words])
    return Spoken(status, out.getvalue(), err.getvalue())


def process(*words: str | Path, **environment: str | None) -> subprocess.Popen[str]:
    """The command in a process of its own, in a group of its own so that signals reach nobody else; None takes a variable away."""
    wanted = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    given = {name: value for name, value in wanted.items() if value is not None}
    command = [sys.executable, "-m", "studio", *map(str, words)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has what it left behind ignore Ctrl+C, and its children too
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=given, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, before)


def ended(running: subprocess.Popen[str]) -> Spoken:
    """Waits for its end."""
    out, err = running.communicate(timeout=90)
    return Spoken(running.returncode, out, err)
