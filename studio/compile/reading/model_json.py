"""Opens the text that `model.to_json()` gives."""

from __future__ import annotations

from typing import Any

from studio.compile.reading.configs import model
from studio.compile.reading.drawing import opened
from studio.compile.reading.legacy import modern
from studio.compile.reading.opened import Opened, ReadingError
from studio.compile.reading.records import LayerRecord, parsed, record


def read_json(text: str, fold: bool = True) -> Opened:
    """A model as a drawing, from its description.

    Args:
        text: JSON as Keras 3 writes it, or Keras 2.
        fold: Whether sections that repeat become modules.

    Raises:
        ReadingError: It describes no model that can be drawn.
    """
    whole: Any = modern(parsed(text))
    if not isinstance(whole, dict) or not {"class_name", "config"} <= whole.keys():
        raise ReadingError(
            "The text describes no Keras model. Expected: a record with class_name and config, as model.to_json() gives it. "
            "Choose another file."
        )
    return opened(model(record(whole, LayerRecord, "The model")), fold)
