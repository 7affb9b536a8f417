import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from studio.compile.parsing.faults import Fault
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


def test_colours_alone_are_no_edit(panel: SourcePanel, qtbot: QtBot, look: Look) -> None:
    panel.show_source(LONG, {})
    with qtbot.assertNotEmitted(panel.edited, wait=0):
        look.use(LIGHT)
        panel._code.tell()
    assert panel.text() == LONG


WRONG = (Fault(3, 0, 3, 12, "import keras is odd. Mend it."), Fault(9, 4, 9, 40, "inputs[0] is outside. Have it run.", False))


PROGRAMS = (
    "",
    "\n",
    "a = 1",
    "a = 1\n",
    "a = 1\nb = 2\nc = 3\n",
    "a = 1\nc = 3\n",
    "a = 1\na = 1\nb = 2\nc = 3\n",
    "b = 2\nc = 3\n",
    "x = '''\nb = 2\n'''\nc = 3\n",
    "# 🜂\na = 1\nb = 4\n",
    "# 🜂\na = 1\n🜂 = 5\nb = 4\n",
    sample_data.PROGRAM,
    f"\n{sample_data.PROGRAM}",
    sample_data.PROGRAM.replace("Conv2D", "Dense"),
)


def test_what_is_typed_is_told_after_a_pause(panel: SourcePanel, qtbot: QtBot) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    with qtbot.waitSignal(panel.edited) as told:
        qtbot.keyClicks(panel._code, "#")
    assert told.args == ["#" + sample_data.PROGRAM]


def test_control_and_enter_apply_at_once(panel: SourcePanel, qtbot: QtBot) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    qtbot.keyClicks(panel._code, "#")
    with qtbot.waitSignals([panel.edited, panel.apply_asked]):
        qtbot.keyClick(panel._code, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.text() == "#" + sample_data.PROGRAM


def test_faults_are_underlined_and_said_where_the_cursor_is(panel: SourcePanel) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    panel.show_faults(WRONG)
    assert [mark.cursor.selectedText() for mark in panel._code.marks()] == ["import keras", sample_data.PROGRAM.split("\n")[8][4:40]]
    assert panel.notice() == "Line 3 (1 of 2): import keras is odd. Mend it."
    panel._notice.next_asked.emit()
    assert panel.notice() == "Line 9 (2 of 2): inputs[0] is outside. Have it run."
    panel.show_applied(LINES)
    assert (panel.notice(), panel._code.marks()) == ("", [])


def test_what_only_a_run_can_tell_can_be_run(panel: SourcePanel, qtbot: QtBot) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    panel.show_faults(WRONG)
    assert panel._notice._run.isHidden()
    panel.show_faults(WRONG[:1])
    with qtbot.waitSignal(panel.run_asked) as told:
        qtbot.mouseClick(panel._notice._run, Qt.MouseButton.LeftButton)
    assert told.args == [sample_data.PROGRAM]


def test_undo_takes_back_what_was_typed_and_then_the_last_edit_of_the_project(panel: SourcePanel, qtbot: QtBot) -> None:
    panel.show_source(sample_data.PROGRAM, LINES)
    qtbot.keyClicks(panel._code, "#")
    qtbot.keyClick(panel._code, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel.text() == sample_data.PROGRAM
    with qtbot.waitSignal(panel.undo_asked):
        qtbot.keyClick(panel._code, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def coloured(panel: SourcePanel) -> list[list[tuple[int, int, str]]]:
    """Of each line, the stretches that have a colour."""
    document = panel._code.document()
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    return [[(run.start, run.length, run.format.foreground().color().name()) for run in block.layout().formats()] for block in blocks]


def test_a_program_in_place_of_another_looks_as_if_it_were_the_first(qtbot: QtBot, look: Look) -> None:
    one = SourcePanel(look)
    qtbot.addWidget(one)
    for old, new in itertools.product(PROGRAMS, repeat=2):
        fresh = SourcePanel(look)
        qtbot.addWidget(fresh)
        one.show_source(old, {})
        one.show_source(new, {})
        fresh.show_source(new, {})
        assert one.text() == fresh.text() == new
        assert coloured(one) == coloured(fresh)


def test_what_one_has_selected_elsewhere_stays_selected(panel: SourcePanel) -> None:
    panel.show_source(LONG, {})
    cursor = QTextCursor(panel._code.document().findBlockByNumber(20))
    cursor.select(QTextCursor.SelectionType.LineUnderCursor)
    panel._code.setTextCursor(cursor)
    panel.show_source(LONG.replace("line_5 ", "other_5 "), {})
    assert panel._code.textCursor().selectedText() == cursor.selectedText()
