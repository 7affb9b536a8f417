"""What happens to an error that nobody expected: it is written down, said once in words, and the work goes on."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from studio import paths

log = logging.getLogger("studio")


class LastResort(QObject):
    """Takes the place of Python's own hooks for uncaught errors, in every thread, until `remove`.

    Attributes:
        caught: An error was written down; carries its whole traceback, for the console panel.
    """

    caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook, threading.excepthook
        self._open, self._said = False, set[str]()
        self.caught.connect(self._say, Qt.ConnectionType.QueuedConnection)  # never from within a paint event

    def install(self) -> None:
        """From now on no error ends the program silently."""
        sys.excepthook = self._take
        threading.excepthook = lambda args: self._take(args.exc_type, args.exc_value, args.exc_traceback)

    def remove(self) -> None:
        """Gives the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def _take(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("Uncaught error\n%s", text)
        self.caught.emit(text)

    def _say(self, text: str) -> None:
        """Each error once, one dialog at a time: an error in painting comes back with every frame."""
        if self._open or text in self._said:
            return
        self._said.add(text)
        self._open = True
        try:
            dialog(text, QApplication.activeWindow()).exec()
        finally:
            self._open = False


def dialog(text: str, parent: QWidget | None = None) -> QMessageBox:
    """The words of the last resort; the traceback is folded away."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Abyss Studio", "Something went wrong that should not have.", parent=parent)
    box.setInformativeText(
        "Your drawing is as it was before the last step, and a draft of it is kept. "
        f"What happened is written in {paths.logs() / 'studio.log'}. "
        "Undo the last step, or save and start again, if something looks wrong."
    )
    box.setDetailedText(text)
    return box


def write_log() -> None:
    """Sends what the studio logs to a file that never grows over 1 MB, and keeps one older."""
    handler = logging.handlers.RotatingFileHandler(
        paths.logs() / "studio.log", maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
