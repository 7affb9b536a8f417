"""The weights of a Keras model that was opened as a drawing, on their way into the project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.app.document import Document
from studio.app.waiting import Waiting
from studio.compile.planner import PlanError
from studio.messages import events
from studio.messages.orders import Cancel, Import
from studio.messages.taking import taking
from studio.project.errors import ProjectError
from studio.project.origin import forget_origin

_STAGES = {
    "reading": "Reading {} …",
    "building": "Building the layers of the drawing …",
    "taking": "Taking the weights of {} …",
    "comparing": "Comparing what the drawing and {} answer …",
}
_LEFT = "The weights of {} are not taken. They still can be: choose Take the weights of the opened model in the menu Train."


class WeightsTaking(QObject):
    """Asks the worker for them once; they are a run of the project then. Given up, they wait until they are asked for again.

    Args:
        document: Whose drawing was opened.
        send: Takes orders to the worker.
        window: The window.

    Attributes:
        said: A word on how far it is.
        taken: They are there; carries the run's name.
        refused: They could not be taken; carries the sentences.
    """

    said = Signal(str)
    taken = Signal(str)
    refused = Signal(str)

    def __init__(self, document: Document, send: Callable[[Any], None], window: QWidget | None = None) -> None:
        super().__init__(window)
        self._document, self._send, self._window = document, send, window
        self._order: Import | None = None
        self._left = ""  # the run whose order was given up, which may have been carried out before that was heard
        self._unheard = 0  # orders that were given up and of which the worker has still to say so
        self._progress: Waiting | None = None

    def wanted(self) -> None:
        """A person asks for them."""
        if not self.begin():
            self.refused.emit("There is no opened model whose weights this project still waits for. Open a Keras model first.")

    def begin(self) -> bool:
        """Asks, where the project still waits for the weights of a model; whether it does."""
        if self._order is not None:
            return True
        try:
            order = taking(self._document.folder, self._document.project)
        except (PlanError, ProjectError) as error:
            self.refused.emit(str(error))
            return True
        if order is not None:
            self._order = order
            words = f"The weights of {Path(order.model).name} are taken as soon as TensorFlow is loaded …"
            self.said.emit(words)
            self._show_progress(words)
            self._send(order)
        return order is not None

    def take(self, event: Any) -> None:
        """Follows what the worker says."""
        asked = self._order.run if self._order else ""
        match event:
            case events.Imported(run=run) if run in (asked, self._left) and run:
                self._take(event)
            case events.Importing(run=run, stage=stage, done=done, total=total) if run == asked and not self._unheard:
                self._tell(_STAGES[stage], done, total)
            case events.Refused(order="Import") if self._unheard:
                self._unheard -= 1
            case events.Refused(order="Import", run=run, text=text) if run and run == asked:
                self._end()
                self.refused.emit(text)
            case events.Loading(stage=stage) if asked:
                self._tell(f"{stage} …", 0, 0)
            case events.Died(again=True):
                self._unheard = 0
                if self._order:
                    self._send(self._order)
            case events.Died(again=False):
                self._unheard = 0
                self._end()

    def give_up(self) -> None:
        """They are not wanted now; the project waits for them all the same, so nothing is lost."""
        if self._order is None:
            return
        name, self._left = Path(self._order.model).name, self._order.run
        self._unheard += 1
        self._send(Cancel(order="Import"))
        self._end()
        self.said.emit(_LEFT.format(name))

    def close(self) -> None:
        """Follows nothing any more."""
        self._end()

    def _take(self, event: events.Imported) -> None:
        forget_origin(self._document.folder)
        self._left, self._unheard = "", max(0, self._unheard - 1)
        self._end()
        self.taken.emit(event.run)
        (self.said if event.same else self.refused).emit(event.reason)

    def _show_progress(self, words: str) -> None:
        """A small window with a way out, where it takes longer; one may go on drawing beside it."""
        self._progress = Waiting("Take the weights", words, self._window)
        self._progress.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._progress.canceled.connect(self.give_up)

    def _tell(self, words: str, done: int, total: int) -> None:
        if self._progress is not None and self._order is not None:
            self._progress.tell(words.format(Path(self._order.model).name), done, total)

    def _end(self) -> None:
        """Nothing is waited for any more."""
        self._order = None
        if self._progress is not None:
            progress, self._progress = self._progress, None
            progress.end()
