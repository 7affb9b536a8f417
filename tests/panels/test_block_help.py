"""The page on a block has room for all that it says."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.look import Look
from studio.panels.block_help import BlockHelp

HIGHEST = 720


@pytest.mark.parametrize("block", CATALOGUE.values(), ids=CATALOGUE)
def test_nothing_is_cut_and_only_what_is_long_scrolls(block: type[Block], look: Look, shown: Callable[..., Any], qtbot: QtBot) -> None:
    page = BlockHelp(look, block)
    qtbot.addWidget(page)
    page.open_beside(shown(QPushButton("?")))
    assert page._scroll.verticalScrollBar().maximum() == 0 or page.height() >= HIGHEST
    assert page._scroll.horizontalScrollBar().maximum() == 0


def test_it_keeps_off_the_border_of_a_low_screen(
    look: Look, shown: Callable[..., Any], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, button = BlockHelp(look, CATALOGUE["Conv2D"]), shown(QPushButton("?"))
    qtbot.addWidget(page)
    low = SimpleNamespace(availableGeometry=lambda: QRect(0, 0, 1280, 640))
    monkeypatch.setattr(button, "screen", lambda: low)
    page.open_beside(button)
    assert page.height() == 624
    assert 8 <= page.y() < 12  # a window may have a frame
