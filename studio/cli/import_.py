"""Opens a Keras model as a project: its drawing, laid out, and its weights as the first run.

A .keras file, or a .json with what model.to_json() says, which holds no weights. Nothing in the file is run.
"""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

import msgspec

from studio.cli.opening import ask
from studio.cli.speech import Failure, Speech, WrongUse
from studio.compile.planner import PlanError
from studio.engine.conversation import Conversation
from studio.messages.events import Imported
from studio.messages.orders import Import
from studio.messages.taking import taking
from studio.project.errors import ProjectError
from studio.project.opened_model import model_file, open_model
from studio.project.origin import forget_origin

NEXT = "Look at it: abyss {0}\nTrain on from its weights: abyss train {0} --from {1}"


def options(parser: argparse.ArgumentParser) -> None:
    """MODEL and where to."""
    parser.add_argument("model", metavar="MODEL", help="a .keras file, a folder that was exported for Keras, or a .json of model.to_json()")
    parser.add_argument("--to", metavar="FOLDER", type=Path, help="folder to make (default: one of its name among your projects)")


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Makes the project, takes the weights and tells how well they agree."""
    speech.progress(0.0, f"Reading {given.model} …")
    folder, remarks = _opened(given)
    speech.tell("opened", folder=str(folder), remarks=remarks)
    for remark in remarks:
        speech.note(f"! {remark}")
    speech.say(f"{given.model} is a project now: {folder}")
    order = _order(folder)
    if order is None:
        speech.say(f"It holds no weights. Look at it: abyss {shlex.quote(str(folder))}")
        return 0
    with Conversation(folder) as conversation:
        speech.progress(0.5, "Taking the weights …")
        done: Imported = ask(conversation, order, speech, lambda _: None)
    forget_origin(folder)
    return _verdict(done, folder, speech)


def _opened(given: argparse.Namespace) -> tuple[Path, tuple[str, ...]]:
    """The project's folder and the remarks; raises WrongUse or Failure."""
    named = Path(given.model).expanduser()
    model = model_file(named)
    if model is None or not model.is_file():
        raise WrongUse(f"{given.model} is no Keras model. Expected: a .keras file, or a .json of model.to_json(). Name one that is there.")
    try:
        return open_model(model, given.to and given.to.expanduser())
    except ProjectError as error:
        raise Failure(str(error)) from None


def _order(folder: Path) -> Import | None:
    try:
        return taking(folder)
    except (PlanError, ProjectError) as error:
        raise Failure(str(error)) from None


def _verdict(done: Imported, folder: Path, speech: Speech) -> int:
    speech.tell("imported", **msgspec.structs.asdict(done))
    if not done.same:
        raise Failure(done.reason)
    speech.say(f"{done.run}: {done.reason}")
    speech.say(NEXT.format(shlex.quote(str(folder)), done.run))
    return 0
