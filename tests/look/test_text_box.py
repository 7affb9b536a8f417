"""Fields for sentences, and choices that give way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.look import Look
from studio.look.fields import Choice
from studio.look.text_box import TextBox

SENTENCE = "How many of the published filters each layer has: all of them with 1, half of them with 0.5, and so on."


@pytest.fixture
def box(qtbot: QtBot, look: Look) -> Iterator[TextBox]:
    room = QWidget()
    qtbot.addWidget(room)
    row = QHBoxLayout(room)
    made = TextBox()
    row.addWidget(made)
    room.resize(220, 200)
    room.show()
    made.setFocus()
    yield made
    room.close()


def test_it_is_as_high_as_what_stands_in_it_up_to_a_limit(box: TextBox, qtbot: QtBot) -> None:
    one = box.height()
    box.show_text(SENTENCE)
    qtbot.waitUntil(lambda: box.height() > 2 * one)
    box.show_text(SENTENCE * 9)
    assert box.height() < 9 * one
    box.show_text("")
    assert box.height() == one


def test_no_word_lies_under_the_scroll_bar(qtbot: QtBot, look: Look) -> None:
    """A text that was there before the field was seen is laid out anew when its scroll bar comes."""
    room, box = QWidget(), TextBox()
    qtbot.addWidget(room)
    box.show_text("What is written here is longer than the field is high, in words of many lengths, so that lines differ. " * 6)
    row = QHBoxLayout(room)
    row.addWidget(box)
    for width in range(180, 240, 6):
        room.resize(width, 300)
        with qtbot.waitExposed(room):
            room.show()
        QApplication.processEvents()
        assert box.verticalScrollBar().isVisible()
        assert box.document().size().width() <= box.viewport().width() + 2
        room.hide()


def test_it_tells_of_what_is_typed_and_when_that_is_finished(box: TextBox) -> None:
    edited: list[str] = []
    finished: list[bool] = []
    box.edited.connect(edited.append)
    box.finished.connect(lambda: finished.append(True))
    box.show_text("A")  # what is shown is not typed
    QTest.keyClick(box, Qt.Key.Key_End)
    QTest.keyClicks(box, "b")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (edited, box.text(), finished) == (["Ab"], "Ab", [True])
    box.insertPlainText("\nc")
    assert box.text() == "Ab c"


def test_a_choice_gives_way_and_its_list_does_not(qtbot: QtBot, look: Look) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.addItems(["Short", "Something that is far too long for a narrow panel"])
    choice.setCurrentIndex(1)
    assert choice.minimumSizeHint().width() < 100 < choice.sizeHint().width()
    choice.resize(90, 24)
    choice.show()
    narrow = choice.grab().toImage()
    choice.setCurrentIndex(0)
    assert choice.grab().toImage() != narrow
    choice.showPopup()
    assert choice.view().minimumWidth() > 200
    choice.hidePopup()
