"""JSON files of the studio: records with a format version, made to be diffed and merged; what is wrong with one is told in words."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from studio.project.errors import ProjectError
from studio.project.migrations import FORMAT, migrated

_REMEDY = "Restore it from a copy, or from version control."


def plain_text(record: dict[str, Any]) -> str:
    """What a file holds: keys sorted, a line a value, short lists on one line, so that edits of two people meet in few lines."""
    dense = json.dumps({"format": FORMAT, **record}, sort_keys=True, ensure_ascii=False, allow_nan=False)
    whole = dense.encode("utf-8", "replace")  # half a character, as a broken paste brings it, cannot be written
    spread = msgspec.json.format(whole, indent=2).decode()  # many times faster than `json.dumps` with an indent
    return re.sub(r"\[\n\s+([^\[\]{}]*?)\n\s+\]", _one_line, spread) + "\n"


def _one_line(match: re.Match[str]) -> str:
    """A list without lists in it on one line; a line break inside JSON is never part of a value."""
    return "[" + re.sub(r",\n\s+", ", ", match[1]) + "]"


def read_plain(path: Path, what: str) -> dict[str, Any]:
    """The record in a file, in the present format.

    Args:
        path: The file.
        what: What it should hold, as sentences call it: a project, a module.

    Raises:
        FileNotFoundError: There is none.
        ProjectError: It holds none; all faults at once.
    """
    plain = _parsed(path, what, _text(path, what))
    version = plain.get("format") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or version is None:
        raise ProjectError([f'{path} is no {what} of Abyss Studio. Expected: a record with "format": {FORMAT}. Choose another file.'])
    _check_version(path, version)
    return migrated(plain, version)


def too_deep(path: Path, what: str) -> ProjectError:
    """What is told of a file whose records lie in each other without end."""
    return ProjectError([f"{path} is no {what} of Abyss Studio: it is nested too deeply. Choose another file."])


def _text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError:
        raise ProjectError([f"{path} is no {what} of Abyss Studio. Expected: text in UTF-8. Choose another file."]) from None
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(path) from None
    except OSError as error:
        raise ProjectError([f"{path} cannot be read: {error.strerror}. Allow reading it, or choose another file."]) from error


def _parsed(path: Path, what: str, text: str) -> Any:
    twice: list[str] = []
    try:
        plain = json.loads(text, object_pairs_hook=lambda pairs: _record(pairs, twice))
        json.dumps(plain, ensure_ascii=False).encode()  # half a character can be read, but nothing can write it again
    except json.JSONDecodeError as error:
        raise ProjectError([_broken(path, text, error)]) from None
    except ValueError as error:
        raise ProjectError([f"{path} is damaged. Expected: whole characters and ordinary numbers. Received: {error}. {_REMEDY}"]) from None
    except RecursionError:
        raise too_deep(path, what) from None
    if twice:
        raise ProjectError(f"{path} holds {name} twice in one record. Take one of the two out, or give it another name." for name in twice)
    return plain


def _record(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    """A record; names that it holds again are added to `twice`, where Python would keep the last and lose the others."""
    record = dict(pairs)
    if len(record) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice += [name for name, count in times.items() if count > 1]
    return record


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
