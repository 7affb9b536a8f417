from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.data import Data, ImageFolder, Mnist, NumpyFile
from studio.data.facts import DataError, Facts, facts
from studio.look import LIGHT, Look
from studio.panels.class_rows import Place
from studio.panels.data import FILE, FOLDER, DataPanel

PETS = Facts((64, 64, 3), ("cats", "dogs"), (60, 40))


@pytest.fixture
def panel(look: Look, shown: Callable[..., Any]) -> DataPanel:
    made: DataPanel = shown(DataPanel(look), 780, 296)
    return made


def press(panel: DataPanel, name: str, qtbot: QtBot) -> None:
    button = next(each for each in panel._segments.findChildren(QPushButton) if each.text() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_counts_and_parts_are_said(panel: DataPanel) -> None:
    panel.show_found(facts(Mnist()))
    assert panel.words() == ("MNIST", "70,000 images · 28 × 28 × 1 · 10 classes", "55,000 train", "5,000 validation", "10,000 test")


def test_shares_change_the_parts(panel: DataPanel) -> None:
    panel.show_data(Data(source=ImageFolder(path="/pets"), validation=0.2, test=0.1))
    panel.show_found(PETS)
    assert panel.words() == ("pets", "100 images · 64 × 64 × 3 · 2 classes", "70 train", "20 validation", "10 test")


def test_mnist_is_taken_at_once_a_folder_is_asked_for_first(panel: DataPanel, qtbot: QtBot) -> None:
    told: list[Data] = []
    asked: list[tuple[str, str]] = []
    panel.changed.connect(told.append)
    panel.browse_asked.connect(lambda start, label: asked.append((start, label)))
    press(panel, "Image folder", qtbot)
    assert (asked, told, panel._segments.value()) == ([("", FOLDER)], [], "MNIST")
    panel.take_path("")
    assert told == []
    panel.take_path("/pets")
    assert told == [Data(source=ImageFolder(path="/pets"))]
    press(panel, "MNIST", qtbot)
    assert told[-1] == Data()


def test_another_folder_keeps_the_size_of_the_pictures(panel: DataPanel) -> None:
    panel.show_data(Data(source=ImageFolder(path="/pets", height=32)))
    told: list[Data] = []
    asked: list[tuple[str, str]] = []
    panel.changed.connect(told.append)
    panel.browse_asked.connect(lambda start, label: asked.append((start, label)))
    panel.forms()[0].browse_asked.emit("/pets", "")
    panel.take_path("/birds")
    assert asked == [("/pets", FOLDER)]
    assert told == [Data(source=ImageFolder(path="/birds", height=32))]


def test_a_numpy_file_is_asked_for(panel: DataPanel, qtbot: QtBot) -> None:
    asked: list[str] = []
    panel.browse_asked.connect(lambda _start, label: asked.append(label))
    press(panel, "NumPy file", qtbot)
    panel.take_path("/digits.npz")
    assert asked == [FILE]
    assert panel._data == Data(source=NumpyFile(path="/digits.npz"))


def test_a_source_that_the_shares_do_not_suit_is_refused_in_words(panel: DataPanel, qtbot: QtBot) -> None:
    panel.show_data(Data(validation=0.5, test=0.6))
    press(panel, "Image folder", qtbot)
    panel.take_path("/pets")
    assert panel.problem() == "Data: validation and test together must leave images to train on: less than 1. Received: 0.5 + 0.6."
    assert panel._data.source == Mnist()


def test_what_is_wrong_with_the_data_is_said_whole(panel: DataPanel) -> None:
    panel.show_found(DataError(["ImageFolder: class cats has no pictures.", "ImageFolder: class dogs has no pictures."]))
    assert panel.problem() == "ImageFolder: class cats has no pictures.\nImageFolder: class dogs has no pictures."
    panel.show_found(PETS)
    assert panel.problem() == ""


def test_an_image_is_chosen_by_click_and_by_arrows(panel: DataPanel, qtbot: QtBot, look: Look) -> None:
    panel.show_found(PETS)
    images = np.random.default_rng(0).integers(0, 255, (4, 64, 64, 3), np.uint8)
    panel.show_images(images, (1, 0, 1, 1), PETS.classes, (7, 8, 9, 10))
    chosen: list[int] = []
    panel.image_chosen.connect(chosen.append)
    rows = panel.rows()
    assert rows.place_of(9) == Place(1, 1)
    qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.area_of(Place(1, 1)).center())
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right):
        qtbot.keyClick(rows, key)
    assert chosen == [9, 7, 8]
    look.use(LIGHT)


def test_other_classes_take_the_old_images_away(panel: DataPanel) -> None:
    panel.show_found(PETS)
    panel.show_images(np.zeros((1, 8, 8, 1), np.uint8), (0,), PETS.classes, (3,))
    panel.show_found(facts(Mnist()))
    assert panel.rows().place_of(3) is None
