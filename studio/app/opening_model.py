"""Opens somebody's Keras model as a project, beside the window's thread: a large one takes a moment to be read and laid out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from studio.project.errors import ProjectError
from studio.project.opened_model import open_model


class _Told(QObject):
    """Carries what came of it over to the window's thread."""

    opened = Signal(object, object)
    failed = Signal(object, str)


class _Reading(QRunnable):
    """One model being read."""

    def __init__(self, model: Path, told: _Told) -> None:
        super().__init__()
        self._model, self._told = model, told

    def run(self) -> None:
        """Reads it and writes the project."""
        try:
            folder, _remarks = open_model(self._model)
        except ProjectError as error:
            self._told.failed.emit(self._model, str(error))
        else:
            self._told.opened.emit(self._model, folder)


class ModelOpening(QObject):
    """Reads one model after the other; that of the newest wish is opened.

    Attributes:
        said: A word on what is going on, for as long as it goes on; empty when it is over.
        opened: The model is a project now; carries its folder.
        failed: It could not be opened; carries the sentences.
    """

    said = Signal(str)
    opened = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Path | None = None
        self._pool = QThreadPool(self)
        self._told = _Told()
        self._told.opened.connect(self._open)
        self._told.failed.connect(self._fail)

    def open(self, model: Path) -> None:
        """Begins to read a model."""
        self._wanted = model
        self.said.emit(f"Opening {model.name} …")
        self._pool.start(_Reading(model, self._told))

    def close(self) -> None:
        """Opens nothing any more, and waits for the reading that is going on."""
        self._wanted = None
        self._pool.waitForDone()

    def _open(self, model: Path, folder: Path) -> None:
        if self._ends(model):
            self.opened.emit(folder)

    def _fail(self, model: Path, words: str) -> None:
        if self._ends(model):
            self.failed.emit(words)

    def _ends(self, model: Path) -> bool:
        """Whether this is the model that is wanted, which it is no more then."""
        if model != self._wanted:
            return False
        self._wanted = None
        self.said.emit("")
        return True
