"""The order that takes the weights of the Keras model which a project's drawing came from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.compile.planner import PlanError, plan
from studio.messages.orders import Import
from studio.project.origin import read_origin
from studio.project.record import read_record
from studio.runs import list_runs, next_run


def title(model: str) -> str:
    """What the run is called that has the weights of a model."""
    return f"Weights of {Path(model).name}"


def taking(folder: Path) -> Import | None:
    """Takes the weights into the drawing as it was opened; None where the project waits for none, or has them.

    Raises:
        PlanError: The drawing is no network yet: some of the model's layers are unknown, say.
        ProjectError: What is kept of the opened model cannot be read.
    """
    origin = read_origin(folder)
    if origin is None or any(run.title == title(origin.model) for run in list_runs(folder)):
        return None
    project = read_record(origin.project)
    try:
        network = plan(project.graph, project.title)
    except PlanError as error:
        name = Path(origin.model).name
        raise PlanError([f"The weights of {name} are not taken, because its drawing is no network yet.", *error.faults]) from None
    return Import(
        project=str(folder),
        run=next_run(folder),
        model=origin.model,
        plan=network,
        data=project.data,
        layers=origin.layers,
        mean=None if origin.mean is None else np.array(origin.mean, np.float32),
        recipe=project.recipe,
        record=origin.project,
    )
