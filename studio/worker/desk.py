"""Takes orders one after the other and does the work; lives in the worker's main thread."""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import tensorflow as tf

from studio.compile.planner import PlanError
from studio.data.facts import DataError
from studio.forms import FormError
from studio.messages import Order
from studio.messages.events import Paused, Phase, Refused, Resumed, Shown, Started, State
from studio.messages.orders import (
    Attack,
    Browse,
    Cancel,
    Export,
    Fetch,
    Import,
    Pause,
    Predict,
    Resume,
    Show,
    Shutdown,
    Stop,
    Tally,
    Train,
    Watch,
)
from studio.runs import RunError
from studio.worker import devices, errands
from studio.worker.alone import ExportError
from studio.worker.aside import Aside
from studio.worker.attack import AttackError
from studio.worker.browsing import Feeds, browsed
from studio.worker.build import BuildError
from studio.worker.checkpoint import CheckpointError
from studio.worker.devices import DeviceError
from studio.worker.exporting import exported
from studio.worker.feed import Feed
from studio.worker.fetching import FetchError, fetched
from studio.worker.fit import Fit
from studio.worker.foreign import ModelError
from studio.worker.importing import imported
from studio.worker.line import Line
from studio.worker.maps import InspectionError
from studio.worker.opening import UnfitError, begin, images_for, shown
from studio.worker.stopping import Halted, Left
from studio.worker.symbols import SymbolError
from studio.worker.watch import Subject, Watcher

ALONE = 2.0  # seconds without a window after which an idle worker ends
NAP = 0.25  # seconds between two looks whether a window is still there
EXPECTED = (
    AttackError,
    BuildError,
    CheckpointError,
    DataError,
    DeviceError,
    ExportError,
    FetchError,
    FormError,
    InspectionError,
    ModelError,
    PlanError,
    RunError,
    SymbolError,
    UnfitError,
)


_GIVEN_UP = "{} was given up."


class Cancelled(Exception):
    """What took long shall be given up."""


