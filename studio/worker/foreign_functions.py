"""Functions that a model from elsewhere calls: those that compute, and no other of Keras's own, which write files and fetch them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_COMPUTE = (
    "keras.ops",
    "keras.activations",
    "keras.constraints",
    "keras.initializers",
    "keras.losses",
    "keras.metrics",
    "keras.regularizers",
)
"""Rooms of Keras whose functions take tensors and give tensors."""


def check_functions(record: Any) -> None:
    """Lets no function of Keras stand in a description that does more than compute; those of others are not known to it anyway.

    Raises:
        ValueError: There is one.
    """
    for room, name in _functions(record):
        if room.partition(".")[0] == "keras" and not f"{room}.".startswith(tuple(f"{known}." for known in _COMPUTE)):
            raise ValueError(f"it calls {room}.{name}, which is no part of a network")


def _functions(record: Any) -> Iterator[tuple[str, str]]:
    """Module and name of each function, all through a description."""
    if isinstance(record, dict):
        if record.get("class_name") == "function":
            yield str(record.get("module")), str(record.get("config"))
        yield from (found for part in record.values() for found in _functions(part))
    elif isinstance(record, list):
        yield from (found for part in record for found in _functions(part))
