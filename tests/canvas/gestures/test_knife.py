"""The knife that a key takes: the next drag cuts, wherever it begins, for desktops that keep Alt and a drag for their windows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.canvas.gestures.cutting import Cutting
from studio.canvas.gestures.gesture import RubberBand
from tests.canvas.conftest import card, node_id, port
from tests.canvas.gestures.test_gestures import LEFT, PLAIN, drag

KEY = Qt.Key


def ends(board) -> set[tuple[str, str]]:
    graph = board.stage.scene.graph
    return {(graph.nodes[wire.source].name, graph.nodes[wire.target].name) for wire in graph.wires}


@pytest.fixture
def across(board) -> tuple[QPoint, QPoint]:
    """From above the wire between conv1 and pool1 to below it."""
    middle = (port(board, "conv1", -1) + port(board, "pool1", 0)) / 2
    return middle - QPoint(0, 30), middle + QPoint(0, 30)


def test_k_and_a_drag_cut_as_one_edit(board, owner, across):
    QTest.keyClick(board, KEY.Key_K)
    assert board.cursor().shape() == Qt.CursorShape.CrossCursor
    drag(board, *across)
    assert ("conv1", "pool1") not in ends(board)
    assert owner.labels == ["Cut a wire"]


def test_it_is_put_away_after_one_cut(board, owner, across):
    QTest.keyClick(board, KEY.Key_K)
    drag(board, *across)
    drag(board, QPoint(4, 4), QPoint(30, 30), release=False)
    assert isinstance(board._pointer.gesture, RubberBand)
    board._pointer.cancel()


def test_it_cuts_from_a_card_on(board, owner):
    start, before = card(board, "conv1"), board.stage.scene.graph.nodes[node_id(board, "conv1")].position
    QTest.keyClick(board, KEY.Key_K)
    drag(board, start, QPoint(port(board, "conv1", -1).x() + 6, start.y() + 40), release=False)
    assert isinstance(board._pointer.gesture, Cutting)
    QTest.mouseRelease(board, LEFT, PLAIN, start)
    assert board.stage.scene.graph.nodes[node_id(board, "conv1")].position == before
    assert board.selection == set()


def test_escape_puts_it_away_and_keeps_the_selection(board, owner, across):
    board.select([node_id(board, "conv1")])
    plain = board.grab().toImage()
    QTest.keyClick(board, KEY.Key_K)
    assert board.grab().toImage() != plain  # it is said what to do
    QTest.keyClick(board, KEY.Key_Escape)
    assert board.selection == {node_id(board, "conv1")}
    assert board.cursor().shape() == Qt.CursorShape.ArrowCursor
    drag(board, *across)
    assert ("conv1", "pool1") in ends(board)


def test_a_screen_reader_is_told(board):
    QTest.keyClick(board, KEY.Key_K)
    assert board.accessibleDescription() == "Drag across wires to cut them. Escape puts the knife away."
