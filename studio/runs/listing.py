"""The runs of a project: which there are, what became of each, and what the next one is called."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Literal

import numpy as np
from msgspec import Struct

from studio.runs.figures import EndState
from studio.runs.reader import RunReader
from studio.runs.store import RunError

FOLDER = "runs"
_NAME = re.compile(r"run-([0-9]{4,})")


class RunInfo(Struct, frozen=True):
    """A run as a table shows it.

    Attributes:
        id: Its folder's name, `run-0001`.
        number: As people count them, from 1.
        title: The recipe in a few words: `Adam · batch 64`.
        started: When, in seconds since 1970, UTC; 0 where it cannot be read.
        epochs: How many have ended.
        planned: How many were asked for.
        best_epoch: The epoch whose weights are kept as the best; None before one ended.
        best_val_accuracy: Its validation accuracy; None where it was not measured.
        test_accuracy: Of the last look at the test images; None where there was none.
        state: How it ended; unfinished while it trains or where its process died, broken where it cannot be read.
        reason: Why, in words.
        exported: Which weights were taken away, the first ones first: `savedmodel · best · epoch 4`.
    """

    id: str
    number: int
    title: str
    started: float = 0.0
    epochs: int = 0
    planned: int = 0
    best_epoch: int | None = None
    best_val_accuracy: float | None = None
    test_accuracy: float | None = None
    state: EndState | Literal["unfinished", "broken"] = "unfinished"
    reason: str = ""
    exported: tuple[str, ...] = ()


def run_folder(project: Path, run: str) -> Path:
    """Where a run of the project lies.

    Raises:
        RunError: That is no name of a run.
    """
    if not _NAME.fullmatch(run):
        raise RunError(f"{run!r} is no name of a run. Expected: run- and a number, such as run-0001.")
    return project / FOLDER / run


def list_runs(project: Path) -> tuple[RunInfo, ...]:
    """All runs of a project folder, the oldest first; one that cannot be read is listed as broken, with the reason."""
    return tuple(_info(project / FOLDER / run, number) for number, run in _numbered(project))


def next_run(project: Path) -> str:
    """The name of the run that comes after all others."""
    return f"run-{max((number for number, _ in _numbered(project)), default=0) + 1:04d}"


def delete_run(project: Path, run: str) -> None:
    """Deletes a run with its weights, for good.

    Raises:
        RunError: There is no such run, or the disk refuses.
    """
    folder = run_folder(project, run)
    if not folder.is_dir():
        raise RunError(f"{project.name} has no run {run}. It was deleted already.")
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise RunError(f"Run {run} cannot be deleted. Received: {error.strerror} for {error.filename}.") from error


def _numbered(project: Path) -> list[tuple[int, str]]:
    folder = project / FOLDER
    if not folder.is_dir():
        return []
    found = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir() if path.is_dir())
    return sorted((int(match[1]), path.name) for match, path in found if match)


def _info(folder: Path, number: int) -> RunInfo:
    try:
        with RunReader(folder) as run:
            return _read(run, number)
    except RunError as error:
        return RunInfo(folder.name, number, folder.name, state="broken", reason=str(error))


def _read(run: RunReader, number: int) -> RunInfo:
    facts, epochs, best, tests, end = run.facts(), run.epochs(), run.best_epoch(), run.tests(), run.end()
    accuracy = float(epochs.val_accuracy[epochs.epoch == best][0]) if best else np.nan
    return RunInfo(
        id=run.folder.name,
        number=number,
        title=facts.title,
        started=facts.started,
        epochs=len(epochs.epoch),
        planned=facts.epochs,
        best_epoch=best,
        best_val_accuracy=None if np.isnan(accuracy) else accuracy,
        test_accuracy=tests[-1].accuracy if tests else None,
        state=end.state if end else "unfinished",
        reason=end.reason if end else "",
        exported=tuple(dict.fromkeys(note.words() for note in run.exports())),
    )
