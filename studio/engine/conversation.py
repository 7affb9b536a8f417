"""Orders from beginning to end, for the command line: sends one, passes the events on, and gives back the one that answers it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from studio.engine.engine import Engine
from studio.messages import Event, Order
from studio.messages.events import Browsed, Counted, Died, Ended, Exported, Imported, Predicted, Refused, Shown, State, Tallied
from studio.messages.orders import Attack, Browse, Cancel, Export, Import, Predict, Show, Stop, Tally, Train

_LAST: dict[type[Order], type[Event]] = {
    Train: Ended,
    Import: Imported,
    Export: Exported,
    Predict: Predicted,
    Attack: Counted,
    Tally: Tallied,
    Show: Shown,
    Browse: Browsed,
}


class Conversation:
    """One order after the other, with the worker of a project folder. Use it in a `with`.

    The worker ends afterwards, unless it trains a run that an earlier window left to it.
    """

    def __init__(self, project: Path) -> None:
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._engine = Engine(project, self._events.put)
        self._busy = False  # whether the worker trains a run that is not ours

    def __enter__(self) -> Self:
        self._engine.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._engine.close(leave=self._busy)

    def ask(self, order: Order, on_event: Callable[[Event], None], on_stop: Callable[[], None] = lambda: None) -> Event:
        """Carries out one order.

        Args:
            order: What to do. Ctrl+C stops a training, which is kept, and gives up anything else.
            on_event: Called with every event, the last one too, in the caller's thread; what it raises ends the order.
            on_stop: Called when Ctrl+C has asked a training to stop, which may take a moment.

        Returns:
            The event that answers the order, `Refused`, or `Died` where there is no worker any more.
        """
        stopped = False
        self._engine.send(order)
        while True:
            event = None
            try:
                event = self._events.get()
                self._note(event, order)
                on_event(event)
            except KeyboardInterrupt:
                if not isinstance(order, Train):
                    self._engine.send(Cancel())  # a worker that trains goes on without us
                    raise
                if stopped:
                    raise
                stopped = True
                self._engine.send(Stop())
                on_stop()
            if event is not None and _answers(event, order):
                return event

    def _note(self, event: Event, order: Order) -> None:
        match event:
            case State():
                ours = order.run if isinstance(order, Train) else None
                self._busy = event.train is not None and event.train.run != ours
            case Died(again=True) if not isinstance(order, Train):
                self._engine.send(order)  # a training goes on by itself
            case _:
                pass


def _answers(event: Event, order: Order) -> bool:
    match event:
        case Died():
            return not event.again
        case Refused():
            return event.order == type(order).__name__ and _run(event) == _run(order)
        case Counted(done=done, total=total) | Tallied(done=done, total=total) if done < total:
            return False
        case _:
            return type(event) is _LAST.get(type(order)) and _run(event) == _run(order)


def _run(message: Event | Order) -> str:
    """Of which run it speaks: every window hears what the worker answers to another one."""
    return getattr(message, "run", None) or ""
