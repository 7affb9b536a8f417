"""The weights of a Keras model that was opened as a drawing, on their way into the project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.app.document import Document
from studio.compile.planner import PlanError
from studio.messages import events
from studio.messages.taking import taking
from studio.project.errors import ProjectError
from studio.project.origin import forget_origin


class WeightsTaking(QObject):
    """Asks the worker for them once; they are a run of the project then.

    Args:
        document: Whose drawing was opened.
        send: Takes orders to the worker.
        parent: The window.

    Attributes:
        said: A word on how far it is.
        taken: They are there; carries the run's name.
        refused: They could not be taken; carries the sentences.
    """

    said = Signal(str)
    taken = Signal(str)
    refused = Signal(str)

    def __init__(self, document: Document, send: Callable[[Any], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._send = document, send
        self._asked = ""

    def wanted(self) -> None:
        """A person asks for them."""
        if not self.begin():
            self.refused.emit("There is no opened model whose weights this project still waits for. Open a Keras model first.")

    def begin(self) -> bool:
        """Asks, where the project still waits for the weights of a model; whether it does."""
        try:
            order = taking(self._document.folder, self._document.project)
        except (PlanError, ProjectError) as error:
            self.refused.emit(str(error))
            return True
        if order is not None:
            self._asked = order.run
            self.said.emit(f"The weights of {Path(order.model).name} are taken as soon as TensorFlow is loaded …")
            self._send(order)
        return order is not None

    def take(self, event: Any) -> None:
        """Follows what the worker says."""
        match event:
            case events.Imported(run=run) if run == self._asked:
                forget_origin(self._document.folder)
                self._asked = ""
                self.taken.emit(run)
                (self.said if event.same else self.refused).emit(event.reason)
            case events.Refused(order="Import", run=run) if run == self._asked:
                self._asked = ""
                self.refused.emit(event.text)
