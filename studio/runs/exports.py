"""What was taken away of a run: noted in its file, so that a table can say which weights an export holds."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal, NamedTuple

from studio.runs.store import in_words, opened


class ExportNote(NamedTuple):
    """One export of a run.

    Attributes:
        moment: When, in seconds since 1970, UTC.
        format: What was written.
        weights: Whose weights: `best` or `last`.
        epoch: The epoch that they are of.
        path: Where to.
    """

    moment: float
    format: str
    weights: Literal["best", "last"]
    epoch: int
    path: str

    def words(self) -> str:
        """Which weights went into what: `savedmodel · best · epoch 4`."""
        return f"{self.format} · {self.weights} · epoch {self.epoch}"


def note_export(folder: Path, note: ExportNote) -> None:
    """Notes an export of the run in a folder, also while the run is being trained.

    Raises:
        RunError: There is no such run, or the disk refuses.
    """
    with contextlib.closing(opened(folder, to_write=True)) as database, in_words(folder), database:
        database.execute("INSERT INTO export VALUES (?, ?, ?, ?, ?)", note)
