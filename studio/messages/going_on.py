"""The order that goes on with a run as it began: the drawing may be another one by now."""

from __future__ import annotations

from pathlib import Path

import msgspec

from studio.data import Data
from studio.messages.orders import Train
from studio.recipe import Recipe
from studio.runs import RunReader, run_folder


def going_on(project: Path, run: str) -> Train:
    """Trains on from the last checkpoint of a run, with its own network, data, recipe and device.

    Raises:
        RunError: There is no such run, or it cannot be read.
    """
    with RunReader(run_folder(project, run)) as reader:
        facts, plan = reader.facts(), reader.plan()
    return Train(
        project=str(project),
        run=run,
        plan=plan,
        data=msgspec.convert(facts.data, Data),
        recipe=msgspec.convert(facts.recipe, Recipe),
        device=facts.device,
        record=facts.project,
        resume=True,
        origin=facts.origin,
    )
