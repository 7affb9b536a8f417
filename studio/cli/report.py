"""Writes one HTML file of a project and its runs, that opens offline anywhere.

The drawing, a table of its layers, curves, what is taken for what, data, recipe and versions. It has no script and loads nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from studio.cli import asking
from studio.cli.asking import measured
from studio.cli.opening import Opened, ask, chosen_run, code_option, opened, project_option
from studio.cli.speech import Failure, Speech
from studio.engine.conversation import Conversation
from studio.messages.events import Tallied
from studio.project.errors import ProjectError
from studio.report import NAME, tally, write_report


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT, where to, and which run."""
    project_option(parser)
    code_option(parser)
    parser.add_argument("--to", metavar="FILE", type=Path, help=f"file to write (default: {NAME} in the project)")
    parser.add_argument("--run", metavar="RUN", help="which run to show in full, such as run-0001 (default: the best on validation images)")
    parser.add_argument(
        "--quick", action="store_true", help="write at once, without counting what a run takes for what where nobody counted yet"
    )


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Counts where that is wanted, writes, and says where."""
    there = opened(given.project, given.trust_code)
    run = chosen_run(there, given.run).id if given.run else None
    for graph in there.project.graphs.values():
        measured(graph, there.folder, speech)  # what Keras has to be asked is known from then on
    if not given.quick:
        _count(there, run, speech)
    asking.measured(there.project.graph, there.folder, speech)
    path = (given.to or there.folder / NAME).expanduser().absolute()
    try:
        write_report(there.project, there.folder, path, run)
    except ProjectError as error:
        raise Failure(str(error)) from None
    speech.say(f"{path} is written, {path.stat().st_size / 1e3:,.0f} kB: it opens in any browser and needs nothing beside it.")
    speech.tell("report", path=str(path))
    return 0


def _count(there: Opened, run: str | None, speech: Speech) -> None:
    """Asks the worker what test images are taken for; without an answer the report goes without."""
    order = tally(there.project, there.folder, run)
    if order is None:
        return
    with Conversation(there.folder) as conversation:
        try:
            ask(conversation, order, speech, lambda event: _told(event, speech))
        except Failure as failure:
            speech.note(f"! {failure} The report goes without a table of what is taken for what.")


def _told(event: Any, speech: Speech) -> None:
    if isinstance(event, Tallied):
        speech.progress(event.done / max(1, event.total), f"Counting test images: {event.done:,} of {event.total:,}")
