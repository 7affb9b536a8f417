"""Lists what was trained in a project.

Number, recipe, epochs, best validation accuracy, test accuracy, how each run ended and which weights were exported.
"""

from __future__ import annotations

import argparse

import msgspec

from studio.cli.opening import opened, project_option
from studio.cli.speech import Speech
from studio.runs import RunInfo, list_runs

HEADS = ("run", "recipe", "epochs", "best validation", "test", "state", "exported")


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT."""
    project_option(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Lists the runs, newest last."""
    there = opened(given.project)
    found = list_runs(there.folder)
    for run in found:
        speech.tell("run", **msgspec.structs.asdict(run))
    if found:
        speech.table(HEADS, [_row(run) for run in found], words=2)
    else:
        speech.say(f"{there.word} has no run yet. Train it: abyss train {there.word}")
    for run in found:
        if run.state in ("failed", "broken"):
            speech.say(f"✗ {run.id}: {run.reason}")
    return 0


def _row(run: RunInfo) -> tuple[str, ...]:
    epochs = f"{run.epochs} of {run.planned}" if run.epochs < run.planned else str(run.epochs)
    accuracies = _percent(run.best_val_accuracy), _percent(run.test_accuracy)
    return run.id, run.title, epochs, *accuracies, run.state, "; ".join(run.exported)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.2f} %"
