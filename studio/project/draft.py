"""The draft: what is not saved yet, kept beside the project file so that a crash loses nothing."""

from __future__ import annotations

from pathlib import Path

from studio.project.file import FILE, read_file, write_file
from studio.project.project import Project


class Draft:
    """The draft of one project.

    Args:
        folder: The project's folder.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / ".draft.json"
        self._file = folder / FILE

    def write(self, project: Project) -> None:
        """Keeps a version that is not saved yet.

        Raises:
            ProjectError: It cannot be written; an older draft is untouched.
        """
        write_file(self.path, project)

    def found(self) -> bool:
        """Whether a draft was left behind that is newer than the file."""
        if not self.path.is_file():
            return False
        return not self._file.is_file() or self.path.stat().st_mtime_ns >= self._file.stat().st_mtime_ns

    def read(self) -> Project:
        """The version that was kept.

        Raises:
            ProjectError: It cannot be read.
        """
        return read_file(self.path)

    def discard(self) -> None:
        """Removes the draft, after saving or when it is not wanted."""
        self.path.unlink(missing_ok=True)
