"""Answers of Keras kept on the disk, so that a project that is opened again needs to ask nothing: a file for each version of Keras."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from studio import paths
from studio.blocks.answers import Answer, Question

_MOST = 8 << 20  # bytes; a file that has grown beyond begins anew
_OURS = ("keras.", "python.")


class KeptAnswers:
    """The answers of the installed Keras; they are read when the first one is looked for."""

    def __init__(self) -> None:
        self._known: dict[str, Answer] | None = None

    def find(self, question: Question) -> Answer | None:
        """The answer, where it is kept."""
        if self._known is None:
            self._known = _read(_file())
        return self._known.get(_key(question))

    def keep(self, question: Question, answer: Answer) -> None:
        """Writes an answer down, where it will still hold tomorrow; a disk that refuses is asked again another time."""
        if not _lasts(question, answer):
            return
        if self._known is not None:
            self._known[_key(question)] = answer
        with suppress(OSError):
            file = _file()
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size > _MOST:
                file.unlink()
            with file.open("ab") as lines:
                lines.write(msgspec.json.encode((_key(question), answer)) + b"\n")


def _lasts(question: Question, answer: Answer) -> bool:
    """A person's own package may change at any time, and what code lacks may be there tomorrow."""
    return question.symbol.startswith(_OURS) and not (question.code and answer.refusal)


def _key(question: Question) -> str:
    return blake2b(msgspec.json.encode(question), digest_size=16).hexdigest()


def _file() -> Path:
    return (
        paths.cache()
        / "answers"
        / f"keras-{_version('keras')}-tensorflow-{_version('tensorflow', 'tensorflow-cpu', 'tensorflow-intel')}.jsonl"
    )


def _version(*packages: str) -> str:
    """Of the first that is installed; some go by several names."""
    for package in packages:
        with suppress(PackageNotFoundError):
            return version(package)
    return "none"


def _read(file: Path) -> dict[str, Answer]:
    """The answers; lines that are none are passed over."""
    found: dict[str, Answer] = {}
    with suppress(OSError):
        for line in file.read_bytes().splitlines():
            with suppress(msgspec.MsgspecError):
                key, answer = msgspec.json.decode(line, type=tuple[str, Answer])
                found[key] = answer
    return found
