"""Works things out beside the window's thread, so that the board stays alive meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class _Told(QObject):
    """Carries an answer over to the window's thread."""

    answer = Signal(int, object)


class _Work(QRunnable):
    """One question."""

    def __init__(self, number: int, work: Callable[[], object], told: _Told) -> None:
        super().__init__()
        self._number, self._work, self._told = number, work, told

    def run(self) -> None:
        """Works it out."""
        self._told.answer.emit(self._number, self._work())


class Beside(QObject):
    """Answers one question at a time, of those that wait the newest alone; answers that nobody waits for any more are forgotten.

    Attributes:
        found: Carries the answer to the newest question.
    """

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._told = _Told()
        self._told.answer.connect(self._take)

    def ask(self, work: Callable[[], object]) -> None:
        """Has something worked out that needs nothing of Qt and changes nothing; what was asked before is not wanted any more."""
        self._number += 1
        self._pool.clear()
        self._pool.start(_Work(self._number, work, self._told))

    def wait(self) -> None:
        """Waits for what is being worked out; it is told when the window's thread goes on."""
        self._pool.waitForDone()

    def close(self) -> None:
        """Waits for what is being worked out, and tells nothing any more."""
        self._number += 1
        self._pool.clear()
        self.wait()

    def _take(self, number: int, answer: object) -> None:
        if number == self._number:
            self.found.emit(answer)
