"""One order from beginning to end, for the command line: sends it, passes the events on, and gives back the last one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

from studio.engine.engine import Engine
from studio.messages import Event, Order
from studio.messages.events import Browsed, Counted, Died, Ended, Exported, Predicted, Refused, Shown
from studio.messages.orders import Attack, Browse, Export, Predict, Show, Stop, Train

_LAST: dict[type[Order], type[Event]] = {
    Train: Ended,
    Export: Exported,
    Predict: Predicted,
    Attack: Counted,
    Show: Shown,
    Browse: Browsed,
}


def converse(project: Path, order: Order, on_event: Callable[[Event], None], on_stop: Callable[[], None] = lambda: None) -> Event:
    """Carries out one order with the worker of a project folder, which ends afterwards.

    Args:
        project: The project's folder.
        order: What to do. Ctrl+C stops a training, which is kept, and gives up anything else.
        on_event: Called with every event, the last one too, in the caller's thread; what it raises ends the conversation.
        on_stop: Called when Ctrl+C has asked a training to stop, which may take a moment.

    Returns:
        The event that answers the order, `Refused`, or `Died` where there is no worker any more.
    """
    events: SimpleQueue[Event] = SimpleQueue()
    engine = Engine(project, events.put)
    engine.start()
    engine.send(order)
    try:
        return _listen(events, engine, order, on_event, on_stop)
    finally:
        engine.close()


def _listen(
    events: SimpleQueue[Event], engine: Engine, order: Order, on_event: Callable[[Event], None], on_stop: Callable[[], None]
) -> Event:
    stopped = False
    while True:
        event = None
        try:
            event = events.get()
            on_event(event)
        except KeyboardInterrupt:
            if stopped or not isinstance(order, Train):
                raise
            stopped = True
            engine.send(Stop())
            on_stop()
        if event is not None and _answers(event, order):
            return event
        if isinstance(event, Died) and not isinstance(order, Train):
            engine.send(order)  # a training goes on by itself


def _answers(event: Event, order: Order) -> bool:
    match event:
        case Died():
            return not event.again
        case Refused():
            return event.order == type(order).__name__
        case Counted():
            return isinstance(order, Attack) and event.done >= event.total
        case _:
            return type(event) is _LAST.get(type(order))
