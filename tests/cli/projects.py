"""Small projects to work on from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.reshaping import Flatten
from studio.data import Data, ImageFolder, NumpyFile, Source
from studio.project import file
from studio.project.project import Project
from studio.recipe import Recipe
from tests.engine.orders import digits_file
from tests.graph.drawings import chain


def small_project(folder: Path, source: Source | None = None, classes: int = 10, **recipe: Any) -> Path:
    """A convolution and a Dense on 1,200 digits, or on another source; two epochs unless the recipe says otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    data = Data(source=source or NumpyFile(path=str(digits_file(folder))))
    blocks = (
        Input(shape=(28, 28, 1)),
        Conv2D(filters=4, kernel_size=(5, 5), strides=(2, 2), activation="relu"),
        Flatten(),
        Dense(units=classes),
        Output(),
    )
    project = Project(title="Small", data=data, recipe=Recipe(**{"epochs": 2, "batch_size": 32} | recipe))
    file.write(folder, project.with_graph(chain(*blocks)))
    return folder


def changed(folder: Path, change: Callable[[dict[str, Any]], Any]) -> Path:
    """The project with its file changed by hand."""
    path = folder / "project.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    change(record)
    path.write_text(json.dumps(record), encoding="utf-8")
    return folder


def nodes(record: dict[str, Any]) -> dict[str, Any]:
    """The nodes of a project's record, by name, to be changed."""
    return {node["name"]: node for node in record["graphs"]["main"]["nodes"].values()}


def picture_project(folder: Path, **classes: int) -> Path:
    """The network on pictures of noise: a folder with so many for each class."""
    random = np.random.default_rng(1)
    for name, count in classes.items():
        (folder / "pictures" / name).mkdir(parents=True)
        for number in range(count):
            save_picture(folder / "pictures" / name / f"{number}.pgm", random.integers(0, 256, (28, 28), dtype=np.uint8))
    source = ImageFolder(path=str(folder / "pictures"), height=28, width=28, colour="grey")
    return small_project(folder, source, classes=len(classes))


def save_picture(path: Path, pixels: np.ndarray) -> Path:
    """A grey picture in the simplest of formats."""
    height, width = pixels.shape[:2]
    path.write_bytes(b"P5 %d %d 255\n" % (width, height) + pixels.tobytes())
    return path
