"""Writes a run while it trains; the one process that trains it does."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from msgspec import structs

from studio.compile.plan import Plan
from studio.runs.figures import BatchFigures, EndState, EpochFigures, RunFacts, Snapshot
from studio.runs.store import closed_on_fault, created, in_words, opened


class RunWriter:
    """The writing end of a run's file. Each call is one transaction: what it returned from is on the disk's way, all or nothing.

    Make one by `create` or `resume`, and close it, or use it in a `with`.
    """

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self.folder = folder
        self._database = database

    @classmethod
    def create(cls, folder: Path, facts: RunFacts, plan: Plan) -> Self:
        """Begins a run.

        Args:
            folder: Where; made where it is missing.
            facts: What is known before the first batch.
            plan: The network with its preprocessing, so that the run can be shown and exported whatever becomes of the drawing.

        Raises:
            RunError: There is a run already, or the disk refuses.
        """
        records = [(name, msgspec.json.encode(record).decode()) for name, record in (("facts", facts), ("plan", plan))]
        with closed_on_fault(created(folder)) as database:
            writer = cls(folder, database)
            writer._write("INSERT INTO about VALUES (?, ?)", records)
        return writer

    @classmethod
    def resume(cls, folder: Path, step: int, epoch: int) -> Self:
        """Goes on with a run after a checkpoint: forgets its end and what came after that moment.

        Args:
            folder: The run's.
            step: The last batch that the checkpoint has seen.
            epoch: The last epoch that ended before it.

        Raises:
            RunError: There is no such run, or the disk refuses.
        """
        with closed_on_fault(opened(folder, to_write=True)) as database, in_words(folder), database:
            database.execute("DELETE FROM batch WHERE step > ?", (step,))
            database.execute("DELETE FROM epoch WHERE epoch > ?", (epoch,))
            database.execute("DELETE FROM snapshot WHERE step > ?", (step,))
            database.execute("DELETE FROM ended")
        return cls(folder, database)

    def change_facts(self, **facts: Any) -> None:
        """Puts other values for some of `RunFacts`: a run may go on with more epochs than it began with."""
        with in_words(self.folder):
            (record,) = self._database.execute("SELECT record FROM about WHERE name = 'facts'").fetchone()
        changed = structs.replace(msgspec.json.decode(record, type=RunFacts), **facts)
        self._write("UPDATE about SET record = ? WHERE name = 'facts'", [(msgspec.json.encode(changed).decode(),)])

    def add_batches(self, rows: Sequence[BatchFigures]) -> None:
        """Records batches that ended."""
        self._write("INSERT INTO batch VALUES (?, ?, ?, ?, ?)", rows)

    def add_epoch(self, row: EpochFigures) -> None:
        """Records an epoch that ended."""
        self._write("INSERT INTO epoch VALUES (?, ?, ?, ?, ?, ?, ?)", [row])

    def add_test(self, weights: str, loss: float, accuracy: float | None) -> None:
        """Records a look at the test images; each look is kept, so that the studio can say how often there was one."""
        self._write("INSERT INTO test VALUES (?, ?, ?, ?)", [(time.time(), weights, loss, accuracy)])

    def add_snapshot(self, snapshot: Snapshot) -> None:
        """Records what something looked like after a batch; a second one of that name and batch replaces the first."""
        self._write("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)", [snapshot])

    def end(self, state: EndState, reason: str) -> None:
        """Records how the run ended."""
        self._write("INSERT INTO ended VALUES (?, ?, ?)", [(state, reason, time.time())])

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _write(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        with in_words(self.folder), self._database as database:
            database.executemany(statement, rows)
