"""A worker that trains the sample with every live panel on, as the window has it do."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from studio.engine.engine import Engine
from studio.messages import Event
from studio.messages.events import Died, Ended, Paused, Progress, Refused, Started
from studio.messages.orders import AttackSpec, ImageChoice, Pause, Resume, Train, Watch
from studio.runs import RunReader, run_folder
from tests.benchmarks.lenet import opened

RUN = "run-0001"
_PATIENCE = 120.0
_BAD = (Died, Ended, Refused)


class Live:
    """Trains on and on, and counts what comes; `heard` is called with each event in the engine's thread."""

    def __init__(self, folder: Path, watch: Watch | None = None, heard: Callable[[Event], Any] = lambda _event: None) -> None:
        self.counts: Counter[str] = Counter()
        self._folder, self._heard = folder, heard
        self._came = threading.Condition()
        self._last: dict[type, Event] = {}
        self._before: tuple[float, Progress] | None = None
        self._seconds, self._batches = 0.0, 0
        self.engine = Engine(folder, self._take)
        project, self.plan = opened(folder)
        self.recipe = project.recipe.replace(epochs=1000)
        self._orders = (
            everything(self.plan) if watch is None else watch,
            Train(project=str(folder), run=RUN, plan=self.plan, data=project.data, recipe=self.recipe),
        )

    def __enter__(self) -> "Live":
        self.engine.start()
        try:
            for order in self._orders:
                self.engine.send(order)
            self.wait(Started)
        except BaseException:
            self.engine.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.engine.close()

    def images_per_second(self, seconds: float) -> float:
        """Goes on for so long, and pauses again; validation and the pause itself are not counted."""
        self._seconds, self._batches, self._before = 0.0, 0, None
        self.engine.send(Resume())
        time.sleep(seconds)
        self._last.pop(Paused, None)
        self.engine.send(Pause())
        self.wait(Paused)
        return self._batches * self.recipe.batch_size / self._seconds

    def steps_a_call(self) -> int:
        """How many batches the worker takes in one call: those of a call are written with one time."""
        with RunReader(run_folder(self._folder, RUN)) as reader:
            seconds = reader.batches().seconds[-1000:]
        return int(np.median(np.unique(seconds, return_counts=True)[1]))

    def wait(self, kind: type[Event]) -> Event:
        with self._came:
            self._came.wait_for(lambda: {kind, *_BAD} & self._last.keys(), _PATIENCE)
            if kind not in self._last:
                raise RuntimeError(f"No {kind.__name__} came. Received: {[self._last.get(bad) for bad in _BAD]}.")
            return self._last[kind]

    def _take(self, event: Event) -> None:
        now = time.perf_counter()
        self.counts[type(event).__name__] += 1
        if isinstance(event, Progress):
            self._count(now, event)
        self._heard(event)
        with self._came:
            self._last[type(event)] = event
            self._came.notify_all()

    def _count(self, now: float, event: Progress) -> None:
        """Only what lies between two reports of one epoch: validation comes between those of two."""
        if self._before is not None and self._before[1].epoch == event.epoch:
            self._seconds += now - self._before[0]
            self._batches += event.step - self._before[1].step
        self._before = now, event


def everything(plan: Any) -> Watch:
    """What the window asks for with all live panels in view and a Conv2D selected."""
    cards = tuple(dict.fromkeys(step.node for step in plan.steps if step.node))
    return Watch(maps="conv1", filters="conv1", attack=AttackSpec(), thumbnails=cards, image=ImageChoice())
