"""The weights of an opened model are asked for once, in sight, and can be given up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.app.document import Document
from studio.app.weights_taking import WeightsTaking
from studio.messages.events import Died, Imported, Importing, Loading, Refused
from studio.messages.orders import Cancel, Import
from studio.project import file, samples
from studio.project.opened_model import open_model
from studio.project.origin import read_origin
from tests.app.conftest import told
from tests.project.keras_models import saved

Taking = tuple[WeightsTaking, list[Any], QProgressDialog]


@pytest.fixture
def document(qtbot: QtBot, tmp_path: Path) -> Iterator[Document]:
    folder, _ = open_model(saved(tmp_path / "mine.keras"))
    made = Document(folder, file.read(folder))
    yield made
    made.close()


def imported(same: bool, reason: str) -> Imported:
    return Imported(run="run-0001", model="mine.keras", layers=2, images=8, difference=0.0, same=same, reason=reason)


def test_once_they_are_there_they_are_not_asked_for_again(document: Document) -> None:
    sent: list[Any] = []
    made = WeightsTaking(document, sent.append)
    taken, said = told(made.taken), told(made.said)
    made.begin()
    made.take(imported(same=True, reason="Opened from mine.keras."))
    assert (taken, said[1:]) == (["run-0001"], ["Opened from mine.keras."])
    assert read_origin(document.folder) is None
    made.begin()
    assert len(sent) == 1


def test_weights_that_answer_otherwise_are_told_as_a_fault(document: Document) -> None:
    made = WeightsTaking(document, lambda _: None)
    refused = told(made.refused)
    made.begin()
    made.take(imported(same=False, reason="It answers otherwise."))
    assert refused == ["It answers otherwise."]


def test_refused_they_are_asked_for_when_the_project_is_opened_again(document: Document) -> None:
    sent: list[Any] = []
    made = WeightsTaking(document, sent.append)
    refused = told(made.refused)
    made.begin()
    made.take(Refused(order="Import", run="run-0001", text="mine.keras is not there any more."))
    assert refused == ["mine.keras is not there any more."]
    WeightsTaking(document, sent.append).begin()
    assert [type(order) for order in sent] == [Import, Import]


def importing(stage: Any, done: int = 0, total: int = 0) -> Importing:
    return Importing(run="run-0001", stage=stage, done=done, total=total)


@pytest.fixture
def on_the_way(document: Document, qtbot: QtBot) -> Iterator[Taking]:
    sent: list[Any] = []
    window = QWidget()
    qtbot.addWidget(window)
    made = WeightsTaking(document, sent.append, window)
    made.begin()
    (progress,) = window.findChildren(QProgressDialog)
    yield made, sent, progress
    made.close()


def test_how_far_it_is_stands_in_a_small_window_beside_which_one_goes_on(on_the_way: Taking) -> None:
    made, _, progress = on_the_way
    assert not progress.isModal()
    shown = []
    for event in (
        Loading(stage="Loading TensorFlow"),
        importing("reading"),
        importing("building"),
        importing("taking", 16, 60),
        importing("comparing"),
    ):
        made.take(event)
        shown.append((progress.labelText(), progress.value(), progress.maximum()))
    assert shown == [
        ("Loading TensorFlow …", 0, 0),
        ("Reading mine.keras …", 0, 0),
        ("Building the layers of the drawing …", 0, 0),
        ("Taking the weights of mine.keras …", 16, 60),
        ("Comparing what the drawing and mine.keras answer …", 0, 0),
    ]
    made.take(imported(same=True, reason="Opened from mine.keras."))
    assert progress.isHidden()


def test_given_up_nothing_is_lost_and_they_can_be_taken_again(on_the_way: Taking, document: Document) -> None:
    made, sent, progress = on_the_way
    said, refused, taken = told(made.said), told(made.refused), told(made.taken)
    progress.canceled.emit()  # as its button does
    assert sent[1:] == [Cancel(order="Import")]
    words = "The weights of mine.keras are not taken. They still can be: choose Take the weights of the opened model in the menu Train."
    assert said == [words]
    assert read_origin(document.folder)
    made.wanted()
    made.take(importing("comparing"))  # of the first, which has not heard yet
    made.take(Refused(order="Import", run="run-0001", text="Import was given up."))
    assert refused == []
    made.take(imported(same=True, reason="Opened from mine.keras."))
    assert (taken, [type(order) for order in sent]) == (["run-0001"], [Import, Cancel, Import])
    assert read_origin(document.folder) is None


def test_given_up_too_late_they_are_taken(on_the_way: Taking, document: Document) -> None:
    made, _, progress = on_the_way
    taken = told(made.taken)
    progress.canceled.emit()
    made.take(imported(same=True, reason="Opened from mine.keras."))
    assert taken == ["run-0001"]
    assert read_origin(document.folder) is None


def test_a_worker_that_died_is_asked_again_while_another_one_comes(on_the_way: Taking) -> None:
    made, sent, progress = on_the_way
    made.take(Died(text="The worker was killed. It is started again.", again=True))
    assert [type(order) for order in sent] == [Import, Import]
    made.take(Died(text="The worker was killed.", again=False))
    assert progress.isHidden()


def test_a_project_of_ones_own_asks_for_nothing(qtbot: QtBot, home: Path) -> None:
    folder = samples.open_sample("lenet5")
    document, sent = Document(folder, file.read(folder)), list[Any]()
    WeightsTaking(document, sent.append).begin()
    assert sent == []
    document.close()
