"""The report from the window: written beside it, after the worker has counted, and opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.app.document import Document
from studio.app.reporting import Reporting
from studio.messages.events import Died, Loading, Refused, Tallied
from studio.messages.orders import Cancel, Tally
from tests.app.conftest import Told, told
from tests.report.conftest import train

RUN = "run-0001"


@pytest.fixture
def sent() -> list[Any]:
    return []


@pytest.fixture
def reporting(qtbot: QtBot, document: Document, sent: list[Any]) -> Iterator[Reporting]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Reporting(document, sent.append, window)
    yield made
    made.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the desktop was asked to open."""
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(QUrl(url).toLocalFile()))
    return asked


def progress(reporting: Reporting) -> QProgressDialog:
    (found,) = reporting.parent().findChildren(QProgressDialog)
    return found


def test_what_is_known_is_written_where_it_was_asked_for_and_opened(
    reporting: Reporting, opened: list[str], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, sent: list[Any]
) -> None:
    path, said = tmp_path / "mine", told(reporting.said)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    reporting.ask()
    qtbot.waitUntil(lambda: bool(said))
    assert said == [f"The report was written to {path}.html."]
    assert opened == [f"{path}.html"]
    assert "Nothing was trained yet." in path.with_suffix(".html").read_text(encoding="utf-8")
    assert sent == []


def test_the_worker_counts_first_and_says_how_far_it_is(
    reporting: Reporting, document: Document, opened: list[str], tmp_path: Path, qtbot: QtBot, sent: list[Any]
) -> None:
    train(document.folder)
    reporting.make(tmp_path / "report.html")
    assert sent == [Tally(project=str(document.folder), run=RUN, data=document.project.data)]
    reporting.take(Loading(stage="Loading TensorFlow"))
    assert progress(reporting).labelText() == "Loading TensorFlow …"
    reporting.take(Tallied(run="run-0009", done=9, total=9))
    reporting.take(Tallied(run=RUN, done=30, total=200))
    assert (progress(reporting).value(), progress(reporting).maximum()) == (30, 200)
    assert not (tmp_path / "report.html").exists()
    reporting.take(Tallied(run=RUN, done=200, total=200))
    qtbot.waitUntil(lambda: bool(opened))
    assert "Run 1 · Adam" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "event", [Refused(order="Tally", run=RUN, text="There are no images."), Died(text="There are no images.", again=False)]
)
def test_without_counts_it_is_written_all_the_same(
    reporting: Reporting, document: Document, opened: list[str], tmp_path: Path, qtbot: QtBot, event: Any
) -> None:
    train(document.folder)
    refused = told(reporting.refused)
    reporting.make(tmp_path / "report.html")
    reporting.take(event)
    qtbot.waitUntil(lambda: bool(opened))
    assert refused == ["There are no images. The report goes without a confusion matrix."]


def test_counting_is_given_up_by_a_click(
    reporting: Reporting, document: Document, opened: list[str], tmp_path: Path, sent: list[Any]
) -> None:
    train(document.folder)
    refused: Told = told(reporting.refused)
    reporting.make(tmp_path / "report.html")
    progress(reporting).canceled.emit()  # as its button does
    assert sent[1:] == [Cancel()]
    reporting.take(Refused(order="Tally", run=RUN, text="Tally was given up."))
    assert (refused, opened) == ([], [])
    assert not (tmp_path / "report.html").exists()


def test_a_place_that_cannot_be_written_is_told(reporting: Reporting, opened: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("")
    refused = told(reporting.refused)
    reporting.make(tmp_path / "file" / "report.html")
    qtbot.waitUntil(lambda: bool(refused))
    assert "cannot be written" in refused[0]
    assert opened == []
