"""Opens the project that a command line names, and talks to its worker."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.cli.speech import Failure, Speech
from studio.compile.plan import Plan
from studio.compile.planner import PlanError, plan
from studio.engine.conversation import converse
from studio.messages import events
from studio.messages.orders import Order
from studio.project import file, samples
from studio.project.errors import ProjectError
from studio.project.project import Project
from studio.runs import RunInfo, list_runs


def project_option(options: argparse.ArgumentParser) -> None:
    """Adds PROJECT."""
    options.add_argument("project", metavar="PROJECT", help="a project folder, or a sample's name such as lenet5")


def run_options(options: argparse.ArgumentParser) -> None:
    """Adds --run and --weights."""
    options.add_argument("--run", metavar="RUN", help="which run, such as run-0001 (default: the newest)")
    options.add_argument(
        "--weights", choices=("best", "last"), default="best", help="of the best validation epoch, or the last (default: best)"
    )


def opened(name: str) -> tuple[Path, Project]:
    """The folder and the project.

    Raises:
        Failure: There is none, or it cannot be read.
    """
    try:
        folder = samples.resolve(name)
        return folder, file.read(folder)
    except ProjectError as error:
        raise Failure(str(error)) from None


def planned(project: Project) -> Plan:
    """The network of a project.

    Raises:
        Failure: Something stops it from being one; every issue in a sentence.
    """
    try:
        return plan(project.graph, project.title)
    except PlanError as error:
        raise Failure(str(error)) from None


def chosen_run(folder: Path, wish: str | None) -> RunInfo:
    """The run that was named, or the newest.

    Raises:
        Failure: There is no such run.
    """
    found = list_runs(folder)
    if not found:
        raise Failure(f"{folder} has no run yet. Train first: abyss train {folder}")
    by_name = {run.id: run for run in found}
    if wish is None:
        return max(found, key=lambda run: run.number)
    if wish not in by_name:
        raise Failure(f"{folder} has no run {wish}. Known: {', '.join(sorted(by_name))}.")
    return by_name[wish]


def ask(folder: Path, order: Order, speech: Speech, take: Callable[[Any], None]) -> Any:
    """Sends an order to the project's worker and waits for its end.

    Raises:
        Failure: The worker refused or died, in its words.
    """

    def heard(event: Any) -> None:
        if isinstance(event, events.Loading):
            speech.progress(0.0, f"{event.stage} …")
        elif isinstance(event, events.Read):
            speech.progress(event.done / max(1, event.total), f"Reading images: {event.done:,} of {event.total:,}")
        elif isinstance(event, events.Died) and event.again:
            speech.say(event.text)
        take(event)

    final = converse(folder, order, heard)
    if isinstance(final, events.Refused | events.Died):
        raise Failure(final.text)
    return final
