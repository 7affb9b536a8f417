"""Code is seen before it runs, and the harmless answer is the one that Enter and Escape give."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from studio import paths
from studio.app.consent_dialog import WHY, ConsentDialog, Piece, ask_consent
from studio.app.plain_sight import in_plain_sight
from studio.look import Look
from studio.panels.code_view import CodeView
from studio.project.consent import agree, agreed

SQUARE = Piece("square1 in main", "def square(x):\n    return x * x\n")
CUBE = Piece("cube1 in main", "def cube(x):\n    return x * x * x\n")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


Answers = list[tuple[bool, str]]


def asked(look: Look, folder: Path, pieces: list[Piece], window: QWidget) -> Answers:
    """The answers that were given by now."""
    answers: Answers = []
    ask_consent(look, folder, pieces, window, lambda *answer: answers.append(answer))
    return answers


def shown() -> ConsentDialog:
    """The dialog that is open."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConsentDialog)
    return dialog


def click(words: str) -> None:
    next(button for button in shown().findChildren(QPushButton) if button.text().strip() == words).click()


def test_the_code_is_shown_whole(qtbot: QtBot, look: Look) -> None:
    dialog = ConsentDialog(look, [SQUARE, CUBE], WHY)
    qtbot.addWidget(dialog)
    (code,), (pieces,) = dialog.findChildren(CodeView), dialog.findChildren(QListWidget)
    assert code.toPlainText() == SQUARE.code
    pieces.setCurrentRow(1)
    assert code.toPlainText() == CUBE.code


def test_enter_and_escape_do_not_run_it(qtbot: QtBot, look: Look, tmp_path: Path, window: QWidget) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        answers = asked(look, tmp_path, [SQUARE], window)
        qtbot.keyClick(shown(), key)
        assert answers == [(False, "")]
    assert not agreed(tmp_path, SQUARE.code)


def test_what_is_agreed_to_is_not_asked_again_and_other_code_is(look: Look, tmp_path: Path, window: QWidget) -> None:
    answers = asked(look, tmp_path, [SQUARE], window)
    assert answers == []
    click("Run this code")
    assert answers == [(True, "")]
    assert asked(look, tmp_path, [SQUARE], window) == [(True, "")]
    answers = asked(look, tmp_path, [SQUARE, CUBE], window)
    click("Do not run it")
    assert answers == [(False, "")]


def test_only_what_was_not_agreed_to_is_shown(look: Look, tmp_path: Path, window: QWidget) -> None:
    agree(tmp_path, SQUARE.code)
    asked(look, tmp_path, [SQUARE, CUBE], window)
    assert [code.toPlainText() for code in shown().findChildren(CodeView)] == [CUBE.code]
    shown().reject()


def test_where_the_window_goes_nothing_is_agreed_to(qtbot: QtBot, look: Look, tmp_path: Path, window: QWidget) -> None:
    inside = QWidget(window)
    answers = asked(look, tmp_path, [SQUARE], inside)
    dialog = shown()
    inside.deleteLater()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert answers == []
    assert not agreed(tmp_path, SQUARE.code)


def test_an_agreement_that_cannot_be_written_down_is_none(look: Look, tmp_path: Path, window: QWidget) -> None:
    (paths.settings() / "agreed_code.jsonl").mkdir(parents=True)
    answers = asked(look, tmp_path, [SQUARE], window)
    click("Run this code")
    words = "That you agree cannot be written down: Is a directory. Expected: settings that can be written. The code does not run."
    assert answers == [(False, words)]


def test_a_line_that_is_long_is_seen_to_its_end(qtbot: QtBot, look: Look) -> None:
    dialog = ConsentDialog(look, [Piece("far.py", f"x = 1;{' ' * 40_000}evil()")])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    (code,) = dialog.findChildren(CodeView)
    assert code.horizontalScrollBar().maximum() == 0
    assert code.document().firstBlock().layout().lineCount() == 2


def test_its_lines_are_counted(qtbot: QtBot, look: Look) -> None:
    for pieces, words in (([SQUARE], "Code of square1 in main, 2 lines"), ([SQUARE, CUBE], "2 pieces of code, 4 lines")):
        dialog = ConsentDialog(look, pieces)
        qtbot.addWidget(dialog)
        assert words in [each.text() for each in dialog.findChildren(QLabel)]


def test_what_cannot_be_seen_is_shown_by_its_number(qtbot: QtBot, look: Look) -> None:
    dialog = ConsentDialog(look, [Piece("bent.py", "a = '\u202e'\r# b\rc\x0c\n"), SQUARE])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    (code,), (pieces,) = dialog.findChildren(CodeView), dialog.findChildren(QListWidget)
    assert code.toPlainText() == "a = '⟨U+202E⟩'\n# b\nc⟨U+000C⟩\n"
    words = "Characters that cannot be seen, or that move what is beside them: 2. Each stands here by its number, such as ⟨U+202E⟩."
    (hidden,) = [each for each in dialog.findChildren(QLabel) if each.text() == words]
    assert hidden.isVisible()
    pieces.setCurrentRow(1)
    assert not hidden.isVisible()


@given(st.text())
def test_nothing_else_is_changed(code: str) -> None:
    text, hidden = in_plain_sight(code)
    assert text.count("\u27e8U+") == hidden + code.count("\u27e8U+")
    assert in_plain_sight(text) == (text, 0)


@pytest.mark.parametrize("letter", ["\u3164", "\ufe0f", "\u200b", "\u2066", "\u2028", "\ud800", "\x00", "\x1b", "\U000e0041", "\ufeff"])
def test_names_do_not_differ_by_what_cannot_be_seen(letter: str) -> None:
    assert in_plain_sight(f"x{letter} = 'Ä\t漢 '") == (f"x⟨U+{ord(letter):04X}⟩ = 'Ä\t漢 '", 1)


def test_long_names_of_pieces_are_cut_in_the_middle_and_whole_in_their_tips(qtbot: QtBot, look: Look) -> None:
    long = Piece("layers/attention/with_a_name_that_is_longer_than_the_list_is_wide.py", CUBE.code)
    dialog = ConsentDialog(look, [SQUARE, long], WHY)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    (pieces,) = dialog.findChildren(QListWidget)
    assert pieces.textElideMode() == Qt.TextElideMode.ElideMiddle
    assert not pieces.horizontalScrollBar().isVisible()
    assert pieces.item(1).toolTip() == long.name
