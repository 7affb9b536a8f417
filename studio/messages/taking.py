"""The order that takes the weights of the Keras model which a project's drawing came from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.compile.planner import PlanError, plan
from studio.graph.measure import measure
from studio.messages.orders import Import
from studio.project.origin import read_origin
from studio.project.project import Project
from studio.project.record import read_record, record
from studio.runs import list_runs, next_run

_UNFIT = (
    "The weights of {} are not taken, because its drawing is no network yet. Mend it, bypassing what is unknown, then choose "
    "Take the weights of the opened model (menu Train)."
)


def title(model: str) -> str:
    """What the run is called that has the weights of a model."""
    return f"Weights of {Path(model).name}"


def taking(folder: Path, now: Project | None = None) -> Import | None:
    """Takes the weights into the drawing as it was opened; None where the project waits for none, or has them.

    Args:
        folder: The project's.
        now: The project as it is by now, whose drawing gets the weights where that which was opened was no network.

    Raises:
        PlanError: The drawing is no network yet: some of the model's layers are unknown, say.
        ProjectError: What is kept of the opened model cannot be read.
    """
    origin = read_origin(folder)
    if origin is None or any(run.title == title(origin.model) for run in list_runs(folder)):
        return None
    project, mended = read_record(origin.project), False
    if now is not None and not _is_network(project):
        project, mended = now, True
    try:
        network = plan(project.graph, project.title)
    except PlanError as error:
        raise PlanError([_UNFIT.format(Path(origin.model).name), *error.faults]) from None
    return Import(
        project=str(folder),
        run=next_run(folder),
        model=origin.model,
        plan=network,
        data=project.data,
        layers=origin.layers,
        mean=None if origin.mean is None else np.array(origin.mean, np.float32),
        recipe=project.recipe,
        record=record(project) if mended else origin.project,
        mended=mended,
    )


def _is_network(project: Project) -> bool:
    return not any(issue.stops for issue in measure(project.graph).issues)
