"""Opens the project that a command line names, and talks to its worker."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from studio.blocks.unknown import UnknownBlock
from studio.cli import asking
from studio.cli.parameters import with_parameters
from studio.cli.review import review
from studio.cli.speech import Failure, Speech, WrongUse
from studio.compile.plan import Plan
from studio.compile.planner import plan
from studio.engine.conversation import Conversation
from studio.graph.codes import codes
from studio.graph.model import Graph
from studio.messages import events
from studio.messages.orders import Order
from studio.project import file, samples
from studio.project.consent import agree
from studio.project.errors import ProjectError
from studio.project.project import Project
from studio.runs import RunError, RunInfo, list_runs, run_folder


class Opened(NamedTuple):
    """The project that was named.

    Attributes:
        word: As it was named, ready to be typed again.
        folder: Where it lies.
        project: What it holds.
    """

    word: str
    folder: Path
    project: Project


def project_option(options: argparse.ArgumentParser) -> None:
    """Adds PROJECT."""
    options.add_argument("project", metavar="PROJECT", help="a project folder, or a sample's name such as lenet5")


def code_option(options: argparse.ArgumentParser) -> None:
    """Adds --trust-code."""
    options.add_argument(
        "--trust-code", action="store_true", help="I have read the Python code in the project: it may run here, now and from now on"
    )


def run_options(options: argparse.ArgumentParser) -> None:
    """Adds --run and --weights."""
    options.add_argument("--run", metavar="RUN", help="which run, such as run-0001 (default: the newest with an epoch behind it)")
    options.add_argument(
        "--weights", choices=("best", "last"), default="best", help="of the best validation epoch, or the last (default: best)"
    )


def opened(name: str, trust: bool = False, wishes: Sequence[str] = ()) -> Opened:
    """The project of that name.

    Args:
        name: A folder, or a sample.
        trust: Whether the person agrees to the code in it.
        wishes: Parameters of its drawing that are otherwise this time: see `with_parameters`.

    Raises:
        WrongUse: There is none, or no such parameter.
        Failure: It cannot be read, or a sample not be copied.
    """
    try:
        folder = samples.resolve(name)
    except ProjectError as error:
        raise (Failure if error.__cause__ else WrongUse)(str(error)) from None  # what the disk refused is nobody's wrong word
    try:
        project = file.read(folder)
        if any(map(_has_unknown, project.graphs.values())) and asking.own_layers():
            project = file.read(folder)
    except ProjectError as error:
        raise Failure(str(error)) from None
    if trust:
        agree(folder, *(code for graph in project.graphs.values() for code in codes(graph).values()))
    word = shlex.quote(name)
    return Opened(word, folder, project.with_graph(with_parameters(project.graph, wishes, word)) if wishes else project)


def _has_unknown(graph: Graph) -> bool:
    """Whether a block of a drawing is not known: a package of the person's may have it."""
    return any(isinstance(node.block, UnknownBlock) for node in graph.nodes.values())


def planned(project: Project, folder: Path, speech: Speech) -> Plan:
    """The network of a project in a folder; what might be mended in it is noted.

    Raises:
        Failure: Something stops it from being trained; every fault in a sentence.
    """
    found = review(project, folder, speech)
    if found.stops:
        raise Failure("\n".join(found.stops))
    for hint in found.hints:
        speech.note(f"! {hint}")
    return plan(project.graph, project.title, found.measured)


def chosen_run(there: Opened, wish: str | None) -> RunInfo:
    """The run that was named; else the newest that has something to show.

    Raises:
        Failure: There is none yet.
        WrongUse: There is none of that name.
    """
    by_name = {run.id: run for run in list_runs(there.folder)}
    if wish is not None and wish not in by_name:
        raise WrongUse(_no_run(there, wish, list(by_name)))
    if not by_name:
        raise Failure(f"{there.word} has no run yet. Train it first: abyss train {there.word}")
    return by_name[wish] if wish else max(by_name.values(), key=lambda run: (run.best_epoch is not None, run.number))


def _no_run(there: Opened, wish: str, known: list[str]) -> str:
    try:
        run_folder(there.folder, wish)
    except RunError as error:
        return str(error)
    return f"{there.word} has no run {wish}. Expected: {', '.join(known) or 'none, for nothing is trained yet'}."


def ask(
    conversation: Conversation, order: Order, speech: Speech, take: Callable[[Any], None], stop: Callable[[], None] = lambda: None
) -> Any:
    """Sends an order to the project's worker and waits for its answer.

    Raises:
        Failure: The worker refused or died, in its words.
    """

    def heard(event: Any) -> None:
        if isinstance(event, events.Loading):
            speech.progress(0.0, f"{event.stage} …")
        elif isinstance(event, events.Read):
            speech.progress(event.done / max(1, event.total), f"Reading images: {event.done:,} of {event.total:,}")
        elif isinstance(event, events.Died) and event.again:
            speech.note(event.text)
        take(event)

    final = conversation.ask(order, heard, stop)
    if isinstance(final, events.Refused | events.Died):
        raise Failure(final.text)
    return final
