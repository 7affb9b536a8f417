"""Counts how many test images a tiny change of their pixels turns into something else.

fgsm takes one step along the sign of the gradient, pgd many small ones; noise is there to compare with.
"""

from __future__ import annotations

import argparse
from typing import Any, get_args, get_type_hints

from studio.cli.opening import ask, chosen_run, code_option, opened, project_option, run_options
from studio.cli.speech import Speech
from studio.engine.conversation import Conversation
from studio.messages.events import Counted
from studio.messages.orders import Attack, AttackSpec

HEADS = ("epsilon", "of 255", "right before", "fooled", "share", "zero gradient")
METHODS = get_args(get_type_hints(AttackSpec)["method"])


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT, method, epsilon and how many images."""
    project_option(parser)
    code_option(parser)
    parser.add_argument("--method", choices=METHODS, default="fgsm", help="how to attack (default: fgsm)")
    parser.add_argument(
        "--epsilon",
        type=_share,
        nargs="+",
        default=[0.05, 0.1, 0.2],
        help="largest change of a pixel, as a share of the range 0 to 255; one or more (default: 0.05 0.1 0.2)",
    )
    parser.add_argument("--count", type=_count, default=1000, help="how many test images, from the first (default: 1000)")
    run_options(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """A row for every epsilon."""
    there = opened(given.project, given.trust_code)
    run, rows = chosen_run(there, given.run).id, []
    with Conversation(there.folder) as conversation:
        for epsilon in given.epsilon:
            spec = AttackSpec(method=given.method, epsilon=epsilon)
            order = Attack(project=str(there.folder), run=run, weights=given.weights, spec=spec, count=given.count, data=there.project.data)
            done: Counted = ask(conversation, order, speech, lambda event: _told(event, speech))
            rows.append(_row(done))
            figures = {"total": done.total, "right": done.right, "fooled": done.fooled, "zero_gradient": done.zero_gradient}
            speech.tell("attacked", run=run, method=given.method, epsilon=epsilon, **figures)
    speech.table(HEADS, rows)
    return 0


def _row(done: Counted) -> tuple[str, ...]:
    share = f"{100 * done.fooled / done.right:.1f} %" if done.right else "–"
    epsilon, zero = done.spec.epsilon, f"{100 * done.zero_gradient:.1f} %"
    return f"{epsilon:g}", f"{255 * epsilon:.1f}", f"{done.right:,} of {done.total:,}", f"{done.fooled:,}", share, zero


def _told(event: Any, speech: Speech) -> None:
    if isinstance(event, Counted):
        words = f"epsilon {event.spec.epsilon:g}  {event.done:,} of {event.total:,} images, {event.fooled:,} fooled"
        speech.progress(event.done / max(1, event.total), words)


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"epsilon must be a number from 0 to 1, a share of the range 0 to 255. Received: {text}")
    return value


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"count must be a whole number of at least 1. Received: {text}")
    return int(text)
