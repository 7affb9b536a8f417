"""A project of one's own, its document, and the whole workspace on screen without a worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from studio.app.document import Document
from studio.app.preferences import Preferences
from studio.blocks.dense import Dense
from studio.graph import edits
from studio.graph.model import Graph
from studio.look import Look
from studio.project import file, samples

Told = list[Any]


def told(signal: SignalInstance) -> Told:
    """Keeps what a signal carries; several values as a tuple."""
    kept: Told = []
    signal.connect(lambda *values: kept.append(values[0] if len(values) == 1 else values))
    return kept


def with_dense(graph: Graph, units: int = 7) -> Graph:
    """The drawing with one more node, or that node with other units."""
    there = graph.named("extra")
    if there is not None:
        return edits.change(graph, there.id, Dense(units=units))
    return edits.add(graph, Dense(units=units), (0.0, 600.0), "extra")[0]


def node_id(graph: Graph, name: str) -> str:
    node = graph.named(name)
    assert node is not None, name
    return node.id


def answer(button: QMessageBox.StandardButton, words: list[str], patience: float = 5.0) -> None:
    """Presses a button of the next question as soon as it is on screen, and keeps what it says."""
    ends = time.monotonic() + patience

    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            words.append(box.text())
            box.button(button).click()
        elif time.monotonic() < ends:
            QTimer.singleShot(20, press)

    QTimer.singleShot(0, press)


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()


@pytest.fixture
def folder(home: Path) -> Path:
    """A copy of LeNet-5."""
    return samples.open_sample("lenet5")


@pytest.fixture
def document(qtbot: QtBot, folder: Path) -> Iterator[Document]:
    made = Document(folder, file.read(folder))
    yield made
    made.close()


@pytest.fixture
def workspace(qtbot: QtBot, look: Look, folder: Path) -> Iterator[Any]:
    """LeNet-5 in its workspace at the design's size; no worker is started."""
    from studio.app.workspace import Workspace

    made = Workspace(look, folder, file.read(folder), Preferences(early_worker=False))
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.shut()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Fills the disk: whatever is written from now on finds no room."""
    import errno
    import os

    def no_room(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(os, "fsync", no_room)
