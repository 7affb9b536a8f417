from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from studio.app.docks import BOTTOM, FRONT, PLACES, Docks

Made = Callable[[], tuple[QMainWindow, Docks]]


@pytest.fixture
def made(qtbot: QtBot) -> Made:
    def make() -> tuple[QMainWindow, Docks]:
        window = QMainWindow()
        qtbot.addWidget(window)
        window.setCentralWidget(QWidget())
        docks = Docks(window, {name: QWidget() for name in PLACES})
        window.resize(1600, 928)
        with qtbot.waitExposed(window):
            window.show()
        docks.fit(window.size())
        QApplication.processEvents()
        return window, docks

    return make


def arrangement(window: QMainWindow, docks: Docks) -> dict[str, Any]:
    """What a person sees: side, neighbours in the tabs, size where it is in front."""
    return {
        name: (
            window.dockWidgetArea(dock),
            {tab.objectName() for tab in window.tabifiedDockWidgets(dock)},
            dock.size() if docks.visible(name) else None,
        )
        for name, dock in docks.items().items()
    }


def test_panels_stand_where_the_design_has_them(made: Made) -> None:
    window, docks = made()
    for name, place in PLACES.items():
        assert window.dockWidgetArea(docks[name]) == place.area
        tabs = {tab.objectName() for tab in window.tabifiedDockWidgets(docks[name])}
        assert tabs == {other for other, where in PLACES.items() if where.group == place.group} - {name}
    assert (docks["palette"].width(), docks["properties"].width()) == (228, 300)
    assert docks["curves"].x() < docks["feature_maps"].x()
    assert docks["properties"].height() == window.height()


def test_the_first_of_each_group_is_in_front(made: Made) -> None:
    _, docks = made()
    seen = {name for name in PLACES if docks.visible(name)}
    assert seen == {"palette", "properties", *FRONT}


def test_the_board_keeps_half_of_the_window(made: Made) -> None:
    window, _ = made()
    board = window.centralWidget()
    assert board.width() >= window.width() / 2
    assert board.height() >= window.height() / 2


def test_showing_a_panel_brings_it_to_the_front(made: Made) -> None:
    _, docks = made()
    docks.show("runs")
    assert docks.visible("runs")
    assert not docks.visible("curves")


def test_a_closed_panel_comes_back_where_it_was(made: Made) -> None:
    window, docks = made()
    before = arrangement(window, docks)
    docks["feature_maps"].close()
    assert not docks.visible("feature_maps")
    docks.show("feature_maps")
    QApplication.processEvents()
    assert docks.visible("feature_maps")
    assert arrangement(window, docks) == before


def test_a_panel_floats_with_a_title_and_comes_back_without(made: Made) -> None:
    window, docks = made()
    docks["curves"].setFloating(True)
    assert docks["curves"].isWindow()
    assert docks["curves"].titleBarWidget() is None
    docks["curves"].setFloating(False)
    assert docks["curves"].titleBarWidget() is not None
    assert window.dockWidgetArea(docks["curves"]) == BOTTOM


def test_reset_puts_everything_back(made: Made) -> None:
    window, docks = made()
    before = arrangement(window, docks)
    docks["curves"].setFloating(True)
    docks["palette"].close()
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["recipe"])
    docks.reset()
    QApplication.processEvents()
    assert arrangement(window, docks) == before
    assert all(docks.visible(name) for name in FRONT)


def test_the_arrangement_is_remembered_for_the_next_start(made: Made) -> None:
    window, docks = made()
    docks["palette"].close()
    docks["runs"].raise_()
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["recipe"])
    QApplication.processEvents()
    before = arrangement(window, docks)
    docks.remember()
    other, recalled = made()
    assert recalled.recall()
    QApplication.processEvents()
    assert {name: (area, tabs) for name, (area, tabs, _) in arrangement(other, recalled).items()} == {
        name: (area, tabs) for name, (area, tabs, _) in before.items()
    }
    assert not recalled.visible("palette")
    assert recalled.visible("runs")


def test_without_a_remembered_arrangement_there_is_none(made: Made) -> None:
    _, docks = made()
    assert not docks.recall()
