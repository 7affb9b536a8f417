"""How the command line speaks: a progress bar for people, JSON lines for machines."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

BAR = 24
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def calm(text: str) -> str:
    """A text as it is printed: what would command the terminal, such as an escape in a project's title, is shown instead."""
    return _COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class Failure(Exception):
    """The work failed; the text says what, expected, received and the remedy."""

    status = 1


class WrongUse(Failure):
    """The command line asks for what cannot be."""

    status = 2


class Speech:
    """Results go to standard output; progress, notes and failures to standard error.

    Args:
        as_json: Whether to write one JSON record a line instead of words.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._open = False

    def say(self, text: str) -> None:
        """A line of the result, for people."""
        if not self.as_json:
            self._end_bar()
            print(calm(text), flush=True)

    def tell(self, kind: str, **values: Any) -> None:
        """A record of the result, for machines."""
        if self.as_json:
            print(msgspec.json.encode({"kind": kind, **values}).decode(), flush=True)  # what is not a number becomes null

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> None:
        """A table for people: the first columns are words and stand left, figures stand right."""
        cells = [tuple(heads), *(tuple(row) for row in rows)]
        widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
        for row in cells:
            sized = enumerate(zip(row, widths, strict=True))
            padded = [cell.ljust(width) if column < words else cell.rjust(width) for column, (cell, width) in sized]
            self.say("  ".join(padded).rstrip())

    def progress(self, share: float, words: str) -> None:
        """A bar that redraws itself on a terminal; nothing elsewhere, where it would only fill a log."""
        if self.as_json or not sys.stderr.isatty():
            return
        full = round(BAR * min(1.0, max(0.0, share)))
        line = f"{'█' * full}{'░' * (BAR - full)} {calm(words)}"
        print(f"\r{line[: shutil.get_terminal_size().columns - 1]}\x1b[K", end="", file=sys.stderr, flush=True)
        self._open = True

    def note(self, text: str) -> None:
        """What happens on the way, beside the result."""
        self._end_bar()
        self.tell("note", text=text)
        if not self.as_json:
            print(calm(text), file=sys.stderr, flush=True)

    def fail(self, text: str) -> None:
        """What went wrong, in words."""
        self._end_bar()
        self.tell("failed", text=text)
        print(calm(text), file=sys.stderr, flush=True)

    def _end_bar(self) -> None:
        """Takes the bar away: what comes next says more."""
        if self._open:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._open = False
