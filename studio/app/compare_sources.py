"""What can be compared: the drawings of the open project, of its file, of its runs, and of other projects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from studio.app import recent
from studio.app.document import Document
from studio.graph.model import Graph
from studio.project import file, samples
from studio.project.errors import ProjectError
from studio.project.migrations import migrated
from studio.project.record import read_record
from studio.runs import RunReader, list_runs, run_folder
from studio.runs.store import RunError

_RUNS = 20  # the newest ones; each is read only when it is chosen


class Side(NamedTuple):
    """A drawing that can be chosen.

    Attributes:
        title: As the list says it.
        read: Gives the drawing; raises ProjectError or RunError.
    """

    title: str
    read: Callable[[], Graph]


def sides(document: Document) -> list[Side]:
    """All drawings on offer, the open project's first."""
    project, folder = document.project, document.folder
    found = [Side(f"{name} · as it is now", partial(_present, document, name)) for name in project.graphs]
    found += [Side(f"{name} · as saved", partial(_saved, folder, name)) for name in project.graphs]
    runs = sorted(list_runs(folder), key=lambda run: run.id, reverse=True)[:_RUNS]
    found += [Side(f"{run.id} · as trained", partial(_trained, folder, run.id)) for run in runs]
    found += [Side(f"{other.name} · project", partial(_shown, other)) for other in recent.folders() if other != folder]
    return [*found, *(Side(f"{sample.title} · sample", partial(_shown, sample.folder)) for sample in samples.samples())]


def _present(document: Document, name: str) -> Graph:
    graphs = document.project.graphs
    if name not in graphs:
        raise ProjectError([f"The project has no drawing {name} any more. Expected: one of {', '.join(graphs)}. Choose another one."])
    return graphs[name]


def _shown(folder: Path) -> Graph:
    return file.read(folder).graph


def _saved(folder: Path, name: str) -> Graph:
    graphs = file.read(folder).graphs
    if name not in graphs:
        raise ProjectError([f"{folder} holds no drawing {name}. Expected: one of {', '.join(graphs)}. Save the project first."])
    return graphs[name]


def _trained(folder: Path, run: str) -> Graph:
    """The drawing as it was when the run began."""
    with RunReader(run_folder(folder, run)) as reader:
        plain = reader.facts().project
    if not plain:
        raise RunError(f"{run} was kept without its drawing. Choose another run.")
    return read_record(migrated(plain, 1)).graph
