import logging
import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from studio import paths
from studio.app.last_resort import LastResort, dialog, log, write_log
from tests.app.conftest import answer, told

BROKEN = "a slot that fails"


@pytest.fixture
def last_resort(qtbot: QtBot) -> Iterator[LastResort]:
    made = LastResort()
    made.install()
    yield made
    made.remove()


def fails() -> None:
    raise RuntimeError(BROKEN)


def errors() -> tuple[type[BaseException], BaseException, None]:
    """An error as Python hands it to its hook."""
    return RuntimeError, RuntimeError(BROKEN), None


def test_an_error_is_written_down_shown_and_the_work_goes_on(
    last_resort: LastResort, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    words: list[str] = []
    caught = told(last_resort.caught)
    answer(QMessageBox.StandardButton.Ok, words)
    sys.excepthook(*errors())
    assert words == []  # what fails in painting is not asked from within
    qtbot.waitUntil(lambda: words == ["Something went wrong that should not have."])
    assert BROKEN in caught[0]
    assert BROKEN in caplog.text


def test_a_slot_that_fails_ends_here(last_resort: LastResort, qtbot: QtBot) -> None:
    words: list[str] = []
    answer(QMessageBox.StandardButton.Ok, words)
    with qtbot.waitSignal(last_resort.caught) as caught:
        QTimer.singleShot(0, fails)
    qtbot.waitUntil(lambda: bool(words))
    assert BROKEN in caught.args[0]
    assert "in fails" in caught.args[0]


def test_an_error_in_a_thread_is_caught_as_well(last_resort: LastResort, qtbot: QtBot) -> None:
    words: list[str] = []
    answer(QMessageBox.StandardButton.Ok, words)
    with qtbot.waitSignal(last_resort.caught, timeout=5000):
        thread = threading.Thread(target=fails)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: bool(words))


def test_hundreds_of_errors_are_one_dialog(last_resort: LastResort, qtbot: QtBot) -> None:
    caught, words = told(last_resort.caught), []
    boxes: set[int] = set()

    def more(number: int) -> None:
        sys.excepthook(RuntimeError, RuntimeError(f"{BROKEN} {number}"), None)
        boxes.add(sum(isinstance(widget, QMessageBox) and widget.isVisible() for widget in QApplication.topLevelWidgets()))

    for number in range(20):
        QTimer.singleShot(50, partial(more, number))
    QTimer.singleShot(200, lambda: answer(QMessageBox.StandardButton.Ok, words))
    sys.excepthook(*errors())
    qtbot.waitUntil(lambda: len(words) == 1)
    assert len(caught) == 21
    assert boxes == {1}


def test_the_hooks_are_given_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    made = LastResort()
    made.install()
    assert sys.excepthook != before[0]
    made.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_the_dialog_says_what_is_safe_and_where_more_is(qtbot: QtBot) -> None:
    box = dialog("Traceback …")
    qtbot.addWidget(box)
    assert box.informativeText() == (
        "Your drawing is as it was before the last step, and a draft of it is kept. "
        f"What happened is written in {paths.logs() / 'studio.log'}. "
        "Undo the last step, or save and start again, if something looks wrong."
    )
    assert box.detailedText() == "Traceback …"


def test_the_log_is_a_file() -> None:
    before = list(log.handlers), log.level
    write_log()
    try:
        logging.getLogger("studio.app").warning("noted")
        assert "WARNING studio.app: noted" in (paths.logs() / "studio.log").read_text()
    finally:
        for handler in set(log.handlers) - set(before[0]):
            log.removeHandler(handler)
            handler.close()
        log.setLevel(before[1])


def test_an_error_that_comes_back_is_said_once(last_resort: LastResort, qtbot: QtBot) -> None:
    caught, words = told(last_resort.caught), []
    answer(QMessageBox.StandardButton.Ok, words)
    sys.excepthook(*errors())
    qtbot.waitUntil(lambda: len(words) == 1)
    sys.excepthook(*errors())
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None
    assert len(caught) == 2
