"""What the welcome page says of a project without opening it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studio.graph.model import Graph
from studio.project import file
from studio.project.draft import Draft
from studio.project.errors import ProjectError
from studio.runs import list_runs, newest_picture
from studio.runs.pictures import Picture


@dataclass(frozen=True)
class Glance:
    """A project in a line.

    Attributes:
        folder: Where it is.
        title: Its name, or the folder's where it cannot be read.
        data: What it learns from, in a few words.
        graph: Its drawing; None where it cannot be read.
        score: Best accuracy on unseen images, or `not trained`.
        runs: How many runs, or that a draft or a fault was found.
        changed: When its file was written, in seconds since 1970.
        picture: What its newest run makes of an image, (height, width); None before one was trained.
    """

    folder: Path
    title: str
    data: str
    graph: Graph | None
    score: str
    runs: str
    changed: float
    picture: Picture | None = None

    def when(self, now: float) -> str:
        """`today, 14:32`, `yesterday` or `12 November`."""
        then = datetime.fromtimestamp(self.changed)
        days = (datetime.fromtimestamp(now).date() - then.date()).days
        if days <= 0:
            return f"today, {then:%H:%M}"
        return "yesterday" if days == 1 else f"{then.day} {then:%B}"


def glance(folder: Path) -> Glance:
    """Reads just what the line needs; a project that cannot be read is said to be so."""
    path = folder / "project.json"
    changed = path.stat().st_mtime if path.exists() else 0.0
    try:
        project = file.read(folder)
    except ProjectError:
        return Glance(folder, folder.name, "", None, "", "cannot be read", changed)
    runs = list_runs(folder)
    scores = [score for run in runs if (score := run.test_accuracy or run.best_val_accuracy) is not None]
    count = f"{len(runs)} run{'s' if len(runs) != 1 else ''}" if runs else ""
    words = "draft found" if Draft(folder).found() else count
    return Glance(
        folder,
        project.title,
        project.data.source.title(),
        project.graph,
        f"{100 * max(scores):.1f} %" if scores else "not trained",
        words,
        changed,
        newest_picture(folder),
    )
