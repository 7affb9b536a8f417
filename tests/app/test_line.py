from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app.line import Line
from studio.messages import events
from tests.app.conftest import told

WORDS = events.Printed(text="one")


@pytest.fixture
def line(qtbot: QtBot, folder: Path) -> Iterator[Line]:
    made = Line(folder)
    yield made
    made.close()


def test_what_the_worker_says_is_told_in_the_windows_thread(line: Line) -> None:
    heard = told(line.told)
    line._engine._listener(WORDS)
    assert heard == []
    QApplication.processEvents()
    assert heard == [WORDS]


def test_what_was_under_way_when_the_line_closed_is_told_to_nobody(line: Line) -> None:
    heard = told(line.told)
    line._engine._listener(WORDS)
    line.close()
    QApplication.processEvents()
    assert heard == []


def test_last_words_of_the_worker_before_are_not_those_of_the_next(line: Line, tmp_path: Path) -> None:
    heard = told(line.told)
    line._engine._listener(WORDS)
    line.move(tmp_path)
    QApplication.processEvents()
    assert heard == []
