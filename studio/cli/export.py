"""Writes the trained network as SavedModel, Keras model, Python program, TFLite or ONNX, and checks what it wrote.

Raw pixels in, probabilities out: scaling and zero-centring are part of it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import structs

from studio.cli.opening import Opened, ask, chosen_run, code_option, opened, planned, project_option, run_options
from studio.cli.parameters import set_option
from studio.cli.speech import Failure, Speech, WrongUse
from studio.engine.conversation import Conversation
from studio.messages.checked import HEADS, rows
from studio.messages.events import Exported, Exporting
from studio.messages.formats import FORMATS, Format
from studio.messages.orders import Export
from studio.project.record import record
from studio.runs import list_runs

ALL = "all"


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT, the format and where to."""
    project_option(parser)
    code_option(parser)
    set_option(parser)
    parser.add_argument("--format", choices=(*FORMATS, ALL), default="savedmodel", help="what to write (default: savedmodel)")
    parser.add_argument("--to", metavar="FOLDER", type=Path, help="folder to make (default: exports/RUN-FORMAT in the project)")
    parser.add_argument("--untrained", action="store_true", help="the network with fresh weights, whose predictions mean nothing yet")
    run_options(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Writes it, says where, and shows the table of the check."""
    there = opened(given.project, given.trust_code, given.set)
    wanted = tuple(FORMATS) if given.format == ALL else (given.format,)
    if given.to is not None and len(wanted) > 1:
        raise WrongUse(f"--to is one folder, for one format. Received: --format {ALL}. Leave --to out, or name the format.")
    order, done = _untrained(there, given, speech) if given.untrained else _of_run(there, given), list[Exported]()
    with Conversation(there.folder) as conversation:
        for name in wanted:
            try:
                done.append(ask(conversation, _in(order, name, there, given), speech, partial(_told, name, speech)))
            except Failure as failure:
                if len(wanted) == 1:
                    raise
                speech.fail(str(failure))
            else:
                _tell(done[-1], speech)
    _show(done, speech)
    return 0 if len(done) == len(wanted) else 1


def _in(order: Export, name: Format, there: Opened, given: argparse.Namespace) -> Export:
    return structs.replace(order, format=name, path=_path(there, order.run or "untrained", name, given))


def _told(name: Format, speech: Speech, event: Any) -> None:
    if isinstance(event, Exporting):
        speech.progress(event.share, f"{FORMATS[name].title}: {event.stage} …")


def _tell(done: Exported, speech: Speech) -> None:
    speech.say(f"{done.path} is written: {FORMATS[done.format].title} of {_origin(done)}.")
    checked = structs.asdict(done.checked)
    del checked["format"]
    speech.tell(
        "exported", path=done.path, format=done.format, run=done.run or None, weights=_weights(done), epoch=done.epoch, checked=checked
    )


def _show(done: Sequence[Exported], speech: Speech) -> None:
    if done:
        speech.say(f"Checked on {done[0].checked.basis()}, each by its own runtime:")
        speech.table(HEADS, rows([each.checked for each in done]))


def _of_run(there: Opened, given: argparse.Namespace) -> Export:
    if given.set:
        raise WrongUse("A run is exported with the network that it trained. Leave --set out, or say --untrained.")
    if given.run is None and not list_runs(there.folder):
        raise Failure(
            f"{there.word} has no run yet, so there are no trained weights to export. Train it first: abyss train {there.word}\n"
            "Or export the network as it is before training, with fresh weights, so that its predictions mean nothing: "
            f"abyss export {there.word} --untrained"
        )
    run = chosen_run(there, given.run).id
    return Export(project=str(there.folder), run=run, weights=given.weights, format="savedmodel", path="")


def _untrained(there: Opened, given: argparse.Namespace, speech: Speech) -> Export:
    if given.run is not None:
        raise WrongUse(f"--untrained means no run. Received: --run {given.run}. Leave one of them out.")
    return Export(
        project=str(there.folder),
        run="",
        format="savedmodel",
        path="",
        plan=planned(there.project, there.folder, speech),
        data=there.project.data,
        seed=there.project.recipe.seed,
        record=record(there.project),
    )


def _path(there: Opened, name: str, form: Format, given: argparse.Namespace) -> str:
    """Absolute, for the worker may stand in another folder."""
    return str((given.to or there.folder / "exports" / f"{name}-{form}").expanduser().absolute())


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
