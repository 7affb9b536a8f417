"""Keras models in files, as their descriptions alone: what the window reads of them."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

from tests.compile.reading.configs import Record, image, layer, sequential


def small(name: str = "digit_reader", shape: tuple[int, ...] = (28, 28, 1), *more: Record) -> Record:
    """Scaling, a convolution, and scores for ten classes."""
    return sequential(
        image("image", shape),
        layer("Rescaling", "scaled", scale=1 / 255, offset=0.0),
        layer("Conv2D", "first", filters=4, kernel_size=[5, 5], activation="relu"),
        *more,
        layer("Flatten", "flat"),
        layer("Dense", "last", units=10, activation="softmax"),
        name=name,
    )


def odd() -> Record:
    """A layer of somebody's own."""
    return layer("Odd", "odd", module="theirs", own="mine>Odd")


def saved(path: Path, model: Record | None = None) -> Path:
    """A `.keras` file of a model, without its weights; a `.json` where it is called so."""
    text = json.dumps(model or small())
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".json":
        path.write_text(text, encoding="utf-8")
        return path
    with ZipFile(path, "w") as archive:
        archive.writestr("config.json", text)
    return path
