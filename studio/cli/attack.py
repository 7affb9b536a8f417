"""Counts how many test images a tiny change of their pixels turns into something else.

FGSM: one step along the sign of the gradient, at one or more epsilons.
"""

from __future__ import annotations

import argparse
from typing import Any

from studio.cli.opening import ask, chosen_run, opened, project_option, run_options
from studio.cli.speech import Speech
from studio.messages import events
from studio.messages.orders import Attack, AttackSpec


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT, epsilon and how many images."""
    project_option(parser)
    parser.add_argument(
        "--epsilon", type=_share, nargs="+", default=[0.05, 0.1, 0.2], help="largest change of a pixel, as a share of the range 0 to 255"
    )
    parser.add_argument("--count", type=int, default=1000, help="how many test images (default: 1000)")
    run_options(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """A row for every epsilon."""
    folder, _ = opened(given.project)
    run = chosen_run(folder, given.run)
    rows = []
    for epsilon in given.epsilon:
        order = Attack(project=str(folder), run=run.id, weights=given.weights, spec=AttackSpec(epsilon=epsilon), count=given.count)
        done = ask(folder, order, speech, lambda event: _told(event, speech))
        rows.append(
            (
                f"{epsilon:g}",
                f"{255 * epsilon:.1f}",
                f"{done.right:,}",
                f"{done.fooled:,}",
                f"{100 * done.fooled / max(1, done.right):.1f} %",
                f"{100 * done.zero_gradient:.1f} %",
            )
        )
        speech.tell("attacked", epsilon=epsilon, right=done.right, fooled=done.fooled, zero_gradient=done.zero_gradient, run=run.id)
    speech.table(("epsilon", "of 255", "right before", "fooled", "share", "zero gradient"), rows)
    return 0


def _told(event: Any, speech: Speech) -> None:
    if isinstance(event, events.Counted):
        speech.progress(event.done / max(1, event.total), f"{event.done:,} of {event.total:,} images, {event.fooled:,} fooled")


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"epsilon must be from 0 to 1, a share of the range 0 to 255. Received: {text}")
    return value
