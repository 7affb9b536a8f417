"""Values of parameters as plain lists, numbers and words, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import msgspec

from studio.blocks.catalogue import CATALOGUE
from studio.forms import Form, FormError


def plain_value(value: Any) -> Any:
    """A value as a file holds it; a form with its kind."""
    if isinstance(value, Form):
        return msgspec.json.decode(msgspec.json.encode(value))
    return [plain_value(part) for part in value] if isinstance(value, list | tuple) else value


def read_value(plain: Any, like: str = "") -> Any:
    """The value of what a file holds: pairs are tuples, and a record is the form that the field takes.

    Args:
        plain: As it was read.
        like: The field whose values it has, such as `Conv2D.kernel_regularizer`; empty where it is like none.
    """
    kind, _, field = like.partition(".")
    block = CATALOGUE.get(kind)
    if isinstance(plain, Mapping) and block is not None:
        try:
            return getattr(block.read({field: plain}), field)
        except FormError:  # told where the value is used
            return dict(plain)
    return tuple(read_value(part) for part in plain) if isinstance(plain, list) else plain


def can_be_written(value: Any) -> bool:
    """Whether nothing in it is infinite or no number, which no file can hold."""
    if isinstance(value, Mapping):
        return all(can_be_written(part) for part in value.values())
    if isinstance(value, list):
        return all(can_be_written(part) for part in value)
    return not isinstance(value, float) or math.isfinite(value)
