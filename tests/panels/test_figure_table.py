"""Figures one under the other: where their names stay, numbers are written into the rows that are there."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from studio.look import Look
from studio.panels.figure_table import FigureTable, Line
from studio.panels.share_bar import ShareBar

FIRST: list[Line] = [("Nodes", "11", None, "", ""), ("Convolution", "2,572", 0.25, "grid-3x3", "convolution")]
OTHER: list[Line] = [("Nodes", "12", None, "", ""), ("Convolution", "9,000", 0.5, "grid-3x3", "convolution")]


@pytest.fixture
def table(look: Look, shown: Callable[..., Any]) -> FigureTable:
    made: FigureTable = shown(FigureTable(look), 300, 200)
    return made


def read(table: FigureTable) -> tuple[list[str], list[float]]:
    QApplication.processEvents()  # what was added is shown then
    words = [label.text() for label in table.findChildren(QLabel) if label.isVisible() and label.text()]
    return words, [bar.share() for bar in table.findChildren(ShareBar) if bar.isVisible()]


def test_other_numbers_are_shown_in_the_same_rows(table: FigureTable) -> None:
    table.fill(FIRST)
    labels = table.findChildren(QLabel)
    assert read(table) == (["Nodes", "11", "Convolution", "2,572", "25 %"], [0.25])
    table.fill(OTHER)
    assert read(table) == (["Nodes", "12", "Convolution", "9,000", "50 %"], [0.5])
    assert table.findChildren(QLabel) == labels
    assert table.words() == {"Nodes": "12", "Convolution": "9,000"}


def test_other_lines_get_rows_of_their_own(table: FigureTable) -> None:
    table.fill(OTHER)
    table.fill(FIRST[:1])
    assert read(table) == (["Nodes", "11"], [])
    table.fill(FIRST)
    assert read(table)[1] == [0.25]
