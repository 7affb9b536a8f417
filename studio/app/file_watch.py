"""A program in a file that a person edits in an editor of their own: each change of it is told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLING_MS = 80
"""How long a file must lie still until it is read: editors write in pieces, or put another file in its place."""
_LONGEST = 8 * 2**20


class FileWatch(QObject):
    """Watches one file.

    Attributes:
        changed: Somebody else changed the file; carries its text.
        failed: The file cannot be read or written; carries the sentence, and it is watched no more.
    """

    changed = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._text = ""
        self._watcher = QFileSystemWatcher(self)
        self._still = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._still.timeout.connect(self._read)
        self._watcher.fileChanged.connect(lambda _path: self._still.start())
        self._watcher.directoryChanged.connect(lambda _path: self._still.start())

    def begin(self, path: Path, text: str) -> bool:
        """Writes a text to a file and watches it from now on; whether that was possible."""
        self.end()
        self.path = path
        if self.write(text):
            self._watcher.addPaths([str(path), str(path.parent)])  # the folder tells of a file that is put in its place
        return self.path is not None

    def write(self, text: str) -> bool:
        """Writes a text of the studio's own; whether that was possible."""
        if self.path is None:
            return False
        self._text = text
        try:
            self.path.write_text(text, encoding="utf-8")
        except OSError as error:
            self._fail(f"The program cannot be written to {self.path}. Received: {error.strerror}. Choose another folder.")
        return self.path is not None

    def holds(self, text: str) -> bool:
        """Whether the file holds a text, as far as is known."""
        return self._text == text

    def end(self) -> None:
        """Watches nothing any more; the file stays."""
        self._still.stop()
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        self.path = None

    def _read(self) -> None:
        if self.path is None:
            return
        try:
            with self.path.open(encoding="utf-8", newline=None) as file:
                text = file.read(_LONGEST)
        except FileNotFoundError:
            return  # an editor is about to put another in its place, or it is gone: the folder tells when it is back
        except (OSError, UnicodeDecodeError) as error:
            reason = "no text in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
            self._fail(f"{self.path.name} cannot be read. Received: {reason}. It is watched no more; save it again and watch it anew.")
            return
        if str(self.path) not in self._watcher.files():
            self._watcher.addPath(str(self.path))
        if text != self._text:
            self._text = text
            self.changed.emit(text)

    def _fail(self, sentence: str) -> None:
        self.end()
        self.failed.emit(sentence)
