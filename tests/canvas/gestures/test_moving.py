"""What is moved comes to rest on the grid and in line with others; copies are made by dragging; locked cards stay."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from studio.canvas.painting.guides import Guides
from studio.canvas.sample import lenet
from studio.canvas.tools import clipboard
from studio.graph import edits
from studio.graph.model import Wire
from studio.graph.states import set_locked
from tests.canvas.conftest import card, node_id
from tests.canvas.gestures.test_gestures import ALT, CONTROL, LEFT, PLAIN, drag, names


@pytest.fixture
def loose(board, owner):
    """The board with drop1 below conv2, 3 pixels off its edges."""
    conv = owner.graph.nodes[node_id(board, "conv2")].position
    owner.push("", edits.move(owner.graph, {node_id(board, "drop1"): (conv[0] + 3.0, 448.0)}))
    owner.labels.clear()
    return conv


def position(owner, name: str) -> tuple[float, float]:
    return owner.graph.nodes[node_id(owner.board, name)].position


def test_a_card_comes_into_line_with_its_neighbours(board, owner, loose):
    start = card(board, "drop1")
    drag(board, start, start + QPoint(0, 21), release=False)
    gesture = board._pointer.gesture
    assert any(not line.across and line.at == loose[0] + 80 for line in gesture._guides.lines)
    with_lines = board.grab().toImage()
    gesture._guides.clear()
    assert board.grab().toImage() != with_lines
    QTest.mouseRelease(board, LEFT, PLAIN, start + QPoint(0, 21))
    assert position(owner, "drop1")[0] == loose[0]
    assert owner.labels == ["Move drop1"]


def test_a_card_far_from_any_line_rests_on_the_grid(board, owner, loose):
    start = card(board, "drop1")
    drag(board, start, start + QPoint(-100, 21))
    x, y = position(owner, "drop1")
    assert (x % 8, y % 8) == (0, 0)


def test_snapping_is_turned_off_and_alt_turns_it_round(board, owner, loose):
    board.set_snap(False)
    start = card(board, "drop1")
    drag(board, start, start + QPoint(0, 21))
    assert position(owner, "drop1") == (loose[0] + 3.0, 469.0)
    start = card(board, "drop1")
    drag(board, start, start + QPoint(0, 11), keys=ALT)
    assert position(owner, "drop1")[0] == loose[0]


def test_snapping_is_told_when_it_changes(board, qtbot):
    told = []
    board.snap_changed.connect(told.append)
    board.set_snap(True)
    board.set_snap(False)
    assert told == [False]


def test_guides_join_what_they_line_up(board):
    scene = board.stage.scene
    row = scene.rows[node_id(board, "drop1")]
    guides = Guides(board.stage, scene.rows_of([node_id(board, "drop1")]))
    left, top, width, height = scene.rects[scene.rows[node_id(board, "conv1")]].tolist()
    assert guides.pulled(QRectF(left + 5, top + 400, width, height))[0] == -5.0
    (line, *_others) = guides.lines
    assert (line.across, line.at) == (False, left + width / 2)
    assert line.start < top
    assert line.end > top + 400 + height
    assert guides.pulled(QRectF(left + 71, top + 471, width, height)) == (None, None)
    assert guides.lines == []
    assert row not in scene.rows_of([])


def test_a_locked_card_does_not_follow_the_hand_and_says_so(board, owner):
    owner.push("", set_locked(owner.graph, [node_id(board, "drop1")], True))
    owner.labels.clear()
    before = position(owner, "drop1")
    drag(board, card(board, "drop1"), card(board, "drop1") + QPoint(60, 60))
    assert position(owner, "drop1") == before
    assert owner.labels == []
    assert owner.refused == ["drop1 is locked. Unlock it first."]


def test_locked_cards_stay_behind_the_others(board, owner):
    owner.push("", set_locked(owner.graph, [node_id(board, "drop1")], True))
    locked, free = position(owner, "drop1"), position(owner, "output1")
    board.select({node_id(board, "drop1"), node_id(board, "output1")})
    drag(board, card(board, "output1"), card(board, "output1") + QPoint(0, 160))
    assert position(owner, "drop1") == locked
    assert position(owner, "output1") != free


def test_control_and_drag_make_a_copy(board, owner):
    before = position(owner, "drop1")
    start = card(board, "drop1")
    drag(board, start, start + QPoint(201, 50), keys=CONTROL, release=False)
    assert len(owner.graph.nodes) == 11
    assert not board.grab().isNull()
    QTest.mouseRelease(board, LEFT, CONTROL, start + QPoint(201, 50))
    assert owner.labels == ["Duplicate drop2"]
    assert names(board) == {"drop2"}
    assert position(owner, "drop1") == before
    assert position(owner, "drop2") == (before[0] + 200.0, before[1] + 48.0)


def test_copies_of_several_cards_keep_their_wires(board, owner):
    board.select({node_id(board, "conv2"), node_id(board, "pool2")})
    start = card(board, "pool2")
    drag(board, start, start + QPoint(0, 250), keys=CONTROL)
    assert owner.labels == ["Duplicate 2 nodes"]
    graph = owner.graph
    inside = [wire for wire in graph.wires if {wire.source, wire.target} <= board.selection]
    assert len(inside) == 1


def test_escape_makes_no_copy(board, owner):
    start = card(board, "drop1")
    drag(board, start, start + QPoint(201, 50), keys=CONTROL, release=False)
    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(board, LEFT, CONTROL, start + QPoint(201, 50))
    assert owner.labels == []
    assert len(owner.graph.nodes) == len(lenet().nodes)


def test_pasted_nodes_keep_the_wires_that_came_from_elsewhere(board, owner):
    board.select({node_id(board, "conv2"), node_id(board, "pool2")})
    board.copy()
    board.paste()
    plain = [node for node in board.selection if node in owner.graph.feeds]
    assert len(plain) == 1
    board.paste_linked()
    sources = {owner.graph.nodes[wire.source].name for node in board.selection for wire in owner.graph.feeds[node]}
    assert "pool1" in sources
    assert owner.labels == ["Paste 2 nodes", "Paste 2 nodes"]


def test_wires_from_nodes_that_are_gone_are_left_out(board, owner):
    board.select({node_id(board, "conv2")})
    board.copy()
    owner.push("", edits.remove(owner.graph, [node_id(board, "pool1")]))
    board.paste_linked()
    (new,) = board.selection
    assert new not in owner.graph.feeds
    assert owner.refused == []


def test_what_a_text_says_of_wires_from_elsewhere_is_read_with_care():
    text = clipboard.written(lenet(), [Wire("a", "b", 1, 2)])
    assert clipboard.outside(text) == (Wire("a", "b", 1, 2),)
    assert clipboard.outside(clipboard.written(lenet())) == ()
    strange = text.replace('"outside": [', '"outside": [["a", "b", -1, 0], ["a"], 7, ')
    assert strange != text
    assert clipboard.outside(strange) == (Wire("a", "b", 1, 2),)


def test_a_card_put_onto_the_wire_to_the_next_row_stays_where_it_was_dropped(board, owner):
    owner.push("", edits.move(owner.graph, {node_id(board, "output1"): (1040.0, 0.0)}))  # where it would be put otherwise
    row = next(index for index, wire in enumerate(board.stage.scene.wires) if wire.target == node_id(board, "flatten1"))
    lane = board.stage.scene.routes.knees[row, 2:4].mean(axis=0)
    board._settling.finish()
    drag(board, card(board, "drop1"), board.stage.view.to_screen(QPointF(*lane)).toPoint())
    assert owner.labels[-1] == "Put drop1 onto a wire"
    place = position(owner, "drop1")
    rect = board.stage.scene.rects[board.stage.scene.rows[node_id(board, "drop1")]]
    assert place == tuple(rect[:2].tolist())
    assert abs(place[0] + 80 - lane[0]) < 24


@pytest.mark.parametrize("held", [ALT, ALT | CONTROL])
def test_what_is_moved_or_copied_at_another_zoom_lies_on_whole_pixels(board, owner, held):
    board.look_at(board.stage.view.zoomed(0.83, QPointF(0, 0)))
    drag(board, card(board, "drop1"), card(board, "drop1") + QPoint(31, 17), keys=held)
    assert len(owner.labels) == 1
    assert all(place == round(place) for node in owner.graph.nodes.values() for place in node.position)
    assert [tuple(rect[:2]) for rect in board.stage.scene.rects.tolist()] == [node.position for node in owner.graph.nodes.values()]
