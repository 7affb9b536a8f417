from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.app.card_grid import GAP, NARROWEST, WIDEST, CardGrid

TALL = 100


def grid(qtbot: QtBot, width: int, count: int = 7) -> tuple[CardGrid[QLabel], list[QLabel]]:
    cards = [QLabel(str(number)) for number in range(count)]
    made = CardGrid(cards, TALL)
    qtbot.addWidget(made)
    made.resize(width, 10)
    with qtbot.waitExposed(made):
        made.show()
    return made, cards


@pytest.mark.parametrize(("width", "columns", "wide"), [(1098, 3, 350), (778, 2, 377), (500, 1, WIDEST), (NARROWEST, 1, NARROWEST)])
def test_as_many_columns_as_there_is_room_for(qtbot: QtBot, width: int, columns: int, wide: int) -> None:
    made, cards = grid(qtbot, width)
    assert len({card.x() for card in cards}) == columns
    assert {card.width() for card in cards} == {wide}
    assert all(card.geometry().right() < width for card in cards)
    assert made.height() == max(card.geometry().bottom() for card in cards) + 1


def test_cards_that_are_not_wanted_leave_no_gap(qtbot: QtBot) -> None:
    made, cards = grid(qtbot, 778)
    made.show_only(lambda card: int(card.text()) % 3 == 0)
    assert [card.text() for card in cards if card.isVisible()] == ["0", "3", "6"]
    assert [(cards[number].x(), cards[number].y()) for number in (0, 3, 6)] == [(0, 0), (377 + GAP, 0), (0, TALL + GAP)]
    made.show_only(lambda card: False)
    assert made.height() == 0
    made.show_only(lambda card: True)
    assert all(card.isVisible() for card in cards)
