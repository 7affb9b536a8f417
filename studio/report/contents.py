"""What a report is about: a project, and what became of its runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.blocks.block import pictured
from studio.data import Data
from studio.data.facts import DataError
from studio.data.facts import facts as looked_at
from studio.graph.model import Graph
from studio.project.errors import ProjectError
from studio.project.project import Project
from studio.project.record import read_record
from studio.recipe import Recipe
from studio.runs import (
    Batches,
    Confusion,
    Epochs,
    ExportNote,
    RunError,
    RunFacts,
    RunInfo,
    RunReader,
    kept_confusion,
    list_runs,
    run_folder,
)


@dataclass(frozen=True)
class Trained:
    """A run as the report has it.

    Attributes:
        info: As the table of runs has it.
        facts: What is known of it before its first batch.
        batches: Figures of its batches.
        epochs: Figures of its epochs.
        data: What it learned from.
        recipe: How.
        drawn_still: Whether the project's drawing has still the blocks and wires that were trained.
        confusion: What its best weights take images for; None where nobody counted.
        exports: What was taken away of it.
    """

    info: RunInfo
    facts: RunFacts
    batches: Batches
    epochs: Epochs
    data: Data
    recipe: Recipe
    drawn_still: bool
    confusion: Confusion | None
    exports: tuple[ExportNote, ...]


@dataclass(frozen=True)
class Contents:
    """All that a report shows.

    Attributes:
        project: The drawing, the data and the recipe.
        runs: All that can be read, oldest first.
        broken: A sentence for each run that cannot.
        chosen: The run that is shown in full; None where nothing was trained.
        images: What the data holds, in words; or why that cannot be told.
        moment: When the report is made, in seconds since 1970, UTC.
    """

    project: Project
    runs: tuple[Trained, ...]
    broken: tuple[str, ...]
    chosen: Trained | None
    images: str
    moment: float


def contents(project: Project, folder: Path, chosen: str | None, moment: float) -> Contents:
    """Gathers all that a report shows.

    Args:
        project: The drawing, the data and the recipe.
        folder: Of the project, with its runs.
        chosen: The run that is shown in full; None for the best.
        moment: When the report is made.
    """
    runs, broken = read_runs(folder, project)
    best = best_of(tuple(run.info for run in runs))
    wanted = chosen or (best.id if best else None)
    shown = next((run for run in runs if run.info.id == wanted), None)
    return Contents(project, runs, broken, shown, images_of(project), moment)


def images_of(project: Project) -> str:
    """What the data holds, in words; or why that cannot be told."""
    try:
        seen = looked_at(project.data.source)
    except DataError as error:
        return str(error)
    return f"{seen.images:,} images of {len(seen.classes):,} classes, {pictured(seen.shape)} pixels and channels"


def best_of(runs: tuple[RunInfo, ...]) -> RunInfo | None:
    """The run that a report shows in full unless another is named: the best on validation images, else the newest with an epoch."""
    ended = [run for run in runs if run.best_epoch is not None]
    return max(ended, key=lambda run: (run.best_val_accuracy or 0.0, run.number), default=None)


def trained(folder: Path, info: RunInfo, project: Project) -> Trained:
    """All that is kept of a run.

    Args:
        folder: Of the project.
        info: Which run.
        project: As it is now, which has the data and the recipe of a run that a later version keeps otherwise.

    Raises:
        RunError: It cannot be read.
    """
    with RunReader(run_folder(folder, info.id)) as run:
        facts, batches, epochs, confusion, exports = run.facts(), run.batches(), run.epochs(), kept_confusion(run), run.exports()
    try:
        then = read_record(facts.project)
    except ProjectError:
        then = project
    still = _network(then.graph) == _network(project.graph)
    return Trained(info, facts, batches, epochs, then.data, then.recipe, still, confusion, exports)


def _network(graph: Graph) -> tuple[Any, ...]:
    """What is trained of a drawing: no places, no notes."""
    return {key: (node.block, node.state) for key, node in graph.nodes.items()}, frozenset(graph.wires)


def read_runs(folder: Path, project: Project) -> tuple[tuple[Trained, ...], tuple[str, ...]]:
    """All runs of a project's folder, and why some cannot be read."""
    found, broken = list[Trained](), list[str]()
    for info in list_runs(folder):
        try:
            found.append(trained(folder, info, project))
        except RunError as error:
            broken.append(str(error))
    return tuple(found), tuple(broken)
