"""Code is seen before it runs, and the harmless answer is the one that Enter and Escape give."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from studio.app.consent_dialog import WHY, ConsentDialog, Piece, consented
from studio.look import Look
from studio.panels.code_view import CodeView
from studio.project.consent import agree, agreed

SQUARE = Piece("square1 in main", "def square(x):\n    return x * x\n")
CUBE = Piece("cube1 in main", "def cube(x):\n    return x * x * x\n")


def pressing(key: Qt.Key, qtbot: QtBot) -> None:
    """Presses a key in the dialog that is about to open."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConsentDialog)
        qtbot.keyClick(dialog, key)

    QTimer.singleShot(50, press)


def clicking(words: str) -> None:
    """Clicks a button in the dialog that is about to open."""

    def click() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConsentDialog)
        next(button for button in dialog.findChildren(QPushButton) if button.text().strip() == words).click()

    QTimer.singleShot(50, click)


def test_the_code_is_shown_whole(qtbot: QtBot, look: Look) -> None:
    dialog = ConsentDialog(look, [SQUARE, CUBE], WHY)
    qtbot.addWidget(dialog)
    (code,), (pieces,) = dialog.findChildren(CodeView), dialog.findChildren(QListWidget)
    assert code.toPlainText() == SQUARE.code
    pieces.setCurrentRow(1)
    assert code.toPlainText() == CUBE.code


def test_enter_and_escape_do_not_run_it(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        pressing(key, qtbot)
        assert not consented(look, tmp_path, [SQUARE])
    assert not agreed(tmp_path, SQUARE.code)


def test_what_is_agreed_to_is_not_asked_again_and_other_code_is(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    clicking("Run this code")
    assert consented(look, tmp_path, [SQUARE])
    assert consented(look, tmp_path, [SQUARE])  # no dialog opens, which would wait for ever
    clicking("Do not run it")
    assert not consented(look, tmp_path, [SQUARE, CUBE])


def test_only_what_was_not_agreed_to_is_shown(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    agree(tmp_path, SQUARE.code)
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConsentDialog)
        seen.extend(code.toPlainText() for code in dialog.findChildren(CodeView))
        dialog.reject()

    QTimer.singleShot(50, read)
    consented(look, tmp_path, [SQUARE, CUBE])
    assert seen == [CUBE.code]
