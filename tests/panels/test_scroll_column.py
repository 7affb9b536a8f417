"""A column that scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.panels.scroll_column import MARGIN, ScrollColumn


class Resized(QObject):
    """Counts how often a widget is resized."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Resize
        return super().eventFilter(watched, event)


def column_of(qtbot: QtBot, *widgets: QWidget) -> ScrollColumn:
    column = ScrollColumn()
    qtbot.addWidget(column)
    column.section(*widgets, line=False)
    column.resize(260, 400)
    with qtbot.waitExposed(column):
        column.show()
    return column


def test_a_column_that_told_its_height_is_as_wide_as_its_panel_again(qtbot: QtBot) -> None:
    column = ScrollColumn()
    qtbot.addWidget(column)
    words = QLabel("words that wrap " * 20)
    words.setWordWrap(True)
    column.section(words)
    assert column.height_at(200) > column.height_at(400)
    column.resize(320, 60)
    with qtbot.waitExposed(column):
        column.show()
    assert column.widget().width() == column.viewport().width()


@pytest.mark.usefixtures("look")
def test_what_scrolls_is_as_wide_as_what_does_not(qtbot: QtBot) -> None:
    column = column_of(qtbot, QLabel("\n".join("abcdef")))
    widths, bar = [], column.verticalScrollBar()
    for height in (400, 40, 400):
        column.resize(260, height)
        QApplication.processEvents()
        widths.append((bar.maximum() > 0, column.viewport().width(), column.widget().width()))
    assert widths == [(False, 260, 260), (True, 260, 260), (False, 260, 260)]


@pytest.mark.usefixtures("look")
def test_the_bar_lies_in_the_right_margin_and_scrolls(qtbot: QtBot) -> None:
    line = QLabel("\n".join("abcdef"))
    column = column_of(qtbot, line)
    column.resize(260, 40)
    bar = column.verticalScrollBar()
    assert bar.mapTo(column, QPoint()).x() == 260 - bar.width()
    assert bar.width() < MARGIN
    assert line.geometry().right() < 260 - bar.width()
    QTest.keyClick(column, Qt.Key.Key_Down)
    assert column.widget().y() == -bar.singleStep()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(4, bar.height() - 2))
    assert column.widget().y() < -bar.singleStep()


@pytest.mark.usefixtures("look")
def test_the_bar_is_seen_only_where_there_is_something_to_scroll(qtbot: QtBot) -> None:
    column = column_of(qtbot, QLabel("\n".join("abcdef")))

    def colours() -> int:
        QApplication.processEvents()
        bar = column.verticalScrollBar()
        shown = column.grab(bar.parentWidget().geometry()).toImage()
        return len({shown.pixel(4, y) for y in range(shown.height())})

    assert colours() == 1
    column.resize(260, 40)
    assert colours() > 1


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("width", [240, 250, 258, 266, 280])
def test_a_column_comes_to_rest_though_what_is_in_it_is_wider(qtbot: QtBot, width: int) -> None:
    """Words that wrap are lower where they are wider: a bar that took width could bring and send itself away for ever."""
    wide, words = QWidget(), QLabel("words that wrap " * 9)
    wide.setMinimumWidth(236)
    words.setWordWrap(True)
    column = column_of(qtbot, wide, words)
    for height in range(30, 160):
        column.resize(width, height)
        QApplication.processEvents()
        resized = Resized(column.widget())
        QApplication.processEvents()
        assert resized.times == 0
