"""Small windows with round corners: cut to their outline, and deaf to the shortcuts of the window behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QRegion, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.colours import Theme
from studio.look import DARK, LIGHT, Look
from studio.look.sheet import RADIUS, Sheet, rounded


def mirrored(region: QRegion, size: QSize, across: bool) -> set[tuple[int, int]]:
    return {(size.width() - 1 - x if across else x, y if across else size.height() - 1 - y) for x, y in pixels(region)}


def pixels(region: QRegion) -> set[tuple[int, int]]:
    return {(x, y) for rect in region for x in range(rect.left(), rect.right() + 1) for y in range(rect.top(), rect.bottom() + 1)}


@given(st.integers(16, 40), st.integers(16, 40), st.integers(1, 8))
def test_a_pixel_belongs_to_it_where_its_middle_lies_within_the_corner(width: int, height: int, radius: int) -> None:
    found = pixels(rounded(QSize(width, height), radius))
    for x in range(radius):
        for y in range(radius):
            away = (radius - x - 0.5) ** 2 + (radius - y - 0.5) ** 2
            if abs(away - radius**2) > 1:  # on the very line either is right
                assert ((x, y) in found) == (away < radius**2)
    assert {(x, height // 2) for x in range(width)} <= found


@given(st.integers(16, 40), st.integers(16, 40))
def test_all_corners_are_alike(width: int, height: int) -> None:
    size = QSize(width, height)
    region = rounded(size, RADIUS)
    assert pixels(region) == mirrored(region, size, across=True) == mirrored(region, size, across=False)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


@pytest.fixture
def sheet(look: Look, window: QWidget) -> Iterator[Sheet]:
    made = Sheet(look, window)
    made.resize(100, 60)
    made.show()
    yield made
    made.close()


def test_its_outline_grows_with_it(sheet: Sheet) -> None:
    assert sheet.mask() == rounded(QSize(100, 60), RADIUS)
    sheet.resize(140, 90)
    assert sheet.mask() == rounded(QSize(140, 90), RADIUS)
    assert not sheet.mask().contains(QPoint(0, 0))
    assert not sheet.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_a_hairline_runs_around_it_and_nothing_else_shows_in_the_corners(sheet: Sheet, look: Look, theme: Theme) -> None:
    look.use(theme)
    seen = sheet.grab().toImage()
    line, card = QColor(theme.strong_line), QColor(theme.card)
    assert [seen.pixelColor(*at) for at in ((0, 30), (99, 30), (50, 0), (50, 59))] == [line] * 4
    assert [seen.pixelColor(*at) for at in ((1, 30), (98, 30), (50, 30))] == [card] * 3
    lowest, highest = sorted((line.lightness(), card.lightness()))
    edge = [at for at in pixels(sheet.mask()) if at[0] < RADIUS and at[1] < RADIUS]
    assert all(lowest - 1 <= seen.pixelColor(*at).lightness() <= highest + 1 for at in edge)


@pytest.mark.parametrize("keys", ["B", "Ctrl+D"])
def test_no_shortcut_of_the_window_behind_is_meant(sheet: Sheet, window: QWidget, keys: str) -> None:
    done: list[str] = []
    shortcut = QShortcut(keys, window, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(lambda: done.append(keys))
    button = QPushButton(sheet)
    button.show()
    button.setFocus()
    QApplication.processEvents()
    held = Qt.KeyboardModifier.ControlModifier if "+" in keys else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(button, keys[-1], held)
    assert done == []
    sheet.hide()
    window.setFocus()
    QTest.keyClick(window, keys[-1], held)
    assert done == [keys]
