from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from studio.app.welcome import RECENT, RecentEntry, SampleCard, Welcome, WideButton
from studio.look import Look
from studio.project import samples
from tests.app.conftest import told

LEFT = Qt.MouseButton.LeftButton


def welcome(qtbot: QtBot, look: Look, recent: tuple[Path, ...] = ()) -> Welcome:
    made = Welcome(look, samples.samples(), recent)
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def page(qtbot: QtBot, look: Look, folder: Path) -> Welcome:
    return welcome(qtbot, look, (folder,))


def wide(page: Welcome, title: str) -> WideButton:
    return next(button for button in page.findChildren(WideButton) if button.accessibleName().startswith(f"{title}, "))


@pytest.mark.parametrize(
    ("title", "signal"),
    [
        ("Folder of images", "folder_asked"),
        ("NumPy file", "numpy_asked"),
        ("MNIST", "mnist_asked"),
        ("Empty drawing", "empty_asked"),
    ],
)
def test_new_from_data(page: Welcome, title: str, signal: str) -> None:
    asked = told(getattr(page, signal))
    QTest.mouseClick(wide(page, title), LEFT)
    assert len(asked) == 1


def test_one_thing_alone_is_filled(page: Welcome) -> None:
    filled = [part for part in page.findChildren(QAbstractButton) if part.property("filled")]
    assert [part.accessibleName().split(",")[0] for part in filled] == ["Folder of images"]


def test_a_lab_is_chosen(page: Welcome) -> None:
    chosen = told(page.lab_chosen)
    QTest.mouseClick(wide(page, "Convolution"), LEFT)
    assert chosen == ["convolution"]


def test_a_sample_is_opened_by_its_button_a_click_or_a_key(page: Welcome) -> None:
    chosen = told(page.sample_chosen)
    card = next(card for card in page.findChildren(SampleCard) if card.sample.name == "lenet5")
    QTest.mouseClick(card.findChildren(QPushButton)[0], LEFT)
    QTest.mouseClick(card, LEFT, pos=card.rect().center())
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert chosen == ["lenet5"] * 3


def test_a_recent_project_is_opened(page: Welcome, folder: Path) -> None:
    chosen = told(page.recent_chosen)
    QTest.mouseClick(page.findChildren(RecentEntry)[0], LEFT)
    assert chosen == [folder]


def test_a_project_folder_is_asked_for(page: Welcome) -> None:
    asked = told(page.open_asked)
    next(button for button in page.findChildren(QPushButton) if button.text().strip() == "Open a project").click()
    assert len(asked) == 1


def test_samples_are_found_by_name(page: Welcome) -> None:
    search = page.findChildren(QLineEdit)[0]
    QTest.keyClicks(search, "lenet")
    assert any(card.isVisible() for card in page.findChildren(SampleCard))
    QTest.keyClicks(search, "qqq")
    assert not any(card.isVisible() for card in page.findChildren(SampleCard))


def test_so_many_recent_projects_are_listed(qtbot: QtBot, look: Look) -> None:
    folders = tuple(samples.new_project(f"Project {number}") for number in range(RECENT + 2))
    assert len(welcome(qtbot, look, folders).findChildren(RecentEntry)) == RECENT


def test_without_recent_projects_it_says_what_will_be_here(qtbot: QtBot, look: Look) -> None:
    words = [label.text() for label in welcome(qtbot, look).findChildren(QLabel)]
    assert "Projects that you open are listed here, newest first." in words
