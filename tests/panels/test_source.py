from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.panels import sample_data
from studio.panels.source import SourcePanel

LINES = {"conv1": (10, 10), "dense": (12, 13)}
LONG = "\n".join(f"line_{number} = {number}" for number in range(300)) + "\n"


@pytest.fixture
def panel(look: Look, shown: Callable[..., SourcePanel]) -> SourcePanel:
    return shown(SourcePanel(look))


def test_without_a_network_it_says_what_is_missing(panel: SourcePanel) -> None:
    panel.clear("No wire arrives at the Output.")
    assert panel._empty._sentence.text() == "No wire arrives at the Output."
    assert panel.text() == ""


def test_the_program_is_shown_and_counted(panel: SourcePanel) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    assert panel.text() == sample_data.PROGRAM
    assert panel._words.text() == "Python · 19 lines · runs by itself and builds exactly this network"


def test_selecting_nodes_lights_their_lines(panel: SourcePanel) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    panel.select(["conv1", "dense", "not in the network"])
    assert panel.lit() == (10, 12, 13)
    panel.select([])
    assert panel.lit() == ()


def test_the_lit_lines_follow_a_program_that_changes(panel: SourcePanel) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    panel.select(["conv1"])
    panel.show_source("\n" + sample_data.PROGRAM, {"conv1": (11, 11)})
    assert panel.lit() == (11,)


def test_clicking_a_line_tells_its_node(panel: SourcePanel, qtbot: QtBot) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    code = panel._code
    place = code.cursorRect(QTextCursor(code.document().findBlockByNumber(9))).center()
    with qtbot.waitSignal(panel.node_chosen) as told:
        qtbot.mouseClick(code.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["conv1"]


def test_clicking_a_line_of_no_node_tells_nothing(panel: SourcePanel, qtbot: QtBot) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    with qtbot.assertNotEmitted(panel.node_chosen):
        qtbot.mouseClick(panel._code.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def test_an_update_keeps_the_place_where_one_reads(panel: SourcePanel) -> None:
    panel.show_source(LONG, {})
    panel._code.verticalScrollBar().setValue(120)
    panel.show_source(LONG.replace("line_5 ", "other_5 "), {})
    assert panel._code.verticalScrollBar().value() == 120


def test_selecting_brings_a_node_into_sight(panel: SourcePanel) -> None:
    panel.show_source(LONG, {"far": (250, 252)})
    panel.select(["far"])
    assert panel._code._in_sight(250)


def test_copy_takes_the_program_or_the_selected_part(panel: SourcePanel) -> None:
    panel.show_source("import keras\nimport numpy\n", {})
    panel._copy.click()
    assert QGuiApplication.clipboard().text() == "import keras\nimport numpy\n"
    cursor = QTextCursor(panel._code.document().findBlockByNumber(1))
    cursor.select(QTextCursor.SelectionType.LineUnderCursor)
    panel._code.setTextCursor(cursor)
    panel._copy.click()
    assert QGuiApplication.clipboard().text() == "import numpy"


def test_save_is_asked_for(panel: SourcePanel, qtbot: QtBot) -> None:
    panel.show_source(LONG, {})
    with qtbot.waitSignal(panel.save_asked):
        panel._save.click()


def test_nobody_can_edit_it(panel: SourcePanel, qtbot: QtBot, look: Look) -> None:
    panel.show_source(LONG, {})
    qtbot.keyClicks(panel._code, "x")
    look.use(LIGHT)
    assert panel.text() == LONG
