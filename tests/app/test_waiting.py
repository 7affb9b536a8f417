"""The small window that says what is waited for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.app.waiting import PATIENCE_MS, Waiting
from tests.app.conftest import told


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_it_is_seen_when_it_takes_longer_and_says_how_far_it_is(window: QWidget, qtbot: QtBot) -> None:
    waiting = Waiting("Open a model", "Reading <it> …", window)
    assert not waiting.isVisible()
    qtbot.waitUntil(waiting.isVisible, timeout=4 * PATIENCE_MS)
    waiting.tell("Counting …", 3, 12)
    assert (waiting.labelText(), waiting.value(), waiting.maximum()) == ("Counting …", 3, 12)
    given_up = told(waiting.canceled)
    waiting.findChildren(QPushButton)[0].click()
    assert len(given_up) == 1
    waiting.end()


def test_what_has_ended_does_not_come_up_over_what_is_asked_next(window: QWidget) -> None:
    """A question that is asked runs a loop of its own, in which nothing is deleted: a delay that went on would end in it."""
    waiting = Waiting("Open a model", "Reading …", window)
    waiting.tell("Reading …")
    given_up = told(waiting.canceled)
    delays = waiting.findChildren(QTimer)
    assert any(delay.isActive() for delay in delays)
    waiting.end()
    assert not any(delay.isActive() for delay in delays)
    assert given_up == []
