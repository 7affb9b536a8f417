"""What the keyboard alone can do, by real key events."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from studio.blocks.merging import Add
from studio.canvas.board import Board
from studio.canvas.painting.focus import ROLE
from studio.canvas.sample import lenet
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.look import DARK, LIGHT, Look
from tests.canvas.conftest import card, node_id
from tests.canvas.gestures.test_gestures import ALT, CONTROL, LEFT, PLAIN, drag, names

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def press(board, *keys, held=PLAIN) -> None:
    for key in keys:
        QTest.keyClick(board, key, held)


def chosen(board) -> tuple[str, str, int] | None:
    """Source, target and port of the selected wire."""
    if board.stage.chosen_wire < 0:
        return None
    wire, nodes = board.stage.scene.wires[board.stage.chosen_wire], board.stage.scene.graph.nodes
    return nodes[wire.source].name, nodes[wire.target].name, wire.port


def test_arrows_walk_along_the_wires(board):
    for key, name in ((KEY.Key_Right, "input1"), (KEY.Key_Right, "conv1"), (KEY.Key_Right, "pool1"), (KEY.Key_Left, "conv1")):
        press(board, key)
        assert names(board) == {name}


def test_at_a_branch_the_nearest_in_height_is_next(board, adding):
    board.select({node_id(board, "pool1")})
    press(board, KEY.Key_Right)
    assert names(board) == {"conv2"}
    press(board, KEY.Key_Left)
    board.select({adding})
    press(board, KEY.Key_Left)
    assert names(board) == {"conv1"}


def test_arrows_up_and_down_go_by_place_and_reach_what_has_no_wires(board):
    board.select({node_id(board, "conv1")})
    press(board, KEY.Key_Down)
    assert names(board) == {"dense1"}
    press(board, KEY.Key_Down)
    assert names(board) == {"drop1"}
    press(board, KEY.Key_Up, KEY.Key_Up)
    assert names(board) == {"conv1"}


def test_page_keys_come_by_every_node_as_it_is_read(board, adding):
    seen = []
    for _ in board.stage.scene.ids:
        press(board, KEY.Key_PageDown)
        seen += sorted(names(board))
    assert seen[:3] == ["input1", "conv1", "pool1"]
    assert len(set(seen)) == len(board.stage.scene.ids)
    press(board, KEY.Key_PageUp)
    assert names(board) == {seen[-2]}


def test_home_and_end_go_to_the_first_and_the_last(board):
    press(board, KEY.Key_End)
    assert names(board) == {"drop1"}
    press(board, KEY.Key_Home)
    assert names(board) == {"input1"}


def test_a_node_that_is_walked_to_is_brought_into_view_below_the_bar(board):
    board.set_motion(False)
    board.look_at(board.stage.view.panned(0, -90))
    press(board, KEY.Key_End, KEY.Key_Home)
    last = board.stage.screen_rect(board.stage.scene.rows[node_id(board, "input1")])
    assert last.top() > board.bar.geometry().bottom()


def test_shift_and_arrows_extend_the_selection(board):
    board.select({node_id(board, "conv1")})
    press(board, KEY.Key_Right, KEY.Key_Right, held=SHIFT)
    assert names(board) == {"conv1", "pool1", "conv2"}


def test_control_walks_without_selecting_and_control_space_selects(board):
    board.select({node_id(board, "conv1")})
    press(board, KEY.Key_Right, KEY.Key_Right, held=CONTROL)
    assert names(board) == {"conv1"}
    press(board, KEY.Key_Space, held=CONTROL)
    assert names(board) == {"conv1", "conv2"}
    press(board, KEY.Key_Space, held=CONTROL)
    assert names(board) == {"conv1"}


def test_alt_and_arrows_move_the_selection_by_the_grid(board, owner):
    before = owner.graph.nodes[node_id(board, "drop1")].position
    board.select({node_id(board, "drop1")})
    press(board, KEY.Key_Right, KEY.Key_Up, held=ALT)
    assert owner.graph.nodes[node_id(board, "drop1")].position == (before[0] + 8.0, before[1] - 8.0)


def test_c_connects_what_is_selected_in_sequence(board, owner):
    graph, add = edits.add(owner.graph, Add(), (624.0, 448.0))
    owner.push("", graph)
    board.select({node_id(board, "drop1"), add})
    press(board, KEY.Key_C)
    assert owner.labels == ["", "Connect 2 nodes"]
    assert [wire.source for wire in owner.graph.feeds[add]] == [node_id(board, "drop1")]
    assert owner.refused == []


def test_c_says_what_is_refused_and_does_the_rest(board, owner):
    board.select({node_id(board, "conv1"), node_id(board, "dense3"), node_id(board, "drop1")})
    press(board, KEY.Key_C)
    assert owner.labels == ["Connect 3 nodes"]
    assert owner.refused == ["Input 1 of dense3 is taken by dense2. Remove that wire first."]
    board.select({node_id(board, "conv1")})
    press(board, KEY.Key_C)
    assert owner.refused[1:] == ["Connecting in sequence needs two nodes or more. Received: 1. Select more with Shift and the arrow keys."]


def test_w_walks_through_the_wires_of_a_node(board, adding):
    board.select({node_id(board, "pool1")})
    seen = []
    for _ in range(4):
        press(board, KEY.Key_W)
        seen.append(chosen(board))
    assert seen == [("conv1", "pool1", 0), ("pool1", "conv2", 0), ("pool1", "add1", 1), ("conv1", "pool1", 0)]
    press(board, KEY.Key_W, held=SHIFT)
    assert chosen(board) == ("pool1", "add1", 1)


def test_delete_takes_the_wire_that_was_walked_to(board, owner):
    board.select({node_id(board, "pool1")})
    press(board, KEY.Key_W, KEY.Key_W, KEY.Key_Delete)
    assert owner.labels == ["Remove a wire"]
    assert node_id(board, "conv2") not in owner.graph.feeds


def test_brackets_change_the_order_of_inputs(board, owner, adding):
    def order() -> list[str]:
        return [owner.graph.nodes[wire.source].name for wire in owner.graph.feeds[adding]]

    board.select({node_id(board, "pool1")})
    press(board, KEY.Key_W, KEY.Key_W, KEY.Key_W, KEY.Key_BracketLeft)
    assert (order(), chosen(board)) == (["pool1", "conv1"], ("pool1", "add1", 0))
    press(board, KEY.Key_BracketRight)
    assert (order(), chosen(board)) == (["conv1", "pool1"], ("pool1", "add1", 1))
    board.select({adding})
    press(board, KEY.Key_BracketRight)
    assert order() == ["pool1", "conv1"]
    assert owner.labels == ["Reorder inputs"] * 3


def test_a_bracket_that_needs_altgr_is_one_too(board, owner, adding):
    board.select({adding})
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QApplication.sendEvent(board, QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_BracketRight, held, "]"))
    assert owner.labels == ["Reorder inputs"]


def test_a_single_input_has_no_order(board, owner):
    board.select({node_id(board, "conv1")})
    press(board, KEY.Key_BracketRight)
    assert owner.labels == []


def test_enter_asks_for_the_values_and_f2_for_the_name(board, qtbot):
    board.select({node_id(board, "conv1")})
    for key, signal in ((KEY.Key_Return, board.values_asked), (KEY.Key_Enter, board.values_asked), (KEY.Key_F2, board.rename_asked)):
        with qtbot.waitSignal(signal) as asked:
            press(board, key)
        assert asked.args == [node_id(board, "conv1")]


def test_a_tap_on_space_and_tab_ask_for_a_block_beside_the_node(board, qtbot):
    press(board, KEY.Key_Right)
    beside = board.mapToGlobal(board.stage.screen_rect(0).topRight().toPoint() + QPoint(16, 0))
    for key in (KEY.Key_Space, KEY.Key_Tab):
        with qtbot.waitSignal(board.quick_add_asked) as asked:
            press(board, key)
        assert asked.args == [beside]


def test_the_menu_key_asks_for_the_menu_of_the_node(board, qtbot):
    press(board, KEY.Key_Home, KEY.Key_Right)
    press(board, KEY.Key_Right, held=CONTROL)
    with qtbot.waitSignal(board.menu_asked) as asked:
        QApplication.sendEvent(board, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), board.mapToGlobal(QPoint(1, 1))))
    assert asked.args[0] == node_id(board, "pool1")
    assert board.mapFromGlobal(asked.args[1]) == board.stage.screen_rect(2).topRight().toPoint() + QPoint(16, 0)
    assert names(board) == {"pool1"}


def test_space_held_for_a_drag_asks_for_nothing(board, qtbot):
    before = board.stage.view
    with qtbot.assertNotEmitted(board.quick_add_asked):
        QTest.keyPress(board, KEY.Key_Space)
        drag(board, QPoint(300, 600), QPoint(340, 600))
        QTest.keyRelease(board, KEY.Key_Space)
    assert board.stage.view.left < before.left


def test_escape_steps_back_from_wire_to_node_to_nothing(board):
    board.select({node_id(board, "conv1")})
    press(board, KEY.Key_W)
    assert (chosen(board), names(board)) == (("input1", "conv1", 0), set())
    press(board, KEY.Key_Escape)
    assert (chosen(board), names(board)) == (None, {"conv1"})
    press(board, KEY.Key_Escape)
    assert names(board) == set()
    press(board, KEY.Key_Right)
    assert names(board) == {"pool1"}


def test_after_a_deletion_the_keyboard_goes_on_where_it_was(board, owner):
    board.select({node_id(board, "pool1")})
    press(board, KEY.Key_Delete, KEY.Key_Right)
    assert names(board) == {"conv2"}


def test_zoom_keys(board, qtbot):
    board.look_at(board.stage.view.zoomed(0.5, board.stage.view.to_screen(card(board, "conv1").toPointF())))
    press(board, KEY.Key_1)
    qtbot.waitUntil(lambda: board.stage.view.zoom == pytest.approx(1.0))
    press(board, KEY.Key_Minus)
    qtbot.waitUntil(lambda: board.stage.view.zoom == pytest.approx(0.8))
    press(board, KEY.Key_Plus)
    qtbot.waitUntil(lambda: board.stage.view.zoom == pytest.approx(1.0))


def test_the_keys_are_a_table_that_can_be_changed(board, owner):
    board.keyboard.keys = {"X": "delete"}
    board.select({node_id(board, "drop1")})
    press(board, KEY.Key_F2, KEY.Key_X)
    assert owner.labels == ["Delete drop1"]


def test_the_place_of_the_keyboard_is_seen_only_while_it_is_used(board):
    still = board.grab().toImage()
    press(board, KEY.Key_Right, KEY.Key_Right, held=CONTROL)
    assert (board.stage.focused, board.selection) == (True, frozenset())
    assert board.grab().toImage() != still
    QTest.mouseClick(board, LEFT, PLAIN, QPoint(4, 300))
    assert not board.stage.focused
    assert board.grab().toImage() == still


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_place_of_the_keyboard_stands_out_from_board_and_selection(theme):
    assert contrast(theme.colour(ROLE), theme.board) >= 3
    assert contrast(theme.colour(ROLE), theme.accent) >= 1.2
    assert theme.colour(ROLE) != theme.accent


def contrast(first: str, second: str) -> float:
    """Of two colours, as the WCAG define it."""

    def luminance(colour: str) -> float:
        parts = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in QColor(colour).getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def between(qtbot):
    """A board between two fields."""
    window = QWidget()
    qtbot.addWidget(window)
    before, board, after = QLineEdit(), Board(Look()), QLineEdit()
    column = QVBoxLayout(window)
    for each in (before, board, after):
        column.addWidget(each)
    graph = lenet()
    board.show_graph(graph, measure(graph))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    board.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(board.hasFocus)
    return window, before, board, after


def test_the_board_is_left_backward_and_forward_by_keys(between):
    _window, before, board, after = between
    press(board, KEY.Key_Backtab, held=SHIFT)
    assert before.hasFocus()
    board.setFocus()
    press(board, KEY.Key_Tab, held=CONTROL)
    assert after.hasFocus()
    assert not board.stage.focused


def test_a_board_without_a_node_shows_that_it_has_the_keyboard(between):
    _window, before, board, _after = between
    board.show_graph(Graph())
    assert board.stage.focused
    seen = board.grab().toImage()
    before.setFocus()
    assert board.grab().toImage() != seen


def test_back_from_another_window_the_place_is_seen_as_before(between):
    _window, before, board, _after = between
    for seen in (True, False):
        board.keyboard.seen(seen)
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        assert not board.stage.focused
        board.setFocus(Qt.FocusReason.OtherFocusReason)
        assert board.stage.focused == seen
    before.setFocus()
    board.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not board.stage.focused


def test_tab_into_the_board_shows_where_the_keyboard_is(between):
    _window, before, board, _ = between
    press(board, KEY.Key_Right)
    before.setFocus()
    press(before, KEY.Key_Tab)
    assert board.hasFocus()
    assert board.stage.focused
