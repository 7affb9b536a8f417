from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.look.plain import plain
from studio.panels import sample_data
from studio.panels.runs import RunsPanel, ask
from studio.panels.runs_table import COLUMNS, EYE


@pytest.fixture
def answers() -> list[str]:
    """The questions that were asked before a deletion."""
    return []


@pytest.fixture
def panel(look: Look, shown: Callable[..., RunsPanel], answers: list[str]) -> RunsPanel:
    def confirm(_parent: QWidget, question: str, then: Callable[[], None]) -> None:
        answers.append(question)
        if len(answers) > 1:
            then()

    panel = shown(RunsPanel(look, confirm=confirm))
    panel.set_runs(sample_data.runs())
    panel.mark(shown="run-0004", over="run-0003", training="run-0004")
    return panel


def actions(panel: RunsPanel, row: int) -> dict[str, QAction]:
    return {action.text(): action for action in panel.menu(panel.table.run(row)).actions() if action.text()}


@pytest.mark.parametrize(("button", "done"), [("Delete", ["yes"]), ("Cancel", [])])
def test_a_run_is_deleted_once_the_person_says_so(qtbot: QtBot, button: str, done: list[str]) -> None:
    window, heard = QWidget(), list[str]()
    qtbot.addWidget(window)
    ask(window, "Delete <b>run 3</b>?", lambda: heard.append("yes"))
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert box.text() == plain("Delete <b>run 3</b>?")
    next(each for each in box.buttons() if each.text().replace("&", "") == button).click()
    assert heard == done


def test_without_a_run_it_says_how_to_get_one(look: Look, shown: Callable[..., RunsPanel]) -> None:
    panel = shown(RunsPanel(look))
    assert panel._empty.isVisible()
    assert panel.sentence() == ""


def test_the_newest_run_comes_first_with_all_its_figures(panel: RunsPanel) -> None:
    words = panel.table.words(2)
    assert words[:-1] == ("3", "SGD with momentum · batch 64", "98.25 %", "98.36 %", "stopped", "5 of 10", "epoch 4")
    assert [panel.table.run(row).number for row in range(5)] == [5, 4, 3, 2, 1]


def test_what_is_not_known_is_a_dash(panel: RunsPanel) -> None:
    assert panel.table.words(0)[2:4] == ("–", "–")


def test_the_state_and_its_reason_are_said(panel: RunsPanel) -> None:
    sentences = [panel.table.sentence(row) for row in range(5)]
    assert sentences == [
        "Run 5 cannot be read: Run run-0005 has no run.db.",
        "Run 4 is training.",
        "Run 3 stopped: Stopped by hand.",
        "Run 2 failed: The loss is not a number since batch 1,804.",
        "Run 1 done.",
    ]


def test_the_current_row_is_put_into_words(panel: RunsPanel) -> None:
    panel._view.selectRow(3)
    assert panel.sentence() == "Run 2 failed: The loss is not a number since batch 1,804."


def test_the_eye_lays_a_run_over_and_takes_it_away(panel: RunsPanel, qtbot: QtBot) -> None:
    told: list[str] = []
    panel.lay_over_asked.connect(told.append)
    for row in (4, 2, 1, 0):
        place = panel._view.visualRect(panel.table.index(row, EYE)).center()
        qtbot.mouseClick(panel._view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == ["run-0001", ""]


def test_return_and_a_double_click_show_a_run(panel: RunsPanel, qtbot: QtBot) -> None:
    told: list[str] = []
    panel.show_asked.connect(told.append)
    panel._view.doubleClicked.emit(panel.table.index(4, 3))
    panel._view.selectRow(2)
    qtbot.keyClick(panel._view, Qt.Key.Key_Return)
    assert told == ["run-0001", "run-0003"]


def test_a_run_that_cannot_be_read_is_not_shown(panel: RunsPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.show_asked):
        panel._view.doubleClicked.emit(panel.table.index(0, 3))
    assert [name for name, action in actions(panel, 0).items() if action.isEnabled()] == ["Open its folder", "Delete …"]


def test_what_can_be_done_depends_on_the_run(panel: RunsPanel) -> None:
    def able(row: int) -> set[str]:
        return {name for name, action in actions(panel, row).items() if action.isEnabled()}

    assert able(1) == {"Export …", "Open its folder"}
    assert able(2) == {"Show its curves", "Take away from the curves", "Continue training", "Export …", "Open its folder", "Delete …"}
    assert "Continue training" not in able(4)


@pytest.mark.parametrize(
    ("words", "signal"),
    [
        ("Show its curves", "show_asked"),
        ("Continue training", "continue_asked"),
        ("Export …", "export_asked"),
        ("Open its folder", "folder_asked"),
    ],
)
def test_the_menu_tells_the_run(panel: RunsPanel, qtbot: QtBot, words: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(panel, signal)) as told:
        actions(panel, 2)[words].trigger()
    assert told.args == ["run-0003"]


def test_a_run_is_deleted_only_when_the_question_is_answered_with_yes(panel: RunsPanel, answers: list[str]) -> None:
    told: list[str] = []
    panel.delete_asked.connect(told.append)
    delete = actions(panel, 4)["Delete …"]
    delete.trigger()
    assert told == []
    delete.trigger()
    assert told == ["run-0001"]
    assert answers[0] == "Delete run 1 with its figures and weights? This cannot be undone."


def test_newer_figures_keep_the_current_row(panel: RunsPanel) -> None:
    panel._view.selectRow(3)
    panel.set_runs(sample_data.runs())
    assert panel._view.currentIndex().row() == 3


def test_the_columns_explain_themselves(panel: RunsPanel, look: Look) -> None:
    look.use(LIGHT)
    tips = [panel.table.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) for place in range(len(COLUMNS))]
    assert tips[7] == "The epoch whose weights an export takes: that of the lowest validation loss, unless the last is chosen"
