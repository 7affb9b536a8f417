"""Keeps the draft of an open project: written a moment after the last edit, beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.beside import Beside
from studio.project.draft import Draft
from studio.project.errors import ProjectError
from studio.project.project import Project

DRAFT_DELAY_MS = 800


class DraftKeeper(QObject):
    """Writes what is unsaved beside the project's file.

    Args:
        folder: The project's folder.
        unsaved: Gives the project as it is to be kept, None where all of it is saved.
        parent: The document.

    Attributes:
        kept: A draft was written.
        failed: It could not be written; carries the sentence.
    """

    kept = Signal()
    failed = Signal(str)

    def __init__(self, folder: Path, unsaved: Callable[[], Project | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft, self._unsaved = Draft(folder), unsaved
        self._beside = Beside(self)
        self._beside.found.connect(self._written)
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_DELAY_MS)
        self._timer.timeout.connect(self._begin)

    def soon(self) -> None:
        """Write when no edit has come for a moment."""
        self._timer.start()

    def now(self) -> None:
        """Write, and come back when it is done."""
        self.close()
        project = self._unsaved()
        if project is None:
            self._draft.discard()
        else:
            self._written(_fault(self._draft, project))

    def move(self, folder: Path) -> None:
        """Go on in another folder; the draft in this one stays."""
        self._beside.wait()
        self._draft = Draft(folder)

    def discard(self) -> None:
        """Take the draft away, and write none for what was edited before."""
        self.close()
        self._draft.discard()

    def close(self) -> None:
        """Stop the clock, and wait for what is being written; the draft, if any, stays."""
        self._timer.stop()
        self._beside.close()

    def _begin(self) -> None:
        project, draft = self._unsaved(), self._draft
        if project is None:
            self.discard()
            return
        self._beside.ask(lambda: _fault(draft, project))

    def _written(self, fault: str) -> None:
        if fault:
            self.failed.emit(fault)
        else:
            self.kept.emit()


def _fault(draft: Draft, project: Project) -> str:
    """Writes a draft; why that cannot be, nothing where it can."""
    try:
        draft.write(project)
    except ProjectError as error:
        return str(error)
    return ""
