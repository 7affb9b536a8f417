"""Trains a project on its data and says how well it does on unseen images.

A killed run goes on from its last checkpoint with --resume.
"""

from __future__ import annotations

import argparse
from typing import Any

from studio.cli.opening import ask, chosen_run, opened, planned, project_option
from studio.cli.speech import Failure, Speech
from studio.forms import FormError
from studio.messages import events
from studio.messages.orders import Train
from studio.project.project import Project
from studio.project.record import record
from studio.runs import next_run


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT, and what of the recipe is different this time."""
    project_option(parser)
    parser.add_argument("--epochs", type=int, help="how often every training image is seen (default: as the project says)")
    parser.add_argument("--batch-size", type=int, help="images a step")
    parser.add_argument("--seed", type=int, help="of weights, order and dropout")
    parser.add_argument("--device", default="", help="such as CPU:0 or GPU:0 (default: the first GPU, else the CPU)")
    parser.add_argument("--resume", metavar="RUN", help="go on with this run from its last checkpoint")


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Trains and tells the figures of every epoch."""
    folder, project = opened(given.project)
    project = _changed(project, given)
    run = chosen_run(folder, given.resume).id if given.resume else next_run(folder)
    order = Train(
        project=str(folder),
        run=run,
        plan=planned(project),
        data=project.data,
        recipe=project.recipe,
        device=given.device,
        record=record(project),
        resume=bool(given.resume),
    )
    ended = ask(folder, order, speech, lambda event: _told(event, speech))
    return _verdict(ended, speech)


def _changed(project: Project, given: argparse.Namespace) -> Project:
    wishes = {name: getattr(given, name) for name in ("epochs", "batch_size", "seed") if getattr(given, name) is not None}
    try:
        return project.with_form(project.recipe.replace(**wishes))
    except FormError as error:
        raise Failure(str(error)) from None


def _told(event: Any, speech: Speech) -> None:
    match event:
        case events.Started():
            train, validation, test = event.images
            speech.say(f"{event.run}: {train:,} images to train, {validation:,} to validate, {test:,} to test, on {event.device}.")
            speech.tell("started", run=event.run, images=event.images, device=event.device)
        case events.Progress():
            share = (event.epoch - 1 + event.batch / event.batches) / event.epochs
            words = f"epoch {event.epoch} of {event.epochs}  loss {event.loss:.4f}  accuracy {100 * event.accuracy:.1f} %"
            speech.progress(share, f"{words}  {event.images_per_second:,.0f} images/s  {event.seconds_left:.0f} s left")
        case events.EpochEnded():
            speech.say(_epoch(event))
            speech.tell(
                "epoch",
                epoch=event.epoch,
                loss=event.loss,
                accuracy=event.accuracy,
                val_loss=event.val_loss,
                val_accuracy=event.val_accuracy,
            )


def _epoch(event: events.EpochEnded) -> str:
    words = f"epoch {event.epoch} of {event.epochs}: loss {event.loss:.4f}, accuracy {100 * event.accuracy:.2f} %"
    if event.val_loss is not None and event.val_accuracy is not None:
        words += (
            f"; validation loss {event.val_loss:.4f}, accuracy {100 * event.val_accuracy:.2f} %{' (best so far)' if event.best else ''}"
        )
    return f"{words}; {event.seconds:.1f} s"


def _verdict(ended: events.Ended, speech: Speech) -> int:
    values = {"run": ended.run, "state": ended.state, "reason": ended.reason, "best_epoch": ended.best_epoch}
    speech.tell("ended", **values, test_loss=ended.test_loss, test_accuracy=ended.test_accuracy, seconds=ended.seconds)
    if ended.state == "failed":
        raise Failure(ended.reason)
    speech.say(ended.reason)
    if ended.test_accuracy is not None:
        speech.say(
            f"Test accuracy {100 * ended.test_accuracy:.2f} % with the weights of epoch {ended.best_epoch}, after {ended.seconds:.0f} s."
        )
    return 0
