"""Makes ready what an order speaks of: the training of a run, or the network of a run that was kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from numpy.typing import NDArray

from studio import __version__
from studio.compile.plan import Plan
from studio.compile.planner import prepared, subtracted
from studio.data import Data
from studio.data.facts import DataError
from studio.messages.orders import Show, Train, Weights
from studio.runs import BEST, LAST, RunFacts, RunReader, RunWriter, run_folder
from studio.runs.store import FILE
from studio.worker.book import Book
from studio.worker.build import Network, adopt, build
from studio.worker.checkpoint import Place, restore
from studio.worker.devices import versions
from studio.worker.feed import Feed, without_images
from studio.worker.fit import Fit, batches
from studio.worker.losses import LossOfEach, optimizer
from studio.worker.pretrained import Beginning, furnish, listed
from studio.worker.stepping import Stepper
from studio.worker.watch import Subject


class UnfitError(ValueError):
    """A network and data that do not go together, in one sentence."""


class Kept(NamedTuple):
    """The network of a run.

    Attributes:
        network: With the weights that were asked for.
        facts: What is known of the run.
        data: What it learned from.
        epoch: The epoch that the weights are of.
        step: Batches that they have seen.
    """

    network: Network
    facts: RunFacts
    data: Data
    epoch: int
    step: int

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the classes; none where the network answers with values."""
        return self.facts.classes if self.network.is_classifier else ()


class Begun(NamedTuple):
    """A training at its beginning.

    Attributes:
        fit: The training.
        network: What is trained.
        words: Which layers begin with weights that are there already, and which do not; empty where all are fresh.
    """

    fit: Fit
    network: Network
    words: str


def ready(plan: Plan, feed: Feed, known: Kept | None = None) -> Plan:
    """The plan with the data's preprocessing in it.

    Args:
        plan: Of the drawing.
        feed: The data.
        known: The run whose weights the network gets: they go on with the mean that they learned with.

    Raises:
        UnfitError: Network and data do not fit each other.
    """
    if plan.steps[0].arguments.get("dtype") == "string":
        raise UnfitError("The network takes text. Received: images. Give its Input the dtype float32.")
    expected, received = plan.input_shape, feed.shape
    if expected != received:
        raise UnfitError(f"The network takes images of shape {expected}. Received: {received}. Set the Input's shape to that of the data.")
    return prepared(plan, feed.data.scale, _mean(feed, known))


def _mean(feed: Feed, known: Kept | None) -> NDArray[Any] | None:
    if known is None or (any(feed.sizes) and (known.data.scale, known.data.centre) != (feed.data.scale, feed.data.centre)):
        return feed.mean
    mean = subtracted(known.network.plan)
    return mean if mean is None or mean.shape in (feed.shape, feed.shape[-1:]) else feed.mean


def fresh(plan: Plan, feed: Feed, seed: int, project: str) -> Network:
    """The untrained network of a plan, fit for the data; raises UnfitError, or BuildError where Keras refuses a layer."""
    network = build(ready(plan, feed), seed)
    furnish(network, project)
    if network.is_classifier:
        _check_outputs(network, feed)
    return network


def begin(order: Train, feed: Feed, device: str) -> Begun:
    """A training at its beginning, or at its last checkpoint where it is to be resumed.

    Raises:
        UnfitError: Network, data and recipe do not go together.
        RunError: There is such a run already, or the disk refuses.
        BuildError: Keras refuses a layer.
    """
    folder = run_folder(Path(order.project), order.run)
    known = order.resume and (folder / FILE).exists()
    reached = known and (folder / LAST).exists()
    origin = kept(order.project, order.origin, "best") if order.origin and not reached else None
    plan = _plan_of(folder) if known else ready(order.plan, feed, origin)
    network = build(plan, order.recipe.seed)
    _check_outputs(network, feed)
    beginning = Beginning() if reached else furnish(network, order.project)
    adopted = adopt(origin.network, network) if origin else ()
    if origin and not adopted:
        raise UnfitError(
            f"No layer of the drawing has weights in {order.origin} that fit it, so no training can go on from there. Train anew."
        )
    if not network.training_model.trainable_variables and any(not step.trainable for step in plan.steps):
        raise UnfitError("All weights of the network are frozen, so there is nothing to train. Unfreeze at least one node.")
    stepper = Stepper(network, LossOfEach(order.recipe.loss), optimizer(order.recipe))
    place = Place()
    if reached:
        place = restore(folder / LAST, network.variables, stepper.optimizer.variables)
    writer = _resumed(folder, place, order) if known else RunWriter.create(folder, _facts(order, feed, device), plan)
    return Begun(
        Fit(order, feed, stepper, Book(writer, stepper), place),
        network,
        _words(network, order.origin if origin else "", adopted, beginning),
    )


