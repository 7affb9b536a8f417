"""What the mouse does, by real mouse events."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.blocks.merging import Add
from studio.canvas.board import Board
from studio.canvas.painting.wires import path_of
from studio.canvas.shown.view import Insets
from studio.graph import edits
from studio.graph.measure import measure
from tests.canvas.conftest import card, node_id, port

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
CONTROL, ALT, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


def drag(board: Board, start: QPoint, end: QPoint, button=LEFT, keys=PLAIN, release=True) -> None:
    QTest.mousePress(board, button, keys, start)
    for step in range(1, 5):
        QTest.mouseMove(board, start + (end - start) * step / 4)
        QApplication.processEvents()
    if keys != PLAIN and board._pointer.gesture is not None:  # QTest.mouseMove knows no modifiers
        board._pointer.gesture.moved(QPointF(end), keys)
    if release:
        QTest.mouseRelease(board, button, keys, end)


def names(board: Board) -> set[str]:
    return {board.stage.scene.graph.nodes[node].name for node in board.selection}


def test_a_click_selects_one_node(board):
    QTest.mouseClick(board, LEFT, PLAIN, card(board, "conv1"))
    QTest.mouseClick(board, LEFT, PLAIN, card(board, "dense2"))
    assert names(board) == {"dense2"}


@pytest.mark.parametrize("held", [CONTROL, Qt.KeyboardModifier.ShiftModifier])
def test_control_or_shift_click_adds_and_takes_away(board, held):
    for name in ("conv1", "dense2", "conv1"):
        QTest.mouseClick(board, LEFT, held, card(board, name))
    assert names(board) == {"dense2"}


def test_a_click_on_nothing_selects_nothing(board):
    board.select_all()
    QTest.mouseClick(board, LEFT, PLAIN, QPoint(4, 300))
    assert names(board) == set()


def test_a_box_selects_what_it_touches(board):
    first, last = card(board, "conv1"), card(board, "pool1")
    drag(board, first - QPoint(90, 45), last + QPoint(0, 45))
    assert names(board) == {"conv1", "pool1"}


def test_escape_in_a_box_brings_the_old_selection_back(board):
    board.select({node_id(board, "dense3")})
    drag(board, card(board, "conv1") - QPoint(90, 45), card(board, "pool1"), release=False)
    assert names(board) == {"conv1", "pool1"}
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert names(board) == {"dense3"}


def test_a_drag_moves_the_selection_and_is_one_edit(board, owner):
    drop = board.stage.scene.graph.nodes[node_id(board, "drop1")].position
    drag(board, card(board, "drop1"), card(board, "drop1") + QPoint(101, 30))
    moved = owner.graph.nodes[node_id(board, "drop1")].position
    assert owner.labels == ["Move drop1"]
    assert moved == (drop[0] + 104.0, drop[1] + 32.0)


def test_alt_moves_off_the_grid(board, owner):
    drop = board.stage.scene.graph.nodes[node_id(board, "drop1")].position
    drag(board, card(board, "drop1"), card(board, "drop1") + QPoint(101, 30), keys=ALT)
    assert owner.graph.nodes[node_id(board, "drop1")].position == pytest.approx((drop[0] + 101.0, drop[1] + 30.0))


def test_escape_puts_a_moved_card_back(board, owner):
    before = board.stage.scene.rects.copy()
    drag(board, card(board, "conv1"), card(board, "conv1") + QPoint(60, 200), release=False)
    assert (board.stage.scene.rects != before).any()
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert (board.stage.scene.rects == before).all()
    assert owner.labels == []


def test_a_lone_card_dropped_on_a_wire_is_put_into_it(board, owner):
    between = (port(board, "dense1", -1) + port(board, "dense2", 0)) / 2
    drag(board, card(board, "drop1"), between)
    assert owner.labels == ["Put drop1 onto a wire"]
    graph, drop = owner.graph, node_id(board, "drop1")
    assert [wire.source for wire in graph.feeds[drop]] == [node_id(board, "dense1")]
    assert [wire.target for wire in graph.follows[drop]] == [node_id(board, "dense2")]


def test_a_wire_that_fits_turns_green_and_is_drawn(board, owner):
    drag(board, port(board, "dense1", -1), port(board, "drop1", 0), release=False)
    verdict = board._pointer.gesture.verdict
    assert (verdict.reason, verdict.shape) == ("", "120")
    assert not board.grab().isNull()
    QTest.mouseRelease(board, LEFT, PLAIN, port(board, "drop1", 0))
    assert owner.labels == ["Draw a wire"]
    assert [wire.source for wire in owner.graph.feeds[node_id(board, "drop1")]] == [node_id(board, "dense1")]


def test_a_wire_may_be_dropped_anywhere_on_the_card(board, owner):
    drag(board, port(board, "dense1", -1), card(board, "drop1"))
    assert owner.labels == ["Draw a wire"]


def test_a_wire_drawn_backwards_from_an_input(board, owner):
    drag(board, port(board, "drop1", 0), port(board, "flatten1", -1))
    assert [wire.source for wire in owner.graph.feeds[node_id(board, "drop1")]] == [node_id(board, "flatten1")]


def test_a_wire_that_does_not_fit_is_refused_in_words(board, owner):
    drag(board, port(board, "conv1", -1), port(board, "dense2", 0), release=False)
    sentence = "Input 1 of dense2 is taken by dense1. Remove that wire first."
    assert board._pointer.gesture.verdict.reason == sentence
    assert not board.grab().isNull()
    QTest.mouseRelease(board, LEFT, PLAIN, port(board, "dense2", 0))
    assert owner.refused == [sentence]
    assert owner.labels == []


def test_a_wired_input_lets_its_wire_be_led_elsewhere(board, owner):
    drag(board, port(board, "dense2", 0), port(board, "drop1", 0))
    assert owner.labels == ["Draw a wire"]
    assert node_id(board, "dense2") not in owner.graph.feeds
    assert [wire.source for wire in owner.graph.feeds[node_id(board, "drop1")]] == [node_id(board, "dense1")]


def test_a_wire_led_to_nothing_is_removed(board, owner):
    drag(board, port(board, "dense2", 0), card(board, "dense2") + QPoint(0, 90))
    assert owner.labels == ["Remove a wire"]
    assert node_id(board, "dense2") not in owner.graph.feeds


def test_a_lifted_wire_put_back_is_no_edit(board, owner):
    start = port(board, "dense2", 0)
    drag(board, start, start + QPoint(-6, 4))
    drag(board, start, start)
    assert owner.labels == []


def test_escape_leaves_a_lifted_wire_where_it_was(board, owner):
    before = owner.graph
    drag(board, port(board, "dense2", 0), card(board, "drop1"), release=False)
    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(board, LEFT, PLAIN, card(board, "drop1"))
    assert owner.graph is before
    assert board.stage.hidden_wire == -1


def test_another_drawing_ends_a_gesture(board, owner):
    drag(board, port(board, "dense1", -1), card(board, "drop1"), release=False)
    graph = edits.remove(owner.graph, [node_id(board, "drop1")])
    board.show_graph(graph, measure(graph))
    QTest.mouseRelease(board, LEFT, PLAIN, QPoint(300, 300))
    assert owner.labels == []


def test_the_middle_button_and_the_space_bar_pan(board):
    before = board.stage.view
    drag(board, QPoint(300, 300), QPoint(340, 310), button=MIDDLE)
    QTest.keyPress(board, Qt.Key.Key_Space)
    drag(board, card(board, "conv1"), card(board, "conv1") + QPoint(10, 20))
    QTest.keyRelease(board, Qt.Key.Key_Space)
    assert board.stage.view.left == pytest.approx(before.left - 50 / before.zoom)
    assert board.stage.view.top == pytest.approx(before.top - 30 / before.zoom)


def test_the_cursor_tells_what_a_press_would_do(board):
    QTest.mouseMove(board, port(board, "conv1", -1))
    assert board.cursor().shape() == Qt.CursorShape.CrossCursor
    QTest.mouseMove(board, card(board, "conv1"))
    assert board.cursor().shape() == Qt.CursorShape.ArrowCursor
    QTest.keyPress(board, Qt.Key.Key_Space)
    assert board.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.keyRelease(board, Qt.Key.Key_Space)


def test_a_click_on_a_wire_and_delete_remove_it(board, owner):
    middle = (port(board, "conv1", -1) + port(board, "pool1", 0)) / 2
    QTest.mouseClick(board, LEFT, PLAIN, middle)
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert owner.labels == ["Remove a wire"]
    assert node_id(board, "pool1") not in owner.graph.feeds


def test_the_small_map_leads_elsewhere(board):
    board.look_at(board.stage.view.zoomed(4, QPointF(0, 0)))
    place = board._pointer._minimap.place(board.stage)
    before = board.stage.view
    QTest.mouseClick(board, LEFT, PLAIN, place.center().toPoint() + QPoint(30, 0))
    assert board.stage.view.zoom == before.zoom
    assert (board.stage.view.left, board.stage.view.top) != (before.left, before.top)


def test_a_rubber_band_is_gone_when_it_is_let_go_over_nothing(board, qtbot):
    start, end = QPoint(20, 60), QPoint(board.width() - 20, board.height() - 10)
    drag(board, start, end, release=False)
    QApplication.processEvents()
    with_band = board.grab().toImage()
    repaints = []
    board.update = lambda *_area: repaints.append(True)
    QTest.mouseRelease(board, LEFT, PLAIN, end)
    assert repaints
    assert board.grab().toImage() != with_band


@pytest.mark.parametrize("height", range(360, 560, 40))
def test_the_small_map_hides_no_wire_while_all_is_in_view(board, height):
    nodes = board.stage.scene.graph.nodes
    board.show_graph(edits.move(board.stage.scene.graph, {node: (400 * (at % 3), 240 * (at // 3)) for at, node in enumerate(nodes)}))
    board._settling.finish()
    board.resize(640, height)
    stage, wires = board.stage, range(len(board.stage.scene.wires))
    everything = stage.view.fitted(stage.scene.bounds(), stage.size, Insets())
    board.look_at(everything)
    place = board._pointer._minimap.place(stage)
    ways = [path_of(stage.scene.routes.strokes(wire)) for wire in wires]
    assert not any(place.contains(stage.view.to_screen(way.pointAtPercent(part / 100))) for way in ways for part in range(101))


def test_the_fix_of_an_issue_is_a_link(board, qtbot):
    board.grab()
    callout = next(each for each in board._pointer._callouts if each.issue.fix)
    with qtbot.waitSignal(board.fix_clicked) as clicked:
        QTest.mouseClick(board, LEFT, PLAIN, callout.link.center().toPoint())
    assert clicked.args[0].text == "No wire arrives, so training leaves it out."


def test_a_double_click_opens_a_node_and_on_nothing_asks_for_a_block(board, qtbot):
    with qtbot.waitSignal(board.opened) as opened:
        QTest.mouseDClick(board, LEFT, PLAIN, card(board, "conv1"))
    assert opened.args == [node_id(board, "conv1")]
    with qtbot.waitSignal(board.quick_add_asked):
        QTest.mouseDClick(board, LEFT, PLAIN, QPoint(4, 300))


def sources(owner, add: str) -> list[str]:
    return [owner.graph.nodes[wire.source].name for wire in owner.graph.feeds[add]]


def test_a_wire_led_to_another_input_of_its_node_changes_the_order(board, owner, adding):
    drag(board, port(board, "add1", 0), port(board, "add1", 1))
    assert owner.labels == ["Reorder inputs"]
    assert sources(owner, adding) == ["pool1", "conv1"]


def test_a_card_with_many_inputs_says_which_shapes_do_not_fit(board, owner, adding):
    drag(board, port(board, "dense1", -1), card(board, "add1"))
    assert sources(owner, adding) == ["conv1", "pool1"]
    (sentence,) = owner.refused
    assert sentence.startswith("Add needs inputs of one shape. Received: (28, 28, 6), (14, 14, 6), (120,).")


def test_a_card_with_many_inputs_takes_the_next_wire_anywhere(board, owner):
    graph, add = edits.add(owner.graph, Add(), (624.0, 448.0))
    owner.push("", edits.connect(graph, node_id(board, "conv1"), add))
    drag(board, port(board, "conv1", -1), card(board, "add1"))
    assert sources(owner, add) == ["conv1", "conv1"]


def test_a_card_put_onto_a_wire_gets_room(board, owner):
    drag(board, card(board, "drop1"), (port(board, "dense1", -1) + port(board, "dense2", 0)) / 2)
    across = [owner.graph.nodes[node_id(board, name)].position[0] for name in ("dense1", "drop1", "dense2", "dense3", "output1")]
    assert across == [208.0, 416.0, 624.0, 832.0, 1040.0]
    assert owner.graph.nodes[node_id(board, "conv2")].position[0] == 624.0


def test_another_button_on_the_way_ends_nothing(board, owner):
    start, both = card(board, "conv1"), LEFT | Qt.MouseButton.RightButton
    before = owner.graph.nodes[node_id(board, "conv1")].position
    QTest.mousePress(board, LEFT, PLAIN, start)
    QTest.mouseMove(board, start + QPoint(64, 0))
    place = QPointF(start + QPoint(64, 0))
    for kind, held in ((QEvent.Type.MouseButtonPress, both), (QEvent.Type.MouseButtonRelease, LEFT)):
        QApplication.sendEvent(board, QMouseEvent(kind, place, place, Qt.MouseButton.RightButton, held, PLAIN))
    assert owner.labels == []
    QTest.mouseRelease(board, LEFT, PLAIN, start + QPoint(64, 0))
    assert owner.labels == ["Move conv1"]
    assert owner.graph.nodes[node_id(board, "conv1")].position != before
