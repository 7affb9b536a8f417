"""Brings records of older formats to the present one, a small step a version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Migration = Callable[[dict[str, Any]], dict[str, Any]]

FORMAT = 1
"""The format version that is written."""

MIGRATIONS: Mapping[int, Migration] = {}
"""By the version that a step starts from; format 1 is the first."""


def migrated(plain: dict[str, Any], version: int, newest: int = FORMAT, steps: Mapping[int, Migration] = MIGRATIONS) -> dict[str, Any]:
    """The record in the newest format.

    Args:
        plain: As it was read; left as it is.
        version: The format it was written in.
        newest: The format to reach.
        steps: From each older format to the next; every one from `version` on must be there.
    """
    for start in range(version, newest):
        plain = steps[start](plain)
    return plain
