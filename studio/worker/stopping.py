"""Why a training ends: by order, by its stop rules, or because it cannot go on."""

from __future__ import annotations

from typing import NamedTuple

from studio.messages.events import EndState
from studio.recipe import Recipe
from studio.worker.checkpoint import Place


class Halted(Exception):
    """The run shall end now and be kept as it is."""


class Left(Exception):
    """The worker shall end now; the run can be resumed."""


class Failed(ArithmeticError):
    """The run cannot go on, in words."""


class Outcome(NamedTuple):
    """How a training ended."""

    state: EndState
    reason: str


def reason_to_stop(recipe: Recipe, place: Place) -> str:
    """Which stop rule holds after an epoch, in words; empty where training goes on."""
    if place.batch:
        return ""
    if place.epoch and recipe.target is not None and place.val_accuracy is not None and place.val_accuracy >= recipe.target:
        return f"Validation accuracy reached {place.val_accuracy:.2%}, the target being {recipe.target:.2%}, after epoch {place.epoch}."
    if recipe.patience is not None and place.epoch - place.best_epoch >= recipe.patience:
        epochs = f"{recipe.patience} epochs" if recipe.patience > 1 else "an epoch"
        return f"Validation loss has not become lower for {epochs}, since epoch {place.best_epoch}."
    if place.epoch < recipe.epochs:
        return ""
    return f"All {recipe.epochs} epochs are done." if recipe.epochs > 1 else "The one epoch is done."
