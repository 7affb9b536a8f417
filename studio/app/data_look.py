"""A look at the data of the project beside the window's thread: shape, classes and counts, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.app.beside import Beside
from studio.data import ImageFolder, Mnist, NumpyFile
from studio.data.facts import DataError, Facts, facts

Found = Facts | DataError
Source = Mnist | ImageFolder | NumpyFile


def _found(source: Source) -> Found:
    """Counts files or reads a header; the pixels are left alone."""
    try:
        return facts(source)
    except DataError as error:
        return error


class DataLook(QObject):
    """Looks at a source whenever it is another one; the last answer is kept.

    Attributes:
        found: The look ended; carries Facts, or the DataError.
        latest: What was found last; None before the first look ended.
    """

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.latest: Found | None = None
        self._source: Source | None = None
        self._beside = Beside(self)
        self._beside.found.connect(self._take)

    def look(self, source: Source, *, again: bool = False) -> None:
        """Looks at a source, unless it was looked at already."""
        if source != self._source or again:
            self._source = source
            self._beside.ask(lambda: _found(source))

    def close(self) -> None:
        """Waits for the look that is going on."""
        self._source = None
        self._beside.close()

    def _take(self, answer: Found) -> None:
        self.latest = answer
        self.found.emit(answer)
