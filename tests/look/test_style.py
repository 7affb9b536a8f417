"""The style sheet: complete, free of colours of its own, and understood by Qt."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from studio import colours, paths
from studio.look import DARK, LIGHT, Look, Theme, style

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


@THEMES
def test_every_placeholder_is_filled_and_every_picture_is_there(theme: Theme, look: Look) -> None:
    sheet = style.style_sheet(theme, look.icons)
    pictures = re.findall(r"url\((.*?)\)", sheet)
    assert "$" not in sheet.partition("*/")[2]
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_colours_live_in_one_file_alone() -> None:
    house = Path(colours.__file__).parent
    files = [paths.resources() / "themes" / "studio.qss", *house.rglob("*.py")]
    holding = [file for file in files if re.search(r"#[0-9a-fA-F]{6}\b", file.read_text(encoding="utf-8"))]
    assert holding == [house / "colours.py"]


def test_pictures_are_written_anew_where_somebody_changed_them(look: Look) -> None:
    sheet = style.style_sheet(DARK, look.icons)
    picture = Path(re.findall(r"url\((.*?)\)", sheet)[0])
    kept = picture.read_text()
    picture.write_text("spoiled")
    style.style_sheet(DARK, look.icons)
    assert picture.read_text() == kept


@pytest.mark.parametrize(("share", "mixed"), [(0.0, "#000000"), (0.5, "#808080"), (1.0, "#ffffff")])
def test_colours_mix_by_share(share: float, mixed: str) -> None:
    assert style.mixed("#000000", "#ffffff", share) == mixed


def test_the_application_follows_the_look(look: Look, qapp: QApplication) -> None:
    style.follow(qapp, look)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.panel
    look.use(LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.panel
    assert LIGHT.accent in qapp.styleSheet()
    assert DARK.accent not in qapp.styleSheet()


@pytest.mark.parametrize(("made", "height"), [(QPushButton, 32), (QLineEdit, 24), (QComboBox, 24)])
def test_heights_are_those_of_the_design(made: type, height: int, look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    style.apply(qapp, look)
    widget = made()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    widget.adjustSize()
    assert widget.height() == height
