"""What a screen reader finds on the board, by Qt's own way of asking."""

import gc

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.canvas.board import Board
from studio.canvas.keyboard.interfaces import PartInterface
from studio.canvas.sample import lenet
from studio.graph import edits
from studio.graph.measure import measure
from studio.look import Look
from tests.canvas.conftest import card, node_id, port

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture
def listening():
    """As while a screen reader runs."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def interface(board: Board):
    return QAccessible.queryAccessibleInterface(board)


def item(board: Board, name: str):
    return interface(board).child(board.stage.scene.rows[node_id(board, name)])


def test_the_board_is_a_list_with_a_child_for_every_node(board):
    found, count = interface(board), len(board.stage.scene.ids)
    assert (found.role(), found.text(NAME)) == (QAccessible.Role.List, "Drawing board")
    children = [found.child(index) for index in range(count)]
    assert [found.indexOfChild(child) for child in children] == list(range(count))
    assert [child.text(NAME).split(",")[0] for child in children] == [node.name for node in board.stage.scene.graph.nodes.values()]
    assert all(child.parent().object() is board for child in children)


def test_widgets_on_the_board_come_after_the_nodes(board):
    found = interface(board)
    rest = [found.child(index).object() for index in range(len(board.stage.scene.ids), found.childCount())]
    assert board.bar in rest
    assert found.indexOfChild(QAccessible.queryAccessibleInterface(board.bar)) == len(board.stage.scene.ids) + rest.index(board.bar)


def test_nodes_and_ports_have_names_that_can_be_spoken(board):
    conv = item(board, "conv1")
    assert conv.text(NAME) == "conv1, Conv2D, 28 by 28 by 6"
    assert [conv.child(index).text(NAME) for index in range(conv.childCount())] == [
        "input of conv1, from input1",
        "output of conv1, to pool1",
    ]
    assert [conv.indexOfChild(conv.child(index)) for index in range(2)] == [0, 1]
    assert conv.child(0).parent().text(NAME) == conv.text(NAME)
    assert conv.child(2) is None


def test_what_is_to_mend_is_the_description_of_a_node(board):
    drop = item(board, "drop1")
    assert drop.text(NAME) == "drop1, Dropout, no shape, one issue"
    assert drop.text(DESCRIPTION) == "No wire arrives, so training leaves it out."


def test_a_node_is_where_it_is_painted(board):
    conv, place = item(board, "conv1"), board.mapToGlobal(card(board, "conv1"))
    assert conv.rect().contains(place)
    assert interface(board).childAt(place.x(), place.y()).text(NAME) == conv.text(NAME)
    there = board.mapToGlobal(port(board, "conv1", -1))
    assert conv.childAt(there.x(), there.y()).text(NAME) == "output of conv1, to pool1"
    assert conv.childAt(place.x(), place.y()) is None


def test_selection_and_focus_are_told(board, qtbot, listening):
    with qtbot.waitExposed(board):
        board.activateWindow()
        board.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(board.hasFocus)
    QTest.keyClick(board, Qt.Key.Key_Home)
    QTest.keyClick(board, Qt.Key.Key_Right)
    conv = item(board, "conv1")
    assert (conv.state().selected, conv.state().focused) == (1, 1)
    assert (item(board, "pool1").state().selected, item(board, "pool1").state().focused) == (0, 0)
    assert interface(board).focusChild().text(NAME) == "conv1, Conv2D, 28 by 28 by 6"
    assert interface(board).text(DESCRIPTION) == "conv1, Conv2D, 28 by 28 by 6"


def test_a_wire_that_is_walked_to_is_told(board, listening):
    board.select({node_id(board, "conv1")})
    QTest.keyClick(board, Qt.Key.Key_W)
    assert interface(board).text(DESCRIPTION) == "wire from input1 to input of conv1, 28 by 28 by 1"


def test_edits_and_refusals_are_told(board, listening, monkeypatch):
    told = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(getattr(event, "message", lambda: None)()))
    board.select({node_id(board, "drop1")})
    QTest.keyClick(board, Qt.Key.Key_C)
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert [words for words in told if words] == [
        "Connecting in sequence needs two nodes or more. Received: 1. Select more with Shift and the arrow keys.",
        "Delete drop1",
    ]


def test_a_node_that_is_gone_is_said_to_be(board, owner):
    drop = item(board, "drop1")
    before = interface(board).childCount()
    owner.push("", edits.remove(owner.graph, [node_id(board, "drop1")]))
    assert not drop.isValid()
    assert drop.text(NAME) == ""
    assert interface(board).childCount() == before - 1


def test_boards_come_and_go_while_a_screen_reader_listens(qtbot, listening):
    graph = lenet()
    for turn in range(20):
        board = Board(Look())
        board.show_graph(graph, measure(graph))
        children = [interface(board).child(index) for index in range(len(graph.nodes))]
        assert all(isinstance(child, PartInterface) and child.child(0).text(NAME) for child in children)
        board.voice.focus(board.stage.scene.ids[0])
        if turn % 2:
            board.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del board, children
        gc.collect()


def test_a_place_without_a_node_has_none(board):
    nothing = board.mapToGlobal(QPoint(4, 300))
    assert interface(board).childAt(nothing.x(), nothing.y()) is None
