"""Keras models opened as drawings, and the whole catalogue in the palette."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.canvas.board import Board
from studio.compile.reading.keras_file import read_keras
from studio.graph.measure import measure
from studio.look import Look
from tests.benchmarks.table import Row, busy_milliseconds, median

_MODELS = ("ResNet50", "ResNet152")
_SIZE = (1600, 900)
_SHELF = (
    "all blocks and the shipped modules, to a painted palette; CPU time in fresh processes that have a project and a widget, median of {}"
)


def rows(quick: bool) -> Iterator[Row]:
    turns = 3 if quick else 9
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        for name in _MODELS:
            path = _saved(name, Path(folder))
            read = median([busy_milliseconds(lambda path=path: read_keras(path)) for _ in range(turns)])
            opened = read_keras(path)
            drawn = median([_drawn(opened.graph) for _ in range(turns)])
            nodes = len(opened.graph.nodes)
            figures = f"{read + drawn:.0f} ms: read, folded and laid out {read:.0f}, measured and painted {drawn:.0f}"
            yield Row(f"{name}.keras to a painted drawing", figures, "", f"{nodes} nodes; CPU time of one thread, median of {turns}")
    app.processEvents()
    with tempfile.TemporaryDirectory() as folder:
        _catalogue(folder)  # compiles the files, as they are where the studio is installed
        made, read, shown = (median(each) for each in zip(*(_catalogue(folder) for _ in range(turns)), strict=True))
    figures = f"{made + read + shown:.0f} ms: blocks made {made:.0f}, modules read {read:.0f}, shown {shown:.0f}"
    yield Row("the full catalogue in the palette", figures, "50 ms", _SHELF.format(turns))


def _saved(name: str, folder: Path) -> Path:
    """A file of Keras's own network with random weights."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    import keras

    path = folder / f"{name}.keras"
    getattr(keras.applications, name)(weights=None).save(path)
    return path


def _drawn(graph: Any) -> float:
    board, image = Board(Look()), QImage(*_SIZE, QImage.Format.Format_RGB32)
    board.resize(*_SIZE)

    def work() -> None:
        board.show_graph(graph, measure(graph))
        board.render(image)

    taken = busy_milliseconds(work)
    board.deleteLater()
    return taken


def _catalogue(compiled: str) -> list[float]:
    """Milliseconds to make the blocks, to read the modules and to show both."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": compiled}
    program = [sys.executable, "-m", "tests.benchmarks.shelf"]
    told = subprocess.run(program, check=True, capture_output=True, text=True, timeout=60, env=kept).stdout
    return [float(each) for each in told.splitlines()[-1].split()]
