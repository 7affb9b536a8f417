"""Trains a project on its data and says how well it does on unseen images.

A stopped or killed run goes on from its last checkpoint with --resume.
"""

from __future__ import annotations

import argparse
import math
from typing import Any

import msgspec

from studio.cli.opening import Opened, ask, chosen_run, code_option, opened, planned, project_option
from studio.cli.parameters import set_option
from studio.cli.speech import Failure, Speech, WrongUse
from studio.engine.conversation import Conversation
from studio.forms import FormError
from studio.messages import events
from studio.messages.going_on import going_on
from studio.messages.orders import Train
from studio.project.record import record
from studio.recipe import Recipe
from studio.runs import RunError, next_run

STOPPING = "Stopping after the present batch … Ctrl+C again leaves at once."


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT, and what of the recipe is different this time."""
    project_option(parser)
    code_option(parser)
    set_option(parser)
    parser.add_argument("--epochs", type=int, help="how often every training image is seen (default: as the project says)")
    parser.add_argument("--batch-size", type=int, help="images a step (default: as the project says)")
    parser.add_argument("--seed", type=int, help="of weights, order and dropout (default: as the project says)")
    parser.add_argument("--device", default="", help="such as CPU:0 or GPU:0 (default: the first GPU, else the CPU)")
    parser.add_argument("--from", dest="origin", metavar="RUN", help="begin with the best weights of this run (default: fresh ones)")
    parser.add_argument(
        "--resume", metavar="RUN", help="go on with this run from its last checkpoint, with its own network, data and recipe"
    )


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Trains and tells the figures of every epoch."""
    there = opened(given.project, given.trust_code, given.set)
    order = _resumed(there, given) if given.resume else _begun(there, given, speech)
    with Conversation(there.folder) as conversation:
        ended = ask(conversation, order, speech, lambda event: _told(event, there.word, speech), lambda: speech.note(STOPPING))
    return _verdict(ended, there.word, speech)


def _begun(there: Opened, given: argparse.Namespace, speech: Speech) -> Train:
    project = there.project.with_form(_changed(there.project.recipe, given))
    network, run = planned(project, there.folder, speech), next_run(there.folder)
    origin = chosen_run(there, given.origin).id if given.origin else ""
    kept = record(project)
    return Train(
        project=str(there.folder),
        run=run,
        plan=network,
        data=project.data,
        recipe=project.recipe,
        device=given.device,
        record=kept,
        origin=origin,
    )


def _resumed(there: Opened, given: argparse.Namespace) -> Train:
    """The order that the run began with, with what of its recipe is different from now on."""
    if given.batch_size is not None or given.seed is not None:
        raise WrongUse("--resume goes on with the batch size and the seed of the run. Leave --batch-size and --seed out.")
    if given.set:
        raise WrongUse("--resume goes on with the network of the run. Leave --set out.")
    if given.origin:
        raise WrongUse("--resume goes on with a run, --from begins another one with its weights. Leave one of them out.")
    run = chosen_run(there, given.resume).id
    try:
        order = going_on(there.folder, run)
    except RunError as error:
        raise Failure(str(error)) from None
    return msgspec.structs.replace(order, recipe=_changed(order.recipe, given), device=given.device or order.device)


def _changed(recipe: Recipe, given: argparse.Namespace) -> Recipe:
    wishes = {name: getattr(given, name) for name in ("epochs", "batch_size", "seed") if getattr(given, name) is not None}
    try:
        return recipe.replace(**wishes)
    except FormError as error:
        raise WrongUse(str(error)) from None


def _told(event: Any, word: str, speech: Speech) -> None:
    match event:
        case events.Started():
            _begin(event, speech)
        case events.Progress():
            share = (event.epoch - 1 + event.batch / event.batches) / event.epochs
            words = f"epoch {event.epoch} of {event.epochs}  {_figures(event.loss, event.accuracy)}"
            speech.progress(share, f"{words}  {event.images_per_second:,.0f} images/s  {event.seconds_left:.0f} s left")
        case events.EpochEnded():
            speech.say(_epoch(event))
            speech.tell("epoch", **msgspec.structs.asdict(event))
        case events.Paused() if event.reason:
            raise Failure(f"{event.reason}\n{_go_on(event.run, word)}")
        case _:
            pass


def _begin(event: events.Started, speech: Speech) -> None:
    train, validation, test = event.images
    goes_on = f", going on after {event.step:,} batches" if event.step else ""
    speech.say(f"{event.run}: {train:,} images to train, {validation:,} to validate, {test:,} to test, on {event.device}{goes_on}.")
    if event.beginning:
        speech.say(event.beginning)
    speech.tell("started", run=event.run, images=event.images, step=event.step, device=event.device, beginning=event.beginning)


def _epoch(event: events.EpochEnded) -> str:
    words = f"epoch {event.epoch} of {event.epochs}: {_figures(event.loss, event.accuracy)}"
    if event.val_loss is not None:
        words += f"; validation {_figures(event.val_loss, event.val_accuracy)}{' (best so far)' if event.best else ''}"
    return f"{words}; {event.seconds:.1f} s"


def _figures(loss: float, accuracy: float | None) -> str:
    """The accuracy is left out where the output means values."""
    known = accuracy is not None and not math.isnan(accuracy)
    return f"loss {loss:.4f}, accuracy {100 * (accuracy or 0):.2f} %" if known else f"loss {loss:.4f}"


def _verdict(ended: events.Ended, word: str, speech: Speech) -> int:
    speech.tell("ended", **msgspec.structs.asdict(ended))
    if ended.state == "failed":
        raise Failure(ended.reason)
    if ended.state == "stopped":
        raise Failure(f"{ended.reason} {_go_on(ended.run, word)}")
    speech.say(ended.reason)
    if ended.test_loss is not None:
        known = ended.test_accuracy is not None
        figure = f"accuracy {100 * (ended.test_accuracy or 0):.2f} %" if known else f"loss {ended.test_loss:.4f}"
        speech.say(f"Test {figure} with the weights of epoch {ended.best_epoch}, after {ended.seconds:.0f} s.")
    return 0


def _go_on(run: str, word: str) -> str:
    return f"What it learned is kept; go on with: abyss train {word} --resume {run}"
