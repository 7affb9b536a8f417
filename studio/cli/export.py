"""Writes the trained network as SavedModel, Keras model or Python program.

Raw pixels in, probabilities out: scaling and zero-centring are part of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.opening import ask, chosen_run, opened, project_option, run_options
from studio.cli.speech import Speech
from studio.messages.orders import Export

ENDINGS = {"savedmodel": "savedmodel", "keras": "keras", "python": "python"}


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT, the format and where to."""
    project_option(parser)
    parser.add_argument("--format", choices=tuple(ENDINGS), default="savedmodel", help="what to write (default: savedmodel)")
    parser.add_argument("--to", metavar="FOLDER", type=Path, help="where to (default: exports/RUN-FORMAT in the project)")
    run_options(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Writes it and says where."""
    folder, _ = opened(given.project)
    run = chosen_run(folder, given.run)
    path = (given.to or folder / "exports" / f"{run.id}-{ENDINGS[given.format]}").absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    order = Export(project=str(folder), run=run.id, weights=given.weights, format=given.format, path=str(path))
    done = ask(folder, order, speech, lambda _: None)
    speech.say(f"{path}: {given.format} of {run.id}, weights of epoch {done.epoch} ({done.weights}).")
    speech.tell("exported", path=done.path, format=done.format, run=done.run, weights=done.weights, epoch=done.epoch)
    return 0
