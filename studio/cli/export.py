"""Writes the trained network as SavedModel, Keras model or Python program.

Raw pixels in, probabilities out: scaling and zero-centring are part of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from studio.cli.opening import Opened, ask, chosen_run, opened, planned, project_option, run_options
from studio.cli.speech import Failure, Speech, WrongUse
from studio.engine.conversation import Conversation
from studio.messages.events import Exported
from studio.messages.orders import Export, Format
from studio.project.record import record
from studio.runs import list_runs

TITLES = {"savedmodel": "SavedModel", "keras": "Keras model", "python": "Python program"}


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT, the format and where to."""
    project_option(parser)
    parser.add_argument("--format", choices=get_args(Format), default="savedmodel", help="what to write (default: savedmodel)")
    parser.add_argument("--to", metavar="FOLDER", type=Path, help="folder to make (default: exports/RUN-FORMAT in the project)")
    parser.add_argument("--untrained", action="store_true", help="the network with fresh weights, whose predictions mean nothing yet")
    run_options(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Writes it and says where."""
    there = opened(given.project)
    order = _untrained(there, given, speech) if given.untrained else _of_run(there, given)
    with Conversation(there.folder) as conversation:
        done: Exported = ask(conversation, order, speech, lambda _: None)
    speech.say(f"{done.path} is written: {TITLES[done.format]} of {_origin(done)}.")
    speech.tell("exported", path=done.path, format=done.format, run=done.run or None, weights=_weights(done), epoch=done.epoch)
    return 0


def _of_run(there: Opened, given: argparse.Namespace) -> Export:
    if given.run is None and not list_runs(there.folder):
        raise Failure(
            f"{there.word} has no run yet, so there are no trained weights to export. Train it first: abyss train {there.word}\n"
            "Or export the network as it is before training, with fresh weights, so that its predictions mean nothing: "
            f"abyss export {there.word} --untrained"
        )
    run = chosen_run(there, given.run).id
    return Export(project=str(there.folder), run=run, weights=given.weights, format=given.format, path=_path(there, run, given))


def _untrained(there: Opened, given: argparse.Namespace, speech: Speech) -> Export:
    if given.run is not None:
        raise WrongUse(f"--untrained means no run. Received: --run {given.run}. Leave one of them out.")
    return Export(
        project=str(there.folder),
        run="",
        format=given.format,
        path=_path(there, "untrained", given),
        plan=planned(there.project, speech),
        data=there.project.data,
        seed=there.project.recipe.seed,
        record=record(there.project),
    )


def _path(there: Opened, name: str, given: argparse.Namespace) -> str:
    """Absolute, for the worker may stand in another folder."""
    return str((given.to or there.folder / "exports" / f"{name}-{given.format}").expanduser().absolute())


def _origin(done: Exported) -> str:
    if not done.run:
        return "the untrained network; its weights are fresh, so its predictions mean nothing"
    if not done.epoch:
        return f"{done.run} with the weights that it was opened with"
    if done.weights == "best":
        return f"{done.run} with the weights of epoch {done.epoch}, the best on the validation images"
    return f"{done.run} with its last weights, after epoch {done.epoch}"


def _weights(done: Exported) -> str:
    return done.weights if done.run else "fresh"
