"""What the tests of panels share: a look, and a way to show a panel at its place's size."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.look import Look

P = TypeVar("P", bound=QWidget)


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()


@pytest.fixture
def hover(qtbot: QtBot) -> Callable[[QWidget, QPoint], None]:
    """Moves the mouse to a place in a widget, from elsewhere, since a mouse that is there already does not move."""

    def move(widget: QWidget, place: QPoint) -> None:
        qtbot.mouseMove(widget, place + QPoint(20, 20))
        qtbot.mouseMove(widget, place)

    return move


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Shows a panel and waits until it is on screen."""

    def show(panel: P, width: int = 780, height: int = 296) -> P:
        qtbot.addWidget(panel)
        panel.resize(width, height)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel

    return show
