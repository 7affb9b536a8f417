"""Reads a run, also while another process writes it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
import numpy as np

from studio.compile.plan import Plan
from studio.runs.exports import ExportNote
from studio.runs.figures import Batches, Epochs, Evaluation, RunEnd, RunFacts, Snapshot
from studio.runs.plan_names import strange_name
from studio.runs.store import RunError, in_words, opened

R = TypeVar("R")


class RunReader:
    """The reading end of a run's file. Close it, or use it in a `with`.

    Args:
        folder: The run's.

    Raises:
        RunError: There is no run, or it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database = opened(folder, to_write=False)

    def facts(self) -> RunFacts:
        """What is known of the run before its first batch."""
        return self._record("facts", RunFacts)

    def plan(self) -> Plan:
        """The network that was trained, with its preprocessing.

        Raises:
            RunError: It cannot be read, or has names that no drawing gives.
        """
        plan = self._record("plan", Plan)
        if (name := strange_name(plan)) is not None:
            said = f"Run {self.folder.name} tells of a network that no studio has drawn. Expected: names as a drawing has them."
            raise RunError(f"{said} Received: {name!r:.80}. Delete the run.")
        return plan

    def batches(self, after: int = 0) -> Batches:
        """Figures of the batches after that step, so that a plot may read on where it was."""
        return Batches(*self._columns("batch", "step", after, Batches))

    def epochs(self, after: int = 0) -> Epochs:
        """Figures of the epochs after that one."""
        return Epochs(*self._columns("epoch", "epoch", after, Epochs))

    def best_epoch(self) -> int | None:
        """The epoch whose weights are kept as the best; None before one ended."""
        (epoch,) = self._rows("SELECT max(epoch) FROM epoch WHERE best")[0]
        return None if epoch is None else int(epoch)

    def tests(self) -> tuple[Evaluation, ...]:
        """Every look at the test images, the first one first."""
        return tuple(Evaluation(*row) for row in self._rows("SELECT moment, weights, loss, accuracy FROM test ORDER BY moment, rowid"))

    def snapshots(self, name: str) -> tuple[Snapshot, ...]:
        """All snapshots of that name, in the order of training."""
        return tuple(Snapshot(*row) for row in self._rows("SELECT step, name, payload FROM snapshot WHERE name = ? ORDER BY step", name))

    def exports(self) -> tuple[ExportNote, ...]:
        """Every export, the first one first."""
        return tuple(
            ExportNote(*row) for row in self._rows("SELECT moment, format, weights, epoch, path FROM export ORDER BY moment, rowid")
        )

    def end(self) -> RunEnd | None:
        """How the run ended; None while it trains, or where its process died."""
        rows = self._rows("SELECT state, reason, moment FROM ended ORDER BY rowid")
        return RunEnd(*rows[-1]) if rows else None

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _rows(self, statement: str, *given: Any) -> list[tuple[Any, ...]]:
        with in_words(self.folder):
            return self._database.execute(statement, given).fetchall()

    def _columns(self, table: str, key: str, after: int, kind: type[Batches] | type[Epochs]) -> list[Any]:
        """The rows behind a key as arrays; what is unknown (NULL) is not a number."""
        names = kind._fields
        rows = self._rows(f"SELECT {', '.join(names)} FROM {table} WHERE {key} > ? ORDER BY {key}", after)
        columns = zip(*rows, strict=True) if rows else ((),) * len(names)
        whole = ("step", "epoch", "best")
        return [np.array(column, np.int64 if name in whole else np.float64) for name, column in zip(names, columns, strict=True)]

    def _record(self, name: str, kind: type[R]) -> R:
        rows = self._rows("SELECT record FROM about WHERE name = ?", name)
        try:
            return msgspec.json.decode(rows[0][0], type=kind)
        except (IndexError, msgspec.MsgspecError) as error:
            raise RunError(f"Run {self.folder.name} says nothing readable of its {name}. Received: {error}. Delete the run.") from error
