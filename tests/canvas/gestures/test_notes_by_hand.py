"""Comments and frames under the mouse: moved, resized, selected, duplicated, collapsed."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from studio.canvas.painting.notes import grip_at
from studio.canvas.shown.view import View
from studio.graph.model import Note
from studio.graph.notes import add_note, change_note
from tests.canvas.conftest import card, node_id, rect, title
from tests.canvas.gestures.test_gestures import ALT, CONTROL, LEFT, PLAIN, drag, names


def test_a_comment_follows_the_hand(board, owner, comment):
    at, zoom = rect(board, comment).center().toPoint(), board.stage.view.zoom
    drag(board, at, at + QPoint(-120, 40), keys=ALT)
    assert owner.labels == ["Move a comment"]
    assert owner.graph.notes[comment].position == pytest.approx((704.0 - 120 / zoom, 448.0 + 40 / zoom))
    assert board.selected_notes == {comment}


def test_a_frame_takes_along_what_lies_in_it(board, owner, frame):
    before = {name: owner.graph.nodes[node_id(board, name)].position for name in ("conv1", "pool1", "conv2")}
    at = title(board, frame)
    drag(board, at, at + QPoint(16, 200))
    assert owner.labels == ["Move Stem"]
    x, y = owner.graph.notes[frame].position
    way = (x - 184.0, y + 56.0)
    assert way != (0.0, 0.0)
    moved = {name: owner.graph.nodes[node_id(board, name)].position for name in before}
    assert moved["conv1"] == (before["conv1"][0] + way[0], before["conv1"][1] + way[1])
    assert moved["pool1"] == (before["pool1"][0] + way[0], before["pool1"][1] + way[1])
    assert moved["conv2"] == before["conv2"]


def test_escape_puts_a_moved_frame_back(board, owner, frame):
    before, places = owner.graph, board.stage.scene.rects.copy()
    at = title(board, frame)
    drag(board, at, at + QPoint(16, 200), release=False)
    assert board.stage.noted.held[frame].position != before.notes[frame].position
    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(board, LEFT, PLAIN, at)
    assert owner.graph is before
    assert board.stage.noted.held == {}
    assert (board.stage.scene.rects == places).all()


def test_an_edge_and_a_corner_change_the_size(board, owner, comment):
    board.look_at(View(1.0, 100.0, 0.0))
    room = rect(board, comment)
    right = QPoint(round(room.right()), round(room.center().y()))
    drag(board, right, right + QPoint(43, 0))
    assert owner.graph.notes[comment].size == (280.0, 96.0)
    corner = rect(board, comment).topLeft().toPoint()
    drag(board, corner, corner + QPoint(-40, -24))
    note = owner.graph.notes[comment]
    assert (note.position, note.size) == ((664.0, 424.0), (320.0, 120.0))
    assert owner.labels == ["Resize a comment", "Resize a comment"]


def test_a_note_never_gets_smaller_than_its_title(board, owner, frame):
    owner.push("", change_note(owner.graph, frame, size=(416.0, 208.0)))  # where no wire lies under its corner
    corner = rect(board, frame).bottomRight().toPoint()
    drag(board, corner, corner - QPoint(900, 900))
    assert owner.graph.notes[frame].size == (96.0, 40.0)
    assert owner.graph.notes[frame].position == (184.0, -56.0)


def test_within_a_frame_a_box_selects_cards(board, frame):
    inside = rect(board, frame).bottomLeft().toPoint() + QPoint(12, -12)
    drag(board, inside, card(board, "conv1"))
    assert names(board) == {"conv1"}
    assert board.selected_notes == set()


def test_a_box_around_all_selects_notes_as_well(board, comment, frame):
    board.look_at(board.stage.view.zoomed(0.6, QPointF(0, 0)).panned(60, 120))
    drag(board, QPoint(2, 2), QPoint(1000, 620))
    assert board.selected_notes == {comment, frame}
    board.select({node_id(board, "conv1")})
    assert board.selected_notes == set()


def test_control_click_selects_one_more_note(board, comment, frame):
    QTest.mouseClick(board, LEFT, PLAIN, title(board, frame))
    QTest.mouseClick(board, LEFT, CONTROL, rect(board, comment).center().toPoint())
    assert board.selected_notes == {comment, frame}


def test_the_frame_of_a_module_has_a_button_that_collapses_it(board, owner, qtbot):
    standing = owner.graph.nodes[node_id(board, "conv1")]
    graph, note = add_note(owner.graph, Note("", "Residual", (184.0, -56.0), (416.0, 264.0), "", "frame", standing))
    owner.push("", graph)
    button = rect(board, note).topRight().toPoint() + QPoint(-16, 16)
    assert grip_at(board.stage, QPointF(button)).collapses
    QTest.mouseMove(board, button)
    assert board.cursor().shape() == Qt.CursorShape.PointingHandCursor
    with qtbot.waitSignal(board.collapse_asked) as asked:
        QTest.mouseClick(board, LEFT, PLAIN, button)
    assert asked.args == [note]


def test_the_cursor_tells_which_edge_would_move(board, comment):
    room = rect(board, comment)
    shapes = [
        (room.topLeft(), Qt.CursorShape.SizeFDiagCursor),
        (room.topRight(), Qt.CursorShape.SizeBDiagCursor),
        (QPointF(room.center().x(), room.bottom()), Qt.CursorShape.SizeVerCursor),
        (QPointF(room.left(), room.center().y()), Qt.CursorShape.SizeHorCursor),
        (room.center(), Qt.CursorShape.ArrowCursor),
    ]
    for place, shape in shapes:
        QTest.mouseMove(board, place.toPoint())
        assert board.cursor().shape() == shape


def test_control_and_drag_copy_a_frame_with_what_it_holds(board, owner, frame):
    board.look_at(View(0.8, 0.0, -200.0))
    at, room = title(board, frame), rect(board, frame).translated(0, 320).toRect()
    before = board.grab(room).toImage()
    drag(board, at, at + QPoint(0, 320), keys=CONTROL, release=False)
    assert board.grab(room).toImage() != before
    QTest.mouseRelease(board, LEFT, CONTROL, at + QPoint(0, 320))
    assert owner.labels == ["Duplicate 2 nodes and a frame"]
    (copy,) = board.selected_notes
    assert owner.graph.notes[copy].position == (184.0, 344.0)
    assert owner.graph.notes[frame].position == (184.0, -56.0)
