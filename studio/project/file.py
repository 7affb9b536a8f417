"""The project file: `project.json` in the project's folder, made to be diffed and merged."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from studio.project.errors import ProjectError
from studio.project.migrations import FORMAT, migrated
from studio.project.project import Project
from studio.project.record import read_record, record
from studio.project.safe_write import write_text

__all__ = ["FILE", "ProjectError", "read", "read_file", "record", "write", "write_file"]

FILE = "project.json"
_REMEDY = "Restore it from a copy, or from version control."


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
    plain = _parsed(path, _text(path))
    version = plain.get("format") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or version is None:
        raise ProjectError([f'{path} is no project of Abyss Studio. Expected: a record with "format": {FORMAT}. Choose another file.'])
    _check_version(path, version)
    try:
        return read_record(migrated(plain, version))
    except ProjectError as error:
        raise ProjectError(f"{path}: {sentence}" for sentence in error.sentences) from None


def write_file(path: Path, project: Project) -> None:
    """Writes the project into a file of any name, in one step.

    Raises:
        ProjectError: It cannot be written; what was there before is untouched.
    """
    write_text(path, text(project))


def text(project: Project) -> str:
    """What the file holds: keys sorted, a line a value, short lists on one line, so that edits of two people meet in few lines."""
    spread = json.dumps({"format": FORMAT, **record(project)}, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return re.sub(r"\[\n\s+([^\[\]{}]*?)\n\s+\]", _one_line, spread) + "\n"


def _one_line(match: re.Match[str]) -> str:
    """A list without lists in it on one line; a line break inside JSON is never part of a value."""
    return "[" + re.sub(r",\n\s+", ", ", match[1]) + "]"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError:
        raise ProjectError([f"{path} is no project of Abyss Studio. Expected: text in UTF-8. Choose another file."]) from None
    except (FileNotFoundError, NotADirectoryError):
        remedy = "Choose another folder, or start a new project."
        raise ProjectError([f"{path.parent} holds no project. Expected: a file {path.name} in it. {remedy}"]) from None
    except OSError as error:
        raise ProjectError([f"{path} cannot be read: {error.strerror}. Allow reading it, or choose another file."]) from error


def _parsed(path: Path, text: str) -> Any:
    try:
        plain = json.loads(text)
        json.dumps(plain, ensure_ascii=False).encode()  # half a character can be read, but nothing can write it again
    except json.JSONDecodeError as error:
        raise ProjectError([_broken(path, text, error)]) from None
    except ValueError as error:
        raise ProjectError([f"{path} is damaged. Expected: whole characters and ordinary numbers. Received: {error}. {_REMEDY}"]) from None
    except RecursionError:
        raise ProjectError([f"{path} is no project of Abyss Studio: it is nested too deeply. Choose another file."]) from None
    return plain


def _broken(path: Path, text: str, error: json.JSONDecodeError) -> str:
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        lines = text.count("\n") + 1
        return f"{path} is cut short. Expected: a whole JSON record. Received: {len(text)} characters that end in line {lines}. {_REMEDY}"
    return f"{path} is damaged in line {error.lineno}, column {error.colno}. Expected: JSON. Received: {error.msg}. {_REMEDY}"


def _check_version(path: Path, version: Any) -> None:
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ProjectError([f"{path} has no usable format version. Expected: a whole number from 1 to {FORMAT}. Received: {version!r}."])
    if version > FORMAT:
        expected = f"Expected: format {FORMAT} or older. Received: format {version}."
        raise ProjectError([f"{path} was written by a newer Abyss Studio. {expected} Update the studio."])
