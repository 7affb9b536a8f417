"""Which code the person has seen and agreed to run: remembered outside of the project, by its folder and the very text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from studio import paths
from studio.blocks.python import OURS

_FILE = "agreed_code.jsonl"


def agreed(folder: Path, code: str) -> bool:
    """Whether this very code was agreed to in this folder, or is the studio's own."""
    return code in OURS or (_digest(code), str(folder.resolve())) in set(_kept())


def ever_agreed(code: str) -> bool:
    """Whether this very code was agreed to in some folder: the last wall, where the folder is not known."""
    digest = _digest(code)
    return code in OURS or any(digest == kept for kept, _ in _kept())


def agree(folder: Path, *codes: str) -> None:
    """Remembers that the person has seen the code and wants it to run in this folder.

    Raises:
        OSError: The settings cannot be written.
    """
    known, place = set(_kept()), str(folder.resolve())
    fresh = [digest for digest in map(_digest, dict.fromkeys(codes)) if (digest, place) not in known]
    if fresh:
        with _file().open("a", encoding="utf-8") as file:  # a line at once, so that two windows do not take each other's away
            file.write("".join(f"{json.dumps([digest, place])}\n" for digest in fresh))


def carry(old: Path, new: Path, *codes: str) -> None:
    """What was agreed to in one folder holds in another that a project was saved to.

    Raises:
        OSError: The settings cannot be written.
    """
    agree(new, *(code for code in codes if agreed(old, code)))


def _digest(code: str) -> str:
    return blake2b(code.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def _kept() -> Iterator[tuple[str, str]]:
    """Digest and folder of each agreement; lines that are none say nothing."""
    try:
        lines = _file().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        try:
            digest, folder = json.loads(line)
        except (ValueError, TypeError):
            continue
        yield str(digest), str(folder)


def _file() -> Path:
    return paths.settings() / _FILE
