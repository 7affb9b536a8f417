"""How statements end before their last line is read."""

from __future__ import annotations

from typing import Any


class Returned(Exception):
    """A function gives a value.

    Attributes:
        value: What it gives.
    """

    def __init__(self, value: Any) -> None:
        self.value = value
        super().__init__()


class Exhausted(Exception):
    """More was read than any program needs; the fault was told."""


class Broken(Exception):
    """A loop ends."""


class Continued(Exception):
    """A loop goes on with its next round."""
