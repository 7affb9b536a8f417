"""A look for the tests of the look."""

import pytest
from pytestqt.qtbot import QtBot

from studio.look import Look


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()
