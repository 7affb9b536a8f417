"""A name that is written where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from studio.app.name_field import NameField


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    """A window with something that has the keyboard."""
    shown = QWidget()
    qtbot.addWidget(shown)
    QVBoxLayout(shown).addWidget(QLineEdit())
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    shown.findChildren(QLineEdit)[0].setFocus()
    return shown


def opened(window: QWidget) -> NameField:
    field = NameField("Name", window)
    field.begin("main", QRect(0, 0, 80, 20))
    QTest.keyClicks(field, "encoder")
    return field


def test_the_keyboard_goes_back_to_what_had_it(window: QWidget) -> None:
    before = QApplication.focusWidget()
    QTest.keyClick(opened(window), Qt.Key.Key_Return)
    assert before is not None
    assert QApplication.focusWidget() is before


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_what_had_the_keyboard_may_be_gone_when_the_name_is_written(window: QWidget, end: Qt.Key) -> None:
    before = QApplication.focusWidget()
    field = opened(window)
    assert before is not None
    before.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QTest.keyClick(field, end)
    assert field.isHidden()


def test_a_name_that_is_opened_twice_gives_the_keyboard_back_all_the_same(window: QWidget) -> None:
    before = QApplication.focusWidget()
    field = opened(window)
    field.begin("main", QRect(0, 0, 80, 20))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before