def _words(network: Network, origin: str, adopted: tuple[str, ...], beginning: Beginning) -> str:
    """What a person is told of the weights that a training begins with."""
    if not origin:
        return beginning.words
    known = {*adopted, *(name for names in beginning.taken.values() for name in names)}
    left = [name for name, layer in network.layers.items() if layer.weights and name not in known]
    fresh = f" {listed(left)} {'begins' if len(left) == 1 else 'begin'} fresh." if left else ""
    layers = "1 layer begins" if len(adopted) == 1 else f"{len(adopted)} layers begin"
    return f"{layers} with the weights of {origin}: {listed(adopted)}.{fresh} {beginning.words if left else ''}".strip()


def _resumed(folder: Path, place: Place, order: Train) -> RunWriter:
    """The run, opened to write on; its recipe may be another one by now."""
    writer = RunWriter.resume(folder, place.step, place.epoch)
    writer.change_facts(title=_title(order), epochs=order.recipe.epochs, recipe=msgspec.to_builtins(order.recipe))
    return writer


def images_for(order: Show, feed_of: Callable[[Data], Feed]) -> Feed | None:
    """The examples to look at a network with; None where the data has none that fit, which the weights of a run can do without.

    Raises:
        DataError: The data cannot be used, and there is no run either.
    """
    try:
        feed = feed_of(order.data)
    except DataError:
        if order.run is None:
            raise
        return None
    return feed if order.run is None or feed.shape == order.plan.input_shape else None


def shown(order: Show, feed: Feed | None) -> Subject:
    """The network as it is drawn, with the weights of a run for every layer that has not changed since.

    Args:
        order: What to show.
        feed: Examples to look at it with; a run can be shown without.

    Raises:
        UnfitError: Network and data do not fit each other.
        RunError: There is no such run or no such weights.
        BuildError: Keras refuses a layer.
    """
    if feed is not None and order.run is None:
        network = build(ready(order.plan, feed), order.seed)
        furnish(network, order.project)
        return Subject(network, feed, None)
    found = kept(order.project, order.run or "", order.weights)
    feed = feed or without_images(order.data, order.plan.input_shape, found.facts.classes)
    network = build(ready(order.plan, feed, found), order.seed)
    furnish(network, order.project)
    adopt(found.network, network)
    return Subject(network, feed, order.run, found.step)


def kept(project: str, run: str, weights: Weights) -> Kept:
    """The network of a run as it was kept.

    Raises:
        RunError: There is no such run or no such weights.
    """
    folder = run_folder(Path(project), run)
    with RunReader(folder) as reader:
        facts, plan = reader.facts(), reader.plan()
    network = build(plan)
    place = restore(folder / (BEST if weights == "best" else LAST), network.variables)
    return Kept(network, facts, msgspec.convert(facts.data, Data), place.epoch, place.step)


def _plan_of(folder: Path) -> Plan:
    with RunReader(folder) as reader:
        return reader.plan()


def _check_outputs(network: Network, feed: Feed) -> None:
    """The logits must be one number a class; values learn from data with classes as well, 1 for the right one."""
    received, expected = tuple(network.logits_model.output_shape[1:]), (len(feed.classes),)
    if received != expected:
        raise UnfitError(
            f"The data has {expected[0]} classes, so the network must end in {expected[0]} values. Received: {received}. "
            f"Set units of the last Dense to {expected[0]}."
        )


def _facts(order: Train, feed: Feed, device: str) -> RunFacts:
    return RunFacts(
        title=_title(order),
        started=time.time(),
        epochs=order.recipe.epochs,
        batches=batches(feed, order.recipe),
        project=order.record,
        recipe=msgspec.to_builtins(order.recipe),
        data=msgspec.to_builtins(order.data),
        classes=feed.classes,
        images=feed.sizes,
        device=device,
        versions=versions() | {"studio": __version__},
        origin=order.origin,
    )


def _title(order: Train) -> str:
    """The recipe in a few words, and where the weights began."""
    words = order.recipe.title()
    return f"{words} · from run {int(order.origin.rpartition('-')[2])}" if order.origin else words
