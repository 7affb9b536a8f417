"""Runs as a worker leaves them, small and quick."""

from __future__ import annotations

from pathlib import Path

from studio.compile.planner import plan
from studio.project import file
from studio.project.record import record
from studio.runs import BatchFigures, EpochFigures, RunFacts, RunWriter, run_folder

BATCHES = 3  # in an epoch


def begun(folder: Path, run: str, epochs: int = 5) -> RunWriter:
    """A run that has not trained a batch yet."""
    project = file.read(folder)
    plain = record(project)
    facts = RunFacts(
        title=project.recipe.title(),
        started=1000.0,
        epochs=epochs,
        batches=BATCHES,
        project=plain,
        recipe=plain["recipe"],
        data=plain["data"],
        classes=tuple("0123456789"),
        images=(6, 2, 2),
        device="CPU:0",
    )
    return RunWriter.create(run_folder(folder, run), facts, plan(project.graph, project.title))


def batches(first: int, last: int) -> list[BatchFigures]:
    return [BatchFigures(step, 1 + (step - 1) // BATCHES, 1 / step, 0.5, step / 10) for step in range(first, last + 1)]


def epoch(number: int, accuracy: float = 0.9) -> EpochFigures:
    return EpochFigures(number, 0.5 / number, 0.8, 0.6 / number, accuracy, 1.0, True)


def written(folder: Path, run: str, *, epochs: int = 2, accuracy: float = 0.9) -> None:
    """A run that came to its end."""
    with begun(folder, run, epochs) as writer:
        writer.add_batches(batches(1, BATCHES * epochs))
        for number in range(1, epochs + 1):
            writer.add_epoch(epoch(number, accuracy))
        writer.add_test("best", 0.3, accuracy)
        writer.end("done", f"All {epochs} epochs are done.")
