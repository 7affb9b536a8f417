"""A look at the data of the project beside the window's thread: shape, classes and counts, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from studio.data import ImageFolder, Mnist, NumpyFile
from studio.data.facts import DataError, Facts, facts

Found = Facts | DataError
Source = Mnist | ImageFolder | NumpyFile


class _Told(QObject):
    """Carries what was found over to the window's thread."""

    found = Signal(object, object)


class _Look(QRunnable):
    """One look at one source."""

    def __init__(self, source: Source, told: _Told) -> None:
        super().__init__()
        self._source, self._told = source, told

    def run(self) -> None:
        """Counts files or reads a header; the pixels are left alone."""
        self._told.found.emit(self._source, _found(self._source))


def _found(source: Source) -> Found:
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
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._told = _Told()
        self._told.found.connect(self._take)

    def look(self, source: Source, *, again: bool = False) -> None:
        """Looks at a source, unless it was looked at already."""
        if source != self._source or again:
            self._source = source
            self._pool.clear()
            self._pool.start(_Look(source, self._told))

    def close(self) -> None:
        """Waits for the look that is going on."""
        self._source = None
        self._pool.clear()
        self._pool.waitForDone()

    def _take(self, source: Source, answer: Found) -> None:
        if source == self._source:  # an older source's answer came late
            self.latest = answer
            self.found.emit(answer)
