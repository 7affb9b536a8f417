"""Keeps the program of the drawing in step with a file that a person edits elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app.document import Document
from studio.app.file_watch import FileWatch
from studio.app.source_editing import SourceEditing
from studio.panels.source import SourcePanel


class SourceFile(QObject):
    """The file beside the panel.

    What the person saves in it is taken as if it were typed. What changes on the board is written to it, unless the file was edited by
    the person since: then both are left, and the panel says so.

    Args:
        document: What is drawn.
        panel: Where its program is.
        editing: What makes edits of the drawing of it.
        window: The window.

    Attributes:
        began: A file is watched from now on; the program in it may be an older one, where the panel was out of sight.
        said: Which file is watched, or no more; carries a sentence.
        refused: The file cannot be read or written; carries the sentence.
    """

    began = Signal()
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, document: Document, panel: SourcePanel, editing: SourceEditing, window: QWidget) -> None:
        super().__init__(panel)
        self._document, self._panel, self._editing, self._window = document, panel, editing, window
        self._watch = FileWatch(self)
        self._theirs = False
        self._taken = ""  # what came from the file last
        self._watch.changed.connect(self._take)
        self._watch.failed.connect(self._fail)
        panel.watch_asked.connect(self.toggle)

    @property
    def path(self) -> Path | None:
        """The file that is kept in step; None for none."""
        return self._watch.path

    def toggle(self) -> None:
        """Asks for a file to keep in step, or ends that."""
        if self._watch.path is not None:
            self.end()
            return
        start = str(self._document.folder / f"{self._document.project.title}.py")
        chosen = QFileDialog.getSaveFileName(self._window, "Edit the program in a file", start, "Python (*.py)")[0]
        if chosen:
            self.watch(Path(chosen))

    def watch(self, path: Path) -> None:
        """Writes the program to a file, and takes what a person makes of it from then on."""
        self._theirs = False
        if self._watch.begin(path, self._panel.text()):
            self._panel.show_watched(path.name)
            self.began.emit()
            self.said.emit(f"{path.name} and the drawing are kept in step: save it in your editor, and the drawing follows.")

    def end(self) -> None:
        """Watches no file any more."""
        if self._watch.path is not None:
            self.said.emit(f"{self._watch.path.name} is watched no more.")
        self._watch.end()
        self._panel.show_watched("")

    def write(self, text: str) -> None:
        """Writes the program of a drawing that was edited on the board, unless the person has edited the file since."""
        path = self._watch.path
        if path is None or self._watch.holds(text):
            return
        if self._theirs:
            self._panel.say(
                f"The drawing was edited on the board, and {path.name} is as you wrote it. Saving it once more makes the drawing what it "
                "says; to write the program of the drawing into it, end watching and watch it again."
            )
        else:
            self._watch.write(text)

    def close(self) -> None:
        """Watches nothing any more."""
        self._watch.end()

    def _take(self, text: str) -> None:
        """The person saved the file."""
        path = self._watch.path
        self._theirs = True
        if self._editing.waits and path is not None and self._panel.text() != self._taken:
            self._panel.say(f"Both {path.name} and what is typed here were edited. Revert what is typed here, then save {path.name} again.")
            return
        self._taken = text
        self._panel.type_text(text)

    def _fail(self, sentence: str) -> None:
        self._panel.show_watched("")
        self.refused.emit(sentence)
