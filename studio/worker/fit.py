"""One training, from its first batch or from a checkpoint to its end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf
from msgspec import structs
from numpy.typing import NDArray

from studio.messages import Event
from studio.messages.events import Ended, EpochEnded, Progress
from studio.messages.orders import ImageChoice, Train
from studio.recipe import Recipe
from studio.runs import BatchFigures, Confusion, EpochFigures, RunError, counted
from studio.worker.book import Book
from studio.worker.checkpoint import Place
from studio.worker.feed import Feed, Portion
from studio.worker.losses import LossOfEach
from studio.worker.pace import Pace
from studio.worker.predict import Scores, evaluate
from studio.worker.stepping import Block, Stepper
from studio.worker.stopping import Failed, Halted, Left, Outcome, reason_to_stop
from studio.worker.thumbnails import portrait

_PIECE = 1024  # images that are judged between two looks at the orders
Attend = Callable[[str], float]  # looks at the orders between batches; pauses first where a reason is given; returns the seconds waited


class Fit:
    """A training.

    Attributes:
        order: What was ordered.
        place: How far it is.
    """

    def __init__(self, order: Train, feed: Feed, stepper: Stepper, book: Book, place: Place) -> None:
        self.order = order
        self.place = place
        self._feed = feed
        self._stepper = stepper
        self._book = book
        self._loss = LossOfEach(order.recipe.loss)
        self._pace = Pace()
        self._batches = batches(feed, order.recipe)
        self._tell: Callable[[Event], None] = _silent
        self._attend: Attend = _unattended
        self._waited = 0.0

    def run(self, tell: Callable[[Event], None], attend: Attend) -> Ended:
        """Trains to the end.

        Args:
            tell: Takes the events.
            attend: Called between batches.

        Raises:
            Left: The worker shall end; a checkpoint is kept.
        """
        self._tell, self._attend = tell, attend
        try:
            outcome = self._train()
        except Left:
            with contextlib.suppress(RunError):  # a full disk: the checkpoint before this one stays
                self._book.write()
                self._book.checkpoint(self.place)
            self._book.close()
            raise
        return self._finish(outcome)

    def give_up(self, text: str) -> Ended:
        """Ends the run where it is, for a reason that it does not know itself."""
        self._attend = _unattended
        return self._finish(Outcome("failed", text))

    def progress(self) -> Progress:
        """How far it is, without a batch's figures."""
        return self._progress(float("nan"), float("nan"), time.monotonic())

    def _train(self) -> Outcome:
        try:
            while not (reason := reason_to_stop(self.order.recipe, self.place)):
                self._epoch()
        except Halted:
            return self._stopped()
        except Failed as error:
            return Outcome("failed", str(error))
        except tf.errors.ResourceExhaustedError:
            size = self.order.recipe.batch_size
            return Outcome("failed", f"Memory ran out with batches of {size} images. Choose a smaller batch size or a smaller network.")
        return Outcome("done", reason)

    def _stopped(self) -> Outcome:
        reason = f"Stopped in epoch {min(self.place.epoch + 1, self.order.recipe.epochs)} after {self.place.step} batches."
        try:
            self._book.write()
            self._book.checkpoint(self.place)
            if not self.place.best_epoch:
                self._book.keep_best(self.place)
        except RunError as error:
            return Outcome("stopped", f"{reason} {error}")
        return Outcome("stopped", reason)

    def _epoch(self) -> None:
        order = self._feed.order(self.order.recipe.seed, self.place.epoch)
        while self.place.batch < self._batches:
            begun = self._now()
            block, images = self._block(order)
            self._kept(self._book.write)
            self._report(block)
            if self._book.checkpoint_due():
                self._kept(lambda: self._book.checkpoint(self.place))
            self._look()
            self._pass(self._now() - begun, images)
        self._close_epoch()

    def _now(self) -> float:
        """A clock that stands still in pauses."""
        return time.perf_counter() - self._waited

    def _look(self, reason: str = "") -> None:
        self._waited += self._attend(reason)

    def _pass(self, seconds: float, images: int) -> None:
        self._pace.trained(seconds, images)
        self.place = structs.replace(self.place, seconds=self.place.seconds + seconds)

    def _block(self, order: NDArray[np.int64]) -> tuple[Block, int]:
        """Trains on the next batches; place and book are up to date after it."""
        images, labels = self._next(order)
        block = self._stepper.run(images, labels)
        size, epoch, step = images.shape[1], self.place.epoch + 1, self.place.step
        seconds = self.place.seconds + block.seconds
        figures = zip(block.losses.tolist(), block.accuracies.tolist(), strict=True)
        self._book.batches([BatchFigures(step + n, epoch, *pair, seconds) for n, pair in enumerate(figures, 1)])
        count = len(block.losses)
        self.place = structs.replace(
            self.place,
            step=step + count,
            batch=self.place.batch + count,
            losses=self.place.losses + float(block.losses.sum(dtype=np.float64)) * size,
            hits=self.place.hits + float(np.nan_to_num(block.accuracies).sum(dtype=np.float64)) * size,
        )
        if not np.isfinite(block.losses).all():
            self._diverged(block)
        return block, count * size

    def _diverged(self, block: Block) -> None:
        self._book.write()
        first = self.place.step - len(block.losses) + int(np.argmin(np.isfinite(block.losses))) + 1
        rate = self.order.recipe.optimizer.learning_rate
        raise Failed(
            f"The loss is no number any more since batch {first}: training went astray. "
            f"Lower the learning rate, now {rate:g}, or scale the pixel values in Data."
        )

    def _next(self, order: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
        """As many whole batches as a call takes, or the last one with what is left."""
        size, batch = self.order.recipe.batch_size, self.place.batch
        whole = len(order) // size
        count = min(self._stepper.steps, whole - batch) or 1
        images, labels = self._feed.parts["train"].at(order[batch * size : (batch + count) * size])
        return images.reshape(count, -1, *images.shape[1:]), labels.reshape(count, -1)

    def _report(self, block: Block) -> None:
        if self._pace.due():
            self._tell(self._progress(float(block.losses[-1]), float(block.accuracies[-1]), block.ended))

    def _progress(self, loss: float, accuracy: float, at: float) -> Progress:
        place, epochs = self.place, self.order.recipe.epochs
        left = (epochs * self._batches - place.step) * self.order.recipe.batch_size
        return Progress(
            run=self.order.run,
            step=place.step,
            epoch=min(place.epoch + 1, epochs),
            epochs=epochs,
            batch=place.batch,
            batches=self._batches,
            loss=loss,
            accuracy=accuracy,
            images_per_second=self._pace.images_per_second,
            seconds_left=self._pace.seconds_left(left),
            at=at,
        )

    def _close_epoch(self) -> None:
        begun, train = self._now(), len(self._feed.parts["train"])
        loss = self.place.losses / train
        accuracy = self.place.hits / train if self._stepper.network.is_classifier else float("nan")
        val = self._judged(self._feed.parts["validation"])
        judged = val.loss if val else loss
        best = self.place.best is None or judged < self.place.best
        seconds = self.place.seconds + self._now() - begun
        row = EpochFigures(self.place.epoch + 1, loss, accuracy, *_measured(val), seconds - self.place.epoch_seconds, best)
        place = Place(
            step=self.place.step,
            epoch=row.epoch,
            seconds=seconds,
            epoch_seconds=seconds,
            val_accuracy=val.accuracy if val else None,
            best=judged if best else self.place.best,
            best_epoch=row.epoch if best else self.place.best_epoch,
        )
        self._keep_epoch(row, place)
        self.place = place  # not before it is kept: a run that is left while the disk is full closes this epoch again
        self._tell(_ended_epoch(self.order, row, val))

    def _keep_epoch(self, row: EpochFigures, place: Place) -> None:
        """The best weights first, the checkpoint last: a process that dies between them trains the epoch again to the same end."""
        if row.best:
            self._kept(lambda: self._book.keep_best(place))
        self._kept(lambda: self._book.epoch(row))
        self._kept(lambda: self._portray(place))
        self._kept(lambda: self._book.checkpoint(place))

    def _portray(self, place: Place) -> None:
        picture = portrait(self._stepper.network, self._feed.example(ImageChoice())[1])
        if picture is not None:
            self._book.picture(place.step, picture)

    def _kept(self, write: Callable[[], None]) -> None:
        """Writes; where the disk refuses, training pauses with the reason and tries again when it is resumed."""
        while True:
            try:
                return write()
            except RunError as error:
                self._look(str(error))

    def _judged(self, portion: Portion) -> Scores | None:
        """Loss and accuracy over a part; None where it is empty."""
        losses, hits, answers = 0.0, 0.0, list[NDArray[Any]]()
        for images, labels in portion.pieces(_PIECE):
            scores = evaluate(self._stepper.network, images, labels, self._loss)
            losses += scores.loss * len(labels)
            hits += (scores.accuracy or 0.0) * len(labels)
            answers += [] if scores.answers is None else [scores.answers]
            self._look()
        if not len(portion):
            return None
        return Scores(losses / len(portion), hits / len(portion) if answers else None, np.concatenate(answers) if answers else None)

    def _finish(self, outcome: Outcome) -> Ended:
        """Looks at the test images once, with the best weights, and closes the book."""
        test = None
        try:
            if self._book.take_best() and outcome.state != "failed":
                self._attend = _unattended  # the run has ended: what is ordered now waits for a second
                test = self._judged(self._feed.parts["test"])
            if test:
                self._keep_test(test)
            self._book.end(*outcome)
        except RunError as error:
            outcome = Outcome(outcome.state, f"{outcome.reason} {error}")
        finally:
            self._book.close()
        return Ended(
            run=self.order.run,
            state=outcome.state,
            reason=outcome.reason,
            best_epoch=self.place.best_epoch,
            test_loss=test.loss if test else None,
            test_accuracy=test.accuracy if test else None,
            seconds=self.place.seconds,
        )

    def _keep_test(self, test: Scores) -> None:
        self._book.test(test.loss, test.accuracy)
        if test.answers is not None:
            portion, classes = self._feed.parts["test"], len(self._feed.classes)
            counts = counted(portion.labels[portion.indices], test.answers, classes)
            self._book.confusion(self.place.step, Confusion(counts, self.place.best_epoch, "test"))


def batches(feed: Feed, recipe: Recipe) -> int:
    """How many an epoch has; the last one may be smaller."""
    return -(-len(feed.parts["train"]) // recipe.batch_size)


def _ended_epoch(order: Train, row: EpochFigures, val: Scores | None) -> EpochEnded:
    return EpochEnded(
        run=order.run,
        epoch=row.epoch,
        epochs=order.recipe.epochs,
        loss=row.loss,
        accuracy=row.accuracy,
        val_loss=val.loss if val else None,
        val_accuracy=val.accuracy if val else None,
        seconds=row.seconds,
        best=row.best,
    )


def _measured(scores: Scores | None) -> tuple[float, float]:
    """Loss and accuracy; not a number where they were not measured."""
    if scores is None:
        return float("nan"), float("nan")
    return scores.loss, float("nan") if scores.accuracy is None else scores.accuracy


def _silent(event: Event) -> None:
    """Tells nobody."""


def _unattended(reason: str) -> float:
    """Looks at no order."""
    if reason:
        raise RunError(reason)
    return 0.0
