"""Lists what was trained in a project.

Number, recipe, epochs, best validation accuracy, test accuracy and how each run ended.
"""

from __future__ import annotations

import argparse

import msgspec

from studio.cli.opening import opened, project_option
from studio.cli.speech import Speech
from studio.runs import list_runs


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT."""
    project_option(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Lists the runs, newest last."""
    folder, _ = opened(given.project)
    found = list_runs(folder)
    for run in found:
        speech.tell("run", **msgspec.to_builtins(run))
    rows = [(run.id, run.title, str(run.epochs), _percent(run.best_val_accuracy), _percent(run.test_accuracy), run.state) for run in found]
    speech.table(("run", "recipe", "epochs", "best validation", "test", "state"), rows)
    return 0


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.2f} %"
