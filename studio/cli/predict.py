"""Says what a trained network sees in pictures.

Pictures are scaled to the network's input, as in training.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from studio.cli.opening import ask, chosen_run, code_option, opened, project_option, run_options
from studio.cli.speech import Speech, WrongUse
from studio.engine.conversation import Conversation
from studio.messages.events import Predicted
from studio.messages.orders import Predict


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT and the pictures."""
    project_option(parser)
    code_option(parser)
    parser.add_argument("files", metavar="PICTURE", nargs="+", help="pictures that OpenCV can read: PNG, JPEG, BMP …")
    run_options(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Names the most probable class of each picture."""
    there = opened(given.project, given.trust_code)
    run = chosen_run(there, given.run)
    files = _files(given.files)
    with Conversation(there.folder) as conversation:
        order = Predict(project=str(there.folder), run=run.id, weights=given.weights, files=files)
        done: Predicted = ask(conversation, order, speech, lambda _: None)
    answers = [[float(value) for value in row] for row in done.predictions]
    if done.classes:
        _classes(given.files, answers, done, speech)
    else:
        _values(given.files, answers, done, speech)
    return 0


def _files(names: list[str]) -> tuple[str, ...]:
    """Absolute, for the worker may stand in another folder; raises WrongUse."""
    found = {name: Path(name).expanduser().absolute() for name in names}
    missing = [name for name, path in found.items() if not path.is_file()]
    if missing:
        what = f"are no files {', '.join(missing)}" if len(missing) > 1 else f"is no file {missing[0]}"
        raise WrongUse(f"There {what}. Expected: pictures. Leave them out, or name them anew.")
    return tuple(str(found[name]) for name in names)


def _classes(names: list[str], answers: list[list[float]], done: Predicted, speech: Speech) -> None:
    rows = []
    for name, answer in zip(names, answers, strict=True):
        best = int(np.argmax(answer))
        rows.append((name, done.classes[best], f"{100 * answer[best]:.1f} %"))
        speech.tell(
            "predicted", file=name, run=done.run, seen=done.classes[best], probabilities=dict(zip(done.classes, answer, strict=True))
        )
    speech.table(("picture", "seen as", "confidence"), rows, words=2)


def _values(names: list[str], answers: list[list[float]], done: Predicted, speech: Speech) -> None:
    for name, answer in zip(names, answers, strict=True):
        speech.tell("predicted", file=name, run=done.run, values=answer)
    speech.table(
        ("picture", "values"), [(name, "  ".join(f"{value:.4g}" for value in answer)) for name, answer in zip(names, answers, strict=True)]
    )
