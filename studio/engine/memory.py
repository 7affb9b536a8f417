"""What the engine must remember of a worker, to go on with another one after its death."""

from __future__ import annotations

from msgspec import structs

from studio.messages import Event, Order
from studio.messages.events import EpochEnded, Progress, Ready, Refused, State
from studio.messages.orders import Show, Stop, Train, Watch

DEATHS = 3  # in a row without getting further, after which the worker is not started again


class Memory:
    """Listens to orders and events as they pass.

    Attributes:
        ready: Whether the worker can work.
        train: The order of the run that is going on.
    """

    def __init__(self) -> None:
        self.ready = False
        self.train: Train | None = None
        self._awaited = False  # whether the worker has not come to that order yet
        self._show: Show | None = None
        self._watch: Watch | None = None
        self._step = 0  # of the present run
        self._furthest = 0  # at the last death
        self._deaths = 0

    def ordered(self, order: Order) -> None:
        """Notes an order on its way to the worker."""
        match order:
            case Train():
                self._awaited = self._awaited or self.train is None
                self.train = self.train or order
            case Stop():
                self.train, self._awaited = None, False
            case Show():
                self._show = order
            case Watch():
                self._watch = order
            case _:
                pass

    def happened(self, event: Event) -> None:
        """Notes an event."""
        match event:
            case Ready():
                self.ready = True
            case State(phase="loading"):
                self.ready = False
            case State(train=None) if self._awaited:
                pass  # it says what it did before our order
            case State():
                self._run(event.train)
            case Refused(order="Train") if self._awaited and self.train and self.train.run == event.run:
                self.train, self._awaited = None, False
            case Progress():
                self._step = max(self._step, event.step)
            case EpochEnded():
                self._step += 1  # an epoch of a single call may show no Progress
            case _:
                pass

    def _run(self, train: Train | None) -> None:
        if train is None or self.train is None or train.run != self.train.run:
            self._step = self._furthest = 0
        self.train, self._awaited = train, False

    def died(self) -> bool:
        """Notes a death; whether another worker shall be started."""
        self._deaths = 1 if self._step > self._furthest else self._deaths + 1
        self._furthest = max(self._furthest, self._step)
        self.ready, self._awaited = False, self.train is not None
        return self._deaths < DEATHS

    def forgive(self) -> None:
        """Begins to count deaths anew; the run that caused them is not resumed by itself."""
        self._deaths, self.train, self._awaited = 0, None, False

    def again(self) -> list[Order]:
        """What the next worker must be told."""
        if self.train:
            return [*filter(None, [self._watch]), structs.replace(self.train, resume=True)]
        return [order for order in (self._show, self._watch) if order is not None]
