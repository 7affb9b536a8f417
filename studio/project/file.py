"""The project file: `project.json` in the project's folder, made to be diffed and merged."""

from __future__ import annotations

from pathlib import Path

from studio.project.errors import ProjectError
from studio.project.plain_file import plain_text, read_plain, too_deep
from studio.project.project import Project
from studio.project.record import read_record, record
from studio.project.safe_write import write_text

__all__ = ["FILE", "ProjectError", "read", "read_file", "record", "write", "write_file"]

FILE = "project.json"


def read(folder: Path) -> Project:
    """The project in a folder.

    Raises:
        ProjectError: There is none, or it cannot be read; all faults at once.
    """
    return read_file(folder / FILE)


def write(folder: Path, project: Project) -> None:
    """Writes the project into its folder, in one step.

    Raises:
        ProjectError: It cannot be written; what was there before is untouched.
    """
    write_file(folder / FILE, project)


def read_file(path: Path) -> Project:
    """The project in a file of any name.

    Raises:
        ProjectError: It cannot be read; all faults at once.
    """
    try:
        plain = read_plain(path, "project")
    except FileNotFoundError:
        remedy = "Choose another folder, or start a new project."
        raise ProjectError([f"{path.parent} holds no project. Expected: a file {path.name} in it. {remedy}"]) from None
    try:
        return read_record(plain)
    except ProjectError as error:
        raise ProjectError(f"{path}: {sentence}" for sentence in error.sentences) from None
    except RecursionError:
        raise too_deep(path, "project") from None


def write_file(path: Path, project: Project) -> None:
    """Writes the project into a file of any name, in one step.

    Raises:
        ProjectError: It cannot be written; what was there before is untouched.
    """
    write_text(path, text(project))


def text(project: Project) -> str:
    """What the file holds."""
    return plain_text(record(project))
