import importlib.metadata
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

import studio
from studio.app.dialogs import LIBRARIES, About, Doctor, PreferencesDialog
from studio.app.preferences import Preferences
from studio.look import Look
from studio.panels.form_view import FormView
from tests.app.conftest import told


def rows(dialog: QDialog) -> list[tuple[str, ...]]:
    table = dialog.findChildren(QTableWidget)[0]
    return [tuple(table.item(row, column).text() for column in range(table.columnCount())) for row in range(table.rowCount())]


def test_about_names_versions_and_licences(qtbot: QtBot, look: Look) -> None:
    dialog = About(look)
    qtbot.addWidget(dialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"Abyss Studio {studio.__version__}" in words
    assert "Apache-2.0" in words
    found = rows(dialog)
    assert [(name, licence) for name, _, licence in found] == list(LIBRARIES)
    assert found[0][1] == importlib.metadata.version("PySide6-Essentials")


def test_the_doctor_speaks_when_he_is_done(qtbot: QtBot) -> None:
    dialog = Doctor([sys.executable, "-c", "print('Python is well ✓')"])
    qtbot.addWidget(dialog)
    text = dialog.findChildren(QPlainTextEdit)[0]
    assert text.toPlainText() == "Looking at Python, TensorFlow, GPU, Qt, display and disk …"
    qtbot.waitUntil(lambda: text.toPlainText().strip() == "Python is well ✓", timeout=20_000)


def test_closing_sends_the_doctor_home(qtbot: QtBot) -> None:
    dialog = Doctor([sys.executable, "-c", "import time; time.sleep(60)"])
    qtbot.addWidget(dialog)
    assert dialog._process.waitForStarted()
    dialog.reject()
    assert dialog._process.state() == dialog._process.ProcessState.NotRunning


@pytest.fixture
def preferring(qtbot: QtBot, look: Look) -> Iterator[tuple[FormView, list[Any]]]:
    dialog = PreferencesDialog(look, Preferences())
    qtbot.addWidget(dialog)
    yield dialog.findChildren(FormView)[0], told(dialog.changed)
    dialog.close()


def test_a_preference_holds_at_once(preferring: tuple[FormView, list[Any]]) -> None:
    form, changed = preferring
    form._take(form.row("theme"), "light")
    assert changed == [Preferences(theme="light")]


def test_a_preference_out_of_range_is_refused_in_words(preferring: tuple[FormView, list[Any]]) -> None:
    form, changed = preferring
    form._take(form.row("live_share"), 90)
    assert form.faults() == {"live_share": "Preferences: live_share must be a number from 0.0 to 50.0. Received: 90."}
    assert changed == []