class Desk:
    """Obeys.

    Attributes:
        line: Where orders come from and events go to.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self._watcher = Watcher(line.tell)
        self._waiting: deque[Order] = deque()
        self._fit: Fit | None = None
        self._paused = False
        self._name = ""  # of the order that is being obeyed
        self._later: Show | None = None
        self._feeds = Feeds(line.tell, self._glance)
        self._aside = Aside(line.tell)

    def run(self) -> None:
        """Works until a Shutdown comes, or there is no window any more."""
        self._state("idle")
        try:
            while self.line.alone() < ALONE:
                self._obey_waiting(0 if self._watcher.unfinished else NAP)
                self._watcher.answer_all()
        except Left:
            return
        finally:
            self._aside.close()

    def _take(self, timeout: float) -> None:
        """Fetches what was ordered, leaving out what a newer order replaces."""
        order = self.line.take(0 if self._waiting else timeout)
        while order is not None:
            self._waiting.append(order)
            order = self.line.take(0)
        self._waiting = deque(newest(self._wanted()))

    def _wanted(self) -> list[Order]:
        """The orders that wait, without those that were given up by name before they were begun."""
        kept: list[Order] = []
        for order in self._waiting:
            name = order.order if isinstance(order, Cancel) else ""
            dropped = [each for each in kept if type(each).__name__ == name]
            kept = [each for each in kept if type(each).__name__ != name]
            for each in dropped:
                self._refuse(each, _GIVEN_UP.format(name))
            kept += [] if dropped else [order]
        return kept

    def _obey_waiting(self, timeout: float) -> None:
        self._take(timeout)
        while self._waiting:
            self._obey(self._waiting.popleft())

    def _obey(self, order: Order) -> None:
        """The border of the process's work: whatever goes wrong within an order is told, and the worker lives on."""
        around, self._name = self._name, type(order).__name__
        try:
            self._do(order)
        except (Halted, Left):
            raise
        except Cancelled:
            self._refuse(order, _GIVEN_UP.format(type(order).__name__))
        except EXPECTED as error:
            self._refuse(order, str(error))
        except Exception as error:  # noqa: BLE001  # the border
            traceback.print_exc()
            name = type(order).__name__
            self._refuse(order, f"{name} failed in the worker: {type(error).__name__}: {error}. The console has the whole story.")
        finally:
            self._name = around
            if isinstance(order, Train) and (self._fit is None or self._fit.order is order):
                self._end()

    def _refuse(self, order: Order, text: str) -> None:
        """Says why an order is not carried out; a run that had begun ends with it."""
        if self._fit and self._fit.order is order:
            self.line.tell(self._fit.give_up(text))
        else:
            self.line.tell(Refused(order=type(order).__name__, text=text, run=getattr(order, "run", None) or ""))

    def _do(self, order: Order) -> None:
        match order:
            case Watch():
                self._watcher.want(order)
            case Show():
                self._show(order)
            case Train():
                self._train(order)
            case Pause() if self._fit:
                self._pause(self._fit.order.run, "")
            case Resume() if self._fit:
                self._resume(self._fit.order.run)
            case Stop() if self._fit:
                raise Halted
            case Shutdown():
                raise Left
            case Browse():
                self._browse(order)
            case Export() if self._fit:
                self._aside.take(order)
            case Export():
                self.line.tell(exported(order, self._feeds.of, self._glance, self.line.tell))
            case Cancel(order="" | "Export"):
                self._aside.give_up()
            case Import():
                self.line.tell(imported(order, self._glance, self.line.tell))
            case Fetch():
                self.line.tell(fetched(order, self.line.tell, self._glance))
            case Predict():
                self.line.tell(errands.predicted(order))
            case Attack():
                self.line.tell(errands.counted(order, self._feeds.of, self.line.tell, self._glance))
            case Tally():
                self.line.tell(errands.tallied(order, self._feeds.of, self.line.tell, self._glance))
            case _:
                pass  # Pause, Resume and Stop with nothing to pause, resume or stop

    def _state(self, phase: Phase, train: Train | None = None) -> None:
        fit = self._fit
        self.line.tell(State(phase=phase, train=fit.order if fit else train, progress=fit.progress() if fit else None))

    def _glance(self) -> None:
        """Looks for an order to give up; all others wait."""
        self._take(0)
        if any(isinstance(order, Shutdown) for order in self._waiting):
            raise Left
        if any(map(self._ends, self._waiting)):
            heard = Cancel if self._fit else Cancel | Stop  # a run that is under way has still to hear its Stop
            self._waiting = deque(order for order in self._waiting if not (self._ends(order) and isinstance(order, heard)))
            raise Cancelled

    def _ends(self, order: Order) -> bool:
        """Whether an order gives up what is under way."""
        return isinstance(order, Stop) or (isinstance(order, Cancel) and order.order in ("", self._name))

    def _show(self, order: Show) -> None:
        if self._fit:
            self._later = order
            return
        subject = shown(order, images_for(order, self._feeds.of))
        self._watcher.look_at(subject)
        feed = subject.feed
        self.line.tell(Shown(run=order.run, title=order.plan.title, classes=feed.classes, images=feed.sizes))

    def _browse(self, order: Browse) -> None:
        if self._watcher.subject is None:
            raise InspectionError("There are no images to pick from yet. Show a network or train one first.")
        self.line.tell(browsed(self._watcher.subject.feed, order))

    def _train(self, order: Train) -> None:
        if self._fit and order.run == self._fit.order.run and (order.resume or order == self._fit.order):
            return  # it is being obeyed: each of two windows asks to go on after a death
        if self._fit:
            raise RunError(f"{self._fit.order.run} is being trained. Stop it or wait for its end, then train {order.run}.")
        device = devices.chosen(order.device)
        with _on(device):
            self._state("reading", order)
            self._fit, network, words = begin(order, feed := self._feeds.of(order.data), device)
            self._watcher.look_at(Subject(network, feed, order.run))
            self._started(self._fit, feed, device, words)
            self.line.tell(self._fit.run(self.line.tell, self._attend))
            self._watcher.look_at(Subject(network, feed, order.run, self._fit.place.step))

    def _started(self, fit: Fit, feed: Feed, device: str, beginning: str) -> None:
        self.line.tell(
            Started(
                run=fit.order.run,
                epochs=fit.order.recipe.epochs,
                batches=fit.progress().batches,
                step=fit.place.step,
                images=feed.sizes,
                classes=feed.classes,
                device=device,
                beginning=beginning,
            )
        )
        self._state("training")

    def _end(self) -> None:
        self._fit, self._paused = None, False
        self._state("idle")
        if self._later is not None:
            self._waiting.append(self._later)
            self._later = None

    def _attend(self, reason: str) -> float:
        """Between two batches: obeys, waits while paused, and answers what is watched; gives back the seconds waited."""
        if reason and self._fit:
            self._pause(self._fit.order.run, reason)
        self._obey_waiting(0)
        if self._paused:
            return self._wait()
        self._watcher.answer_some(self._fit.place.step if self._fit else 0)
        return 0.0

    def _wait(self) -> float:
        begun = time.perf_counter()
        while self._paused:
            if self.line.alone() > ALONE:
                raise Left
            self._watcher.answer_all(self._fit.place.step if self._fit else 0)
            self._obey_waiting(0 if self._watcher.unfinished else NAP)
        return time.perf_counter() - begun

    def _pause(self, run: str, reason: str) -> None:
        if not self._paused or reason:
            self._paused = True
            self.line.tell(Paused(run=run, reason=reason))
            self._state("paused")

    def _resume(self, run: str) -> None:
        if self._paused:
            self._paused = False
            self.line.tell(Resumed(run=run))
            self._state("training")


def newest(orders: Sequence[Order]) -> list[Order]:
    """The orders without those that a later one of their kind replaces."""
    last: dict[type[Order], int] = {type(order): place for place, order in enumerate(orders) if isinstance(order, Show | Watch)}
    return [order for place, order in enumerate(orders) if last.get(type(order), place) == place]


def _on(device: str) -> AbstractContextManager[Any]:
    where: AbstractContextManager[Any] = tf.device(f"/{device}")
    return where
