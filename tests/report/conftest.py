"""A project with a run that was trained, without a worker."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.compile.planner import plan
from studio.project import file, samples
from studio.project.record import form_record, record
from studio.runs import BatchFigures, Confusion, EpochFigures, ExportNote, RunFacts, RunWriter, keep_confusion, note_export, run_folder

NAMES = tuple(str(digit) for digit in range(10))


def train(
    folder: Path, number: int = 1, accuracy: float = 0.9, ended: bool = True, classes: tuple[str, ...] = NAMES, word: str = ""
) -> Path:
    """Writes a run of three epochs, which may still be going on; gives its folder. A word stands wherever the run has words."""
    project, place = file.read(folder), run_folder(folder, f"run-{number:04d}")
    facts = RunFacts(
        title=f"Adam · batch 32{word}",
        started=1_700_000_000.0 + number,
        epochs=3,
        batches=4,
        project=record(project),
        recipe=form_record(project.recipe),
        data=form_record(project.data),
        classes=classes,
        images=(900, 100, 200),
        device=f"CPU:0{word}",
        versions={f"keras{word}": f"3.15.0{word}"},
    )
    with RunWriter.create(place, facts, plan(project.graph, project.title)) as run:
        run.add_batches([BatchFigures(step, 1 + (step - 1) // 4, 2 / step, step / 13, step / 10) for step in range(1, 13)])
        for epoch in range(1, 4):
            run.add_epoch(EpochFigures(epoch, 1 / epoch, 0.5 + epoch / 10, 1 / epoch, accuracy - (epoch == 3) / 10, 12.0, epoch < 3))
        if ended:
            run.add_test("best", 0.3, accuracy)
            run.end("done", f"All 3 epochs are done.{word}")
    return place


@pytest.fixture
def folder(home: Path) -> Path:
    """LeNet-5, not trained."""
    return samples.open_sample("lenet5")


@pytest.fixture
def trained(folder: Path) -> Path:
    """The same with a run whose answers were counted, and which was exported."""
    place = train(folder)
    counts = np.diag(np.arange(10, 20))
    counts[4, 9] = 7
    keep_confusion(place, Confusion(counts, 2, "test"))
    note_export(place, ExportNote(1_700_000_100.0, "keras", "best", 2, "/somewhere/out"))
    return folder
