"""The report of the project: asked for, counted for where nobody counted yet, written beside the window's thread, and opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app.beside import Beside
from studio.app.document import Document
from studio.app.waiting import Waiting
from studio.messages import events
from studio.messages.orders import Cancel, Tally
from studio.project.errors import ProjectError
from studio.project.project import Project
from studio.report import NAME, tally, write_report


class _Wish(NamedTuple):
    """A report that was asked for.

    Attributes:
        project: As it was then.
        folder: Where it lies.
        path: Where the report goes.
        order: What the worker counts first; None for nothing.
    """

    project: Project
    folder: Path
    path: Path
    order: Tally | None


class Reporting(QObject):
    """Makes one report at a time.

    Args:
        document: What is reported of.
        send: Takes orders to the worker.
        parent: The window.

    Attributes:
        said: It is written and open; carries the sentence.
        refused: It could not be made, or something is missing in it; carries the sentence.
    """

    said = Signal(str)
    refused = Signal(str)

    def __init__(self, document: Document, send: Callable[[Any], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._send, self._window = document, send, parent
        self._wish: _Wish | None = None
        self._progress: Waiting | None = None
        self._beside = Beside(self)
        self._beside.found.connect(self._written)

    def ask(self) -> None:
        """Asks where to, and makes it."""
        start = str(self._document.folder / NAME)
        chosen = QFileDialog.getSaveFileName(self._window, "Write a report of the project", start, "Web pages (*.html)")[0]
        if chosen:
            self.make(Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(".html"))

    def make(self, path: Path) -> None:
        """Writes the report of the project as it is now; what is counted for it first can be given up."""
        self._end()
        project, folder = self._document.project, self._document.folder
        self._wish = _Wish(project, folder, path, tally(project, folder))
        self._show_progress()
        if self._wish.order is None:
            self._write()
        else:
            self._send(self._wish.order)

    def take(self, event: Any) -> None:
        """Follows what the worker says."""
        wish = self._wish
        if wish is None or wish.order is None:
            return
        match event:
            case events.Loading(stage=stage):
                self._tell(f"{stage} …", 0, 0)
            case events.Read(done=done, total=total):
                self._tell("Reading images …", done, total)
            case events.Tallied(run=run, done=done, total=total) if run == wish.order.run:
                self._tell("Counting which images are taken for what …", done, total)
                if done == total:
                    self._write()
            case events.Refused(order="Tally", run=run, text=text) if run == wish.order.run:
                self.refused.emit(f"{text} The report goes without a confusion matrix.")
                self._write()
            case events.Died(again=False, text=text):
                self.refused.emit(f"{text} The report goes without a confusion matrix.")
                self._write()

    def close(self) -> None:
        """Makes nothing any more."""
        self._end()
        self._beside.close()

    def _write(self) -> None:
        wish = self._wish
        if wish is not None:
            self._wish = wish._replace(order=None)
            self._tell("Writing …", 0, 0)
            self._beside.ask(lambda: _outcome(wish))

    def _written(self, fault: object) -> None:
        wish = self._wish
        self._end()
        if wish is None:
            return
        if fault:
            self.refused.emit(str(fault))
            return
        self.said.emit(f"The report was written to {wish.path}.")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(wish.path)))

    def _give_up(self) -> None:
        if self._wish is not None and self._wish.order is not None:
            self._send(Cancel())
        self._end()

    def _show_progress(self) -> None:
        self._progress = Waiting("Report", "Gathering …", self._window)
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.canceled.connect(self._give_up)

    def _tell(self, words: str, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress.tell(words, done, total)

    def _end(self) -> None:
        """Nothing is wanted any more."""
        self._wish = None
        if self._progress is not None:
            progress, self._progress = self._progress, None
            progress.end()


def _outcome(wish: _Wish) -> str:
    """Writes it; why it could not be written, or nothing."""
    try:
        write_report(wish.project, wish.folder, wish.path)
    except ProjectError as error:
        return str(error)
    return ""
