"""Several forms in a row within a form: added, changed and taken out, each with its own values."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from studio.blocks.recurrent_cells import GRUCell, LSTMCell, StackedRNNCells
from studio.look import Look
from studio.look.buttons import IconButton
from studio.panels.form_view import FormView
from studio.panels.form_view.several import SeveralEditor


class Stack:
    """A view of cells, and all that it gave back."""

    def __init__(self, look: Look, qtbot: QtBot, cells: StackedRNNCells) -> None:
        self.view, self.forms, self.qtbot = FormView(look), list[Any](), qtbot
        self.view.changed.connect(self.forms.append)
        qtbot.addWidget(self.view)
        self.view.show_form(cells)
        self.view.show()

    @property
    def editor(self) -> SeveralEditor:
        editor = self.view.row("cells").editor
        assert isinstance(editor, SeveralEditor)
        return editor

    def press(self, words: str) -> None:
        button = next(each for each in self.view.findChildren(IconButton) if each.toolTip() == words and each.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def stack(look: Look, qtbot: QtBot) -> Stack:
    return Stack(look, qtbot, StackedRNNCells(cells=(LSTMCell(units=8), GRUCell(units=4))))


def test_one_more_is_like_the_last(stack: Stack) -> None:
    stack.press("Add one to cells")
    assert stack.forms == [StackedRNNCells(cells=(LSTMCell(units=8), GRUCell(units=4), GRUCell(units=4)))]


def test_any_may_be_taken_out_but_the_last_one_left(stack: Stack) -> None:
    stack.press("Take out 1")
    assert stack.forms[-1] == StackedRNNCells(cells=(GRUCell(units=4),))
    left = [each for each in stack.editor.inner_chain() if isinstance(each, IconButton) and each.toolTip() == "Take out 1"]
    assert [each.isEnabled() for each in left] == [False]


def test_each_has_its_kind_and_values(stack: Stack) -> None:
    stack.editor.inners()[0].row("units").reset()
    assert stack.forms[-1] == StackedRNNCells(cells=(LSTMCell(), GRUCell(units=4)))
    kinds = [each for each in stack.editor.inner_chain() if isinstance(each, QComboBox)]
    kinds[0].activated.emit(1)
    assert stack.forms[-1].cells[0] == GRUCell()


def test_the_keyboard_goes_through_all_of_them(stack: Stack) -> None:
    chain = stack.view.focus_chain()
    assert all(view.row("units").fields()[0] in chain for view in stack.editor.inners())
