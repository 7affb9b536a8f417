"""What is dropped on the window: projects and data are taken, everything else is told in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from studio.app import preferences
from studio.app.dropping import Dropped, dropped, elsewhere
from studio.app.preferences import Preferences
from studio.app.window import Window
from studio.data import ImageFolder, NumpyFile
from studio.data.sources import Mnist
from studio.look import Look
from studio.messages.orders import ImageChoice, Watch
from studio.project import samples
from tests.app.conftest import answer

TAKES = (
    "Expected: a project folder, a Keras model (.keras, .h5, a SavedModel, or a .py that builds one), a NumPy file (.npz), "
    "a folder with one folder of images for each class, or a single image."
)
INSTEAD = 'Save the model that it was made from by model.save("model.keras") in Keras 3, and drop that file.'


def classes(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "one.PNG").touch()
    return folder


def test_a_project_is_its_folder_or_its_file(home: Path) -> None:
    folder = samples.open_sample("lenet5")
    assert dropped([folder]) == dropped([folder / "project.json"]) == Dropped(project=folder)


def test_data_is_a_numpy_file_or_a_folder_of_classes(tmp_path: Path) -> None:
    file = tmp_path / "digits.npz"
    file.touch()
    assert dropped([file]) == Dropped(source=NumpyFile(path=str(file)))
    folder = classes(tmp_path / "pets", "cats", "dogs")
    assert dropped([folder]) == Dropped(source=ImageFolder(path=str(folder)))


@pytest.mark.parametrize("name", ["cat.jpg", "CAT.PNG", "scan.tif"])
def test_a_single_image_is_looked_at(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert dropped([tmp_path / name]) == Dropped(image=tmp_path / name)


@pytest.mark.parametrize("name", ["model.keras", "MODEL.KERAS", "model.json"])
def test_a_keras_model_is_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert dropped([tmp_path / name]) == Dropped(model=tmp_path / name)


def test_so_is_one_that_was_exported_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "model.keras").touch()
    assert dropped([tmp_path]) == Dropped(model=tmp_path / "model.keras")


@pytest.mark.parametrize("name", ["model.tflite", "model.onnx", "model.pb"])
def test_a_model_of_another_kind_is_told_apart(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    words = f"{name} is a model of a kind that cannot be opened here."
    assert dropped([tmp_path / name]).refusal == f"{words} {TAKES} {INSTEAD}"


@pytest.mark.parametrize("name", ["model.h5", "model.hdf5", "MODEL.H5", "model.py"])
def test_older_files_and_scripts_are_models(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert dropped([tmp_path / name]) == Dropped(model=tmp_path / name)


def test_so_is_a_saved_model(tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "saved_model.pb").touch()
    assert dropped([tmp_path / "served"]) == Dropped(model=tmp_path / "served")


def test_other_files_say_what_is_expected(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    assert dropped([tmp_path / "notes.txt"]).refusal == f"notes.txt cannot be opened here. {TAKES} Drop one of these."


def test_a_folder_of_neither_says_so(tmp_path: Path) -> None:
    one = classes(tmp_path / "pets", "cats")
    sentence = f"pets holds neither project.json nor folders of images. {TAKES} Put the images of each class into a folder of their own."
    assert dropped([one]).refusal == sentence


def test_what_is_gone_what_is_many_and_what_is_elsewhere(tmp_path: Path) -> None:
    gone = tmp_path / "gone.npz"
    assert dropped([gone]).refusal == f"{gone} is not there, or cannot be reached. {TAKES} Drop it again once it is."
    assert dropped([tmp_path, tmp_path]).refusal == f"2 files were dropped at once. {TAKES} Drop one of them."
    assert elsewhere("https://a.org/b.npz").refusal == (
        f"https://a.org/b.npz is no file of this computer. {TAKES} Save it here first, then drop what was saved."
    )


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    preferences.write(Preferences(early_worker=False))
    made = Window(Look())
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if made.workspace is not None and made.workspace.document.unsaved:
        answer(QMessageBox.StandardButton.Discard, [])
    made.close()
    made.deleteLater()


def drop(window: Window, path: Path) -> None:
    data, copy, left = QMimeData(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    data.setUrls([QUrl.fromLocalFile(str(path))])
    point = QPoint(400, 300)
    enter = QDragEnterEvent(point, copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(point), copy, data, left, Qt.KeyboardModifier.NoModifier))
    QApplication.processEvents()


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    path = tmp_path / "digits.npz"
    np.savez(path, images=np.zeros((20, 28, 28, 1), np.uint8), labels=np.arange(20) % 10)
    return path


def test_a_dropped_project_is_opened(window: Window) -> None:
    folder = samples.open_sample("lenet5")
    drop(window, folder)
    assert window.workspace is not None
    assert window.workspace.document.folder == folder


def test_data_dropped_on_the_welcome_page_begins_a_project(window: Window, digits: Path) -> None:
    drop(window, digits)
    assert window.workspace is not None
    assert window.workspace.document.project.title == "digits"
    assert window.workspace.document.project.data.source == NumpyFile(path=str(digits))


@pytest.mark.parametrize("button", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No])
def test_data_dropped_on_a_project_is_asked_for(window: Window, qtbot: QtBot, digits: Path, button: QMessageBox.StandardButton) -> None:
    window.open_sample("lenet5")
    words: list[str] = []
    answer(button, words)
    drop(window, digits)
    qtbot.waitUntil(lambda: bool(words) and QApplication.activeModalWidget() is None)
    assert window.workspace is not None
    title = window.workspace.document.project.title
    assert words == [f"Train {title} on digits.npz instead of MNIST? It can be undone."]
    wanted = NumpyFile(path=str(digits)) if button == QMessageBox.StandardButton.Yes else Mnist()
    assert window.workspace.document.project.data.source == wanted


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "seven.png"
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    assert image.save(str(path))
    return path


def test_an_image_dropped_on_a_project_is_looked_at(window: Window, qtbot: QtBot, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_sample("lenet5")
    workspace = window.workspace
    assert workspace is not None
    sent: list[Any] = []
    monkeypatch.setattr(workspace.inspection, "_send", sent.append)
    before = workspace.document.project
    drop(window, photo)
    qtbot.waitUntil(lambda: any(isinstance(order, Watch) for order in sent))
    watch = next(order for order in sent if isinstance(order, Watch))
    assert watch.image == ImageChoice(part="test", index=0, file=str(photo))
    assert workspace.docks.visible("feature_maps")
    assert workspace.status._note.text() == (
        "seven.png is looked at. The cross beside its name in Feature maps leads back to the images of the data."
    )
    assert workspace.document.project is before


def test_an_image_dropped_on_the_welcome_page_asks_for_a_project(window: Window, qtbot: QtBot, photo: Path) -> None:
    words: list[str] = []
    answer(QMessageBox.StandardButton.Ok, words)
    drop(window, photo)
    qtbot.waitUntil(lambda: bool(words))
    assert words == [
        "seven.png is a single image, and there is no network yet to look at it. Expected: a project that is open. "
        "Open one, then drop the image on it."
    ]


def test_what_cannot_be_opened_is_said(window: Window, tmp_path: Path) -> None:
    window.open_sample("lenet5")
    (tmp_path / "model.onnx").touch()
    drop(window, tmp_path / "model.onnx")
    assert window.workspace is not None
    assert "model.onnx is a model of a kind that cannot be opened here." in window.workspace.panels.console.shown()[-1]
