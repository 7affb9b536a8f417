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
from studio.project.project import Project
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


class _Reader:
    """Reads what lies in files once, and again where a file is another one since."""

    def __init__(self) -> None:
        self._projects: dict[Path, tuple[tuple[int, int], Project]] = {}
        self._runs: dict[Path, Graph] = {}

    def project(self, folder: Path) -> Project:
        """The project in a folder; raises ProjectError."""
        stamp = _stamp(folder / file.FILE)
        if folder not in self._projects or self._projects[folder][0] != stamp:
            self._projects[folder] = (stamp, file.read(folder))
        return self._projects[folder][1]

    def run(self, folder: Path, run: str) -> Graph:
        """The drawing as it was when a run began, which never changes; raises RunError or ProjectError."""
        path = run_folder(folder, run)
        if path not in self._runs:
            self._runs[path] = _trained(path, run)
        return self._runs[path]


def _stamp(path: Path) -> tuple[int, int]:
    """What is another one when a file was written anew; nothing of one that is not there."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)


def sides(document: Document) -> list[Side]:
    """All drawings on offer, the open project's first."""
    project, folder, reader = document.project, document.folder, _Reader()
    found = [Side(f"{name} · as it is now", partial(_present, document, name)) for name in project.graphs]
    found += [Side(f"{name} · as saved", partial(_saved, reader, folder, name)) for name in project.graphs]
    runs = sorted(list_runs(folder), key=lambda run: run.id, reverse=True)[:_RUNS]
    found += [Side(f"{run.id} · as trained", partial(reader.run, folder, run.id)) for run in runs]
    found += [Side(f"{other.name} · project", partial(_shown, reader, other)) for other in recent.folders() if other != folder]
    return [*found, *(Side(f"{sample.title} · sample", partial(_shown, reader, sample.folder)) for sample in samples.samples())]


def _present(document: Document, name: str) -> Graph:
    graphs = document.project.graphs
    if name not in graphs:
        raise ProjectError([f"The project has no drawing {name} any more. Expected: one of {', '.join(graphs)}. Choose another one."])
    return graphs[name]


def _shown(reader: _Reader, folder: Path) -> Graph:
    return reader.project(folder).graph


def _saved(reader: _Reader, folder: Path, name: str) -> Graph:
    graphs = reader.project(folder).graphs
    if name not in graphs:
        raise ProjectError([f"{folder} holds no drawing {name}. Expected: one of {', '.join(graphs)}. Save the project first."])
    return graphs[name]


def _trained(path: Path, run: str) -> Graph:
    with RunReader(path) as reader:
        plain = reader.facts().project
    if not plain:
        raise RunError(f"{run} was kept without its drawing. Choose another run.")
    return read_record(migrated(plain, 1)).graph
