"""Writes a report, and says beforehand which counts the worker has still to make for it."""

from __future__ import annotations

import time
from pathlib import Path

from studio.messages.orders import Tally
from studio.project.project import Project
from studio.project.safe_write import write_text
from studio.report.contents import best_of, contents
from studio.report.page import page
from studio.runs import RunError, RunReader, kept_confusion, list_runs, run_folder

NAME = "report.html"
"""What a report is called beside its project's file, unless it is told otherwise."""

_CLASSES, _UNFINISHED = "classes", "unfinished"


def tally(project: Project, folder: Path, run: str | None = None) -> Tally | None:
    """What to ask the worker first, so that the report can say what its run takes for what; None where that is known or cannot be.

    Of a run that is being trained nothing is asked, which would hold it up: it is counted at its end.

    Args:
        project: What is reported of.
        folder: Where it lies.
        run: The run that is shown in full; None for the best.
    """
    known = {info.id: info for info in list_runs(folder) if info.best_epoch is not None}
    best = known.get(run) if run else best_of(tuple(known.values()))
    if best is None or best.state == _UNFINISHED:
        return None
    try:
        with RunReader(run_folder(folder, best.id)) as reader:
            wanted = reader.plan().meaning == _CLASSES and kept_confusion(reader) is None
    except RunError:
        return None  # the report says what is wrong with it
    return Tally(project=str(folder), run=best.id, data=project.data) if wanted else None


def write_report(project: Project, folder: Path, path: Path, run: str | None = None) -> None:
    """Writes the report of a project as one file; what was there before is replaced.

    Raises:
        ProjectError: It cannot be written.
    """
    write_text(path, page(contents(project, folder, run, time.time())))
