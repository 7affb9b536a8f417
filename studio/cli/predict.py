"""Says what a trained network sees in pictures.

Pictures are scaled to the network's input, as in training.
"""

from __future__ import annotations

import argparse

import numpy as np

from studio.cli.opening import ask, chosen_run, opened, project_option, run_options
from studio.cli.speech import Speech
from studio.messages.orders import Predict


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT and the pictures."""
    project_option(parser)
    parser.add_argument("files", metavar="PICTURE", nargs="+", help="pictures that OpenCV can read: PNG, JPEG, BMP …")
    run_options(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Names the most probable class of each picture."""
    folder, _ = opened(given.project)
    run = chosen_run(folder, given.run)
    done = ask(folder, Predict(project=str(folder), run=run.id, weights=given.weights, files=tuple(given.files)), speech, lambda _: None)
    rows = []
    for name, row in zip(done.names, done.predictions, strict=True):
        best = int(np.argmax(row))
        seen = done.classes[best] if done.classes else str(best)
        rows.append((name, seen, f"{100 * float(row[best]):.1f} %"))
        speech.tell("predicted", file=name, seen=seen, values=[float(value) for value in row])
    speech.table(("picture", "seen as", "confidence"), rows)
    return 0
