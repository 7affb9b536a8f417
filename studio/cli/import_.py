"""Opens a Keras model as a project: its drawing, laid out, and its weights as the first run.

A .keras or .h5 file, the folder of a SavedModel, or a .json with what model.to_json() says, which holds no weights: nothing in them is run.
A .py is read as far as its model can be told without running it; else it is run, once you say so, and the model that it builds is opened.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from studio.cli.opening import ask
from studio.cli.speech import Failure, Speech, WrongUse
from studio.compile.parsing.opening import judged
from studio.compile.planner import PlanError
from studio.engine.conversation import Conversation
from studio.engine.foreign_models import Built, ScriptError, opened, run_script
from studio.engine.scripts import Script, read_script
from studio.messages.events import Imported, Importing
from studio.messages.orders import Import
from studio.messages.taking import taking
from studio.project.consent import agree, agreed
from studio.project.errors import ProjectError
from studio.project.opened_model import SCRIPT, model_file, open_program
from studio.project.origin import forget_origin

_MODELS = "a .keras or .h5 file, the folder of a SavedModel, a .json of model.to_json(), or a .py that builds one"
_STAGES = {
    "reading": "Reading the model",
    "building": "Building the layers of the drawing",
    "taking": "Taking the weights",
    "comparing": "Comparing what both answer",
}
_BEGUN = {"reading": 0.5, "building": 0.6, "taking": 0.7, "comparing": 0.9}
"""The share that is done when a stage begins."""
NEXT = "Look at it: abyss {0}\nTrain on from its weights: abyss train {0} --from {1}"


def options(parser: argparse.ArgumentParser) -> None:
    """MODEL and where to."""
    parser.add_argument(
        "model", metavar="MODEL", help="a .keras or .h5 file, a folder of a SavedModel, a .json of model.to_json(), or a .py"
    )
    parser.add_argument("--to", metavar="FOLDER", type=Path, help="folder to make (default: one of its name among your projects)")
    parser.add_argument("--trust-code", action="store_true", help="run the .py: you have read it and agree")
    parser.add_argument("--name", metavar="VARIABLE", help="which of the models that the .py builds")


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
        done: Imported = ask(conversation, order, speech, lambda event: _say(event, speech))
    forget_origin(folder)
    return _verdict(done, folder, speech)


def _say(event: object, speech: Speech) -> None:
    if isinstance(event, Importing):
        far = f": {event.done} of {event.total} layers" if event.total else ""
        speech.progress(_BEGUN[event.stage] + 0.2 * event.done / max(1, event.total), f"{_STAGES[event.stage]}{far} …")


def _opened(given: argparse.Namespace) -> tuple[Path, tuple[str, ...]]:
    """The project's folder and the remarks; raises WrongUse or Failure."""
    path, to = Path(given.model).expanduser(), given.to and given.to.expanduser()
    model = model_file(path)
    if model is None or not model.exists():
        wrong = f"{given.model} is no Keras model" if os.path.lexists(path) else f"There is no {given.model}"
        raise WrongUse(f"{wrong}. Expected: {_MODELS}. Name one that is there.")
    try:
        return _script(model, to, given) if model.suffix == SCRIPT else opened(model, to)
    except ScriptError as error:
        sys.stderr.write(error.printed)
        raise Failure(str(error)) from None
    except ProjectError as error:
        raise Failure(str(error)) from None


def _script(path: Path, to: Path | None, given: argparse.Namespace) -> tuple[Path, tuple[str, ...]]:
    """Reads a script, or runs one that was agreed to where a run gives more."""
    script = read_script(path)
    found = judged(script.code)
    if given.trust_code:
        agree(path.parent, *script.texts.values())
    trusted = all(agreed(path.parent, text) for text in script.texts.values() if text.strip())
    if trusted and (given.trust_code or found.why):
        return _run(script, to, given)
    if not found.readable:
        raise Failure(f"{given.model} is a program, and nobody here has agreed to run it. {found.why} {_consent(script, given.model)}")
    folder, remarks = open_program(script.path, script.code, to)
    return folder, (*remarks, f"{found.why} {_consent(script, given.model)}") if found.why else remarks


def _run(script: Script, to: Path | None, given: argparse.Namespace) -> tuple[Path, tuple[str, ...]]:
    made = run_script(script, lambda models: _chosen(models, given), to)
    assert made is not None  # _chosen gives one or raises
    return made


def _consent(script: Script, word: str) -> str:
    files = ", ".join(file for file, text in script.beside.items() if text.strip())
    first = f"It imports {files} from beside it, which would run too. Read all of it" if files else "Read it"
    return f"{first}, then say so: abyss import {shlex.quote(word)} --trust-code"


def _chosen(models: Sequence[Built], given: argparse.Namespace) -> Built:
    for model in models:
        if model.name == given.name:
            return model
    names = ", ".join(model.name for model in models)
    raise WrongUse(f"{given.model} builds {len(models)} models: {names}. Say which: --name {models[0].name}")


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
