"""JSON of strangers as plain values, within bounds, and Keras's records in it."""

from __future__ import annotations

import json
import math
import re
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from studio.compile.reading.opened import ReadingError

T = TypeVar("T")

LONGEST = 64 * 2**20
"""Bytes of a description; one with a mean image of 512 x 512 pixels takes 40 million."""
DEEPEST = 100
"""How many lists and records may lie in each other; a nested model takes four."""
LARGEST = 2**63
"""Whole numbers from here on could not be written to a project."""


class LayerRecord(Struct):
    """A layer as Keras serializes it, or a model, which is a layer to Keras."""

    class_name: str
    config: dict[str, Any]
    module: str | None = None
    registered_name: str | None = None
    name: str | None = None
    inbound_nodes: list[Any] = []
    build_config: dict[str, Any] | None = None


class FunctionalRecord(Struct):
    """The config of a functional model."""

    layers: list[LayerRecord]
    input_layers: Any
    output_layers: Any


class SequentialRecord(Struct):
    """The config of a sequential model."""

    layers: list[LayerRecord]
    build_input_shape: Any = None


class History(Struct):
    """Where a tensor comes from, as Keras writes it for the argument of a call."""

    keras_history: tuple[str, int, int]
    shape: list[int | None] | None = None


def parsed(text: str) -> Any:
    """The plain values that a text of JSON holds.

    Raises:
        ReadingError: It is none, or larger, deeper or with greater numbers than any model's.
    """
    if len(text) > LONGEST:
        raise ReadingError(f"The description of a model may have at most {LONGEST} characters. Received: {len(text)}. Choose another file.")
    try:
        value = json.loads(text.removeprefix("\ufeff"), parse_constant=str)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise ReadingError(
            f"The description of a model must be JSON, as model.to_json() gives it. Received: {error}. Save the model again."
        ) from None
    _check(value)
    return value


def _too_deep() -> ReadingError:
    return ReadingError(f"The description of a model may be nested at most {DEEPEST} deep. Received: a deeper one. Choose another file.")


def _check(whole: Any) -> None:
    """Refuses what no project could hold."""
    todo = [(whole, 0)]
    while todo:
        value, depth = todo.pop()
        if depth > DEEPEST:
            raise _too_deep()
        if isinstance(value, dict):
            todo += [(part, depth + 1) for pair in value.items() for part in pair]
        elif isinstance(value, list):
            todo += [(part, depth + 1) for part in value if part.__class__ is not float or not math.isfinite(part)]
        elif isinstance(value, str) and not value.isascii():
            _check_letters(value)
        elif (isinstance(value, float) and not math.isfinite(value)) or (isinstance(value, int) and abs(value) >= LARGEST):
            raise ReadingError(f"The description of a model must hold numbers of usual size. Received: {value:.3g}. Save the model again.")


def _check_letters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ReadingError(f"The description of a model must hold whole letters. Received: {text!a:.60}. Save the model again.") from None


def record(value: Any, kind: type[T], where: str) -> T:
    """A value as one of Keras's records.

    Args:
        value: What the file has.
        kind: What it should be.
        where: Of what it is part, as a sentence begins: `The model lenet`.

    Raises:
        ReadingError: It is something else; says where.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ReadingError(_fault(str(error), where)) from None


def _fault(text: str, where: str) -> str:
    """Msgspec's words as a sentence of ours."""
    said, _, place = text.partition(" - at ")
    place = place.strip("`").removeprefix("$").removeprefix(".")
    inside = f" at {place}" if place else ""
    if found := re.fullmatch(r"Expected (.*), got (.*)", said):
        expected, received = (part.replace("`", "") for part in found.groups())
        return f"{where} is not as Keras describes one{inside}. Expected: {expected}. Received: {received}. Save it again with Keras."
    return f"{where} is not as Keras describes one{inside}: {said.replace('`', '')}. Save it again with Keras."
