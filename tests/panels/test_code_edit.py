"""Code is typed as in any editor, and told when the person stops for a moment or goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.blocks.answers import Question
from studio.blocks.python import Python
from studio.graph.figures import Figures
from studio.look import Look
from studio.panels.code_edit import CodeEdit
from studio.panels.code_verdict import ASKING, NOTHING, verdict
from studio.panels.form_view import FormView
from studio.panels.form_view.code_editor import CodeEditor

KEY = Qt.Key


@pytest.fixture
def code(look: Look, shown: Callable[..., Any]) -> CodeEdit:
    made: CodeEdit = shown(CodeEdit(look))
    made.setFocus()
    return made


def test_a_new_line_is_indented_as_the_one_before_and_deeper_after_a_colon(code: CodeEdit) -> None:
    QTest.keyClicks(code, "def f(x):")
    QTest.keyClick(code, KEY.Key_Return)
    QTest.keyClicks(code, "y = x")
    QTest.keyClick(code, KEY.Key_Return)
    QTest.keyClicks(code, "return y")
    assert code.toPlainText() == "def f(x):\n    y = x\n    return y"


def test_tab_goes_to_the_next_column_of_four_and_backspace_back(code: CodeEdit) -> None:
    QTest.keyClick(code, KEY.Key_Tab)
    QTest.keyClick(code, KEY.Key_Space)
    QTest.keyClick(code, KEY.Key_Tab)
    assert code.toPlainText() == " " * 8
    QTest.keyClick(code, KEY.Key_Backspace)
    assert code.toPlainText() == " " * 4


def test_selected_lines_move_together(code: CodeEdit) -> None:
    code.show_code("a\nb")
    code.selectAll()
    QTest.keyClick(code, KEY.Key_Tab)
    assert code.toPlainText() == "    a\n    b"
    code.selectAll()
    QTest.keyClick(code, KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert code.toPlainText() == "a\nb"


def test_it_tells_once_of_many_letters_and_at_once_when_the_person_leaves(qtbot: QtBot, code: CodeEdit) -> None:
    heard: list[str] = []
    code.edited.connect(heard.append)
    with qtbot.waitSignal(code.edited):
        QTest.keyClicks(code, "x = 1")
    QTest.keyClicks(code, "2")
    code.clearFocus()
    assert heard == ["x = 1", "x = 12"]


def test_what_is_shown_is_not_told_and_typing_can_be_taken_back(qtbot: QtBot, code: CodeEdit) -> None:
    heard: list[str] = []
    code.edited.connect(heard.append)
    code.show_code("x = 1")
    QTest.keyClicks(code, "# ")
    code.undo()
    code.tell()
    assert (code.toPlainText(), heard) == ("x = 1", [])


def test_a_form_shows_code_and_its_window_the_same(qtbot: QtBot, look: Look, shown: Callable[..., Any]) -> None:
    view: FormView = shown(FormView(look), 300, 400)
    view.show_form(Python(code="def f(x):\n    return x\n"))
    changed: list[Any] = []
    view.changed.connect(changed.append)
    editor = view.row("code").editor
    assert isinstance(editor, CodeEditor)
    editor.open_window()
    window = editor._window
    assert window is not None
    assert window.code.toPlainText() == editor._code.toPlainText() == "def f(x):\n    return x\n"
    window.code.selectAll()
    QTest.keyClicks(window.code, "pass")
    window.code.tell()
    assert [block.code for block in changed] == ["pass"]
    assert editor._code.toPlainText() == "pass"
    editor.say("The code has a fault in line 1: it is empty. Mend it there.", "bad")
    assert editor._code.lit() == window.code.lit() == (1,)
    window.close()
    assert editor._window is None


ASKED = (Question("python.F", "{}", ((4,),), "def f(x): return x"),)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (Figures(), (NOTHING, "quiet")),
        (Figures(asked=ASKED), (ASKING, "quiet")),
        (Figures(refusal="Nobody agreed.", asked=ASKED), ("Nobody agreed.", "warning")),
        (Figures(refusal="F fails."), ("F fails.", "bad")),
        (Figures(shape=(4, 4, 3)), ("Checked: gives 4 × 4 × 3.", "good")),
        (Figures(shape=(4,), weights=1), ("Checked: gives 4, 1 weight.", "good")),
        (Figures(shape=(4,), weights=1200), ("Checked: gives 4, 1,200 weights.", "good")),
    ],
)
def test_what_came_of_the_code_is_said_in_words(figures: Figures, said: tuple[str, str]) -> None:
    assert verdict(figures) == said
