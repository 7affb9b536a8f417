"""The line to the worker as Qt signals: the engine calls back from its own thread, this hands over to the window's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from studio.engine.engine import Engine
from studio.messages.orders import Attack, Export, Import, Predict, Tally, Train

WORK = (Train, Import, Export, Predict, Attack, Tally)


class Line(QObject):
    """Orders out, events in, one project long.

    Attributes:
        told: Something came from the worker or happened to it; carries the record, in the window's thread.
    """

    told = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._started = False
        self._engine = self._engine_of(folder)

    def start(self) -> None:
        """Starts the worker, or finds the one that trains on; once."""
        if not self._started:
            self._started = True
            self._engine.start()

    def send(self, order: Any) -> None:
        """Sends an order; the answer comes as an event. What is only looked at does not start a worker that is not wanted yet."""
        if isinstance(order, WORK):
            self.start()
        if self._started:
            self._engine.send(order)

    def restart(self) -> None:
        """Ends the worker and starts another; a run that was going on keeps its checkpoint."""
        self._engine.close(leave=False)
        self._engine = self._engine_of(self._folder)
        self._started = False
        self.start()

    def move(self, folder: Path) -> None:
        """Goes to the worker of another folder; the one before trains on, if it trains."""
        wanted = self._started
        self._engine.close(leave=True)
        self._engine = self._engine_of(folder)
        self._started = False
        if wanted:
            self.start()

    def close(self, leave: bool = True) -> None:
        """Leaves the worker, which trains on if it trains, or ends it."""
        self._engine.close(leave=leave)
        self.blockSignals(True)  # what is still under way finds nobody to be told

    def _hand_over(self, engine: Engine, event: Any) -> None:
        """Last words of a worker that was left are not those of the one that follows."""
        if engine is self._engine:
            self.told.emit(event)

    def _engine_of(self, folder: Path) -> Engine:
        self._folder = folder
        engine = Engine(folder, lambda event: self._arrived.emit(engine, event))
        return engine
