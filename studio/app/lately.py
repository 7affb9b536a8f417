"""Which blocks and modules were placed lately, kept between sessions so that they are offered earlier."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from studio import paths
from studio.graph.quick.ranking import remembered


class Lately:
    """The keys of what was placed lately, the last one first."""

    def __init__(self) -> None:
        self.keys: tuple[str, ...] = _read()

    def note(self, key: str) -> None:
        """Remembers one more; where it cannot be written it is remembered until the window closes."""
        self.keys = remembered(self.keys, key)
        with contextlib.suppress(OSError):
            _file().write_bytes(msgspec.json.encode(self.keys))


def _read() -> tuple[str, ...]:
    try:
        return msgspec.json.decode(_file().read_bytes(), type=tuple[str, ...])
    except (OSError, msgspec.DecodeError):
        return ()


def _file() -> Path:
    return paths.settings() / "lately.json"
