"""The projects opened last, kept between sessions."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from studio import paths

log = logging.getLogger(__name__)

LONGEST = 12


def folders() -> tuple[Path, ...]:
    """Folders of the projects opened last, newest first; those that are gone are left out."""
    try:
        kept = msgspec.json.decode(_file().read_bytes(), type=list[str])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.DecodeError) as error:
        log.warning("The list of recent projects in %s cannot be read and starts anew. %s", _file(), error)
        return ()
    return tuple(folder for text in kept if (folder := Path(text)).joinpath("project.json").exists())


def remember(folder: Path) -> None:
    """Puts a project at the head of the list."""
    kept = [folder, *(other for other in folders() if other != folder)][:LONGEST]
    _file().write_bytes(msgspec.json.encode([str(path) for path in kept]))


def _file() -> Path:
    return paths.settings() / "recent.json"
