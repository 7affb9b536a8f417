"""A column that scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.panels.scroll_column import ScrollColumn


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
