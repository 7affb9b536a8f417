"""Fingers on a touch screen, as Qt delivers them: two pinch and pan, one does what the mouse does."""

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QInputDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.canvas.gestures.scrolling import spread
from studio.canvas.shown.view import View
from tests.canvas.conftest import card, node_id, port

SCREEN = QTest.createTouchDevice()


@pytest.fixture
def touch(board):
    """Presses, moves and lifts fingers by their number: `touch(press={0: point})`."""

    def send(press=None, move=None, release=None, device=SCREEN) -> None:
        sequence = QTest.touchEvent(board, device, False)
        for points, deed in ((press, sequence.press), (move, sequence.move), (release, sequence.release)):
            for finger, place in (points or {}).items():
                deed(finger, place, board)
        for finger in send.down.keys() - {*(move or {}), *(release or {})}:
            sequence.move(finger, send.down[finger], board)  # as screens do; what QTest holds still has no place
        lifted = release or {}
        send.down = {finger: place for finger, place in (send.down | (press or {}) | (move or {})).items() if finger not in lifted}
        sequence.commit()
        QApplication.processEvents()

    send.down = {}
    return send


def under(board, place: QPoint) -> QPointF:
    return board.stage.view.to_board(QPointF(place))


LEFT, RIGHT = QPoint(400, 400), QPoint(600, 400)


def test_two_fingers_that_spread_zoom_about_their_middle(board, touch):
    zoom, middle = board.stage.view.zoom, under(board, QPoint(500, 400))
    touch(press={0: LEFT})
    touch(press={1: RIGHT})
    touch(move={0: QPoint(350, 400), 1: QPoint(650, 400)})
    assert board.stage.view.zoom == pytest.approx(zoom * 1.5)
    assert (under(board, QPoint(500, 400)) - middle).manhattanLength() < 0.01
    touch(release={0: QPoint(350, 400), 1: QPoint(650, 400)})
    assert board._pointer.gesture is None


def test_two_fingers_that_go_along_pan(board, touch):
    zoom, place = board.stage.view.zoom, under(board, LEFT)
    touch(press={0: LEFT, 1: RIGHT})
    touch(move={0: LEFT + QPoint(40, 30), 1: RIGHT + QPoint(40, 30)})
    assert board.stage.view.zoom == pytest.approx(zoom)
    assert (under(board, LEFT + QPoint(40, 30)) - place).manhattanLength() < 0.01
    touch(release={0: LEFT, 1: RIGHT})


def test_the_second_finger_gives_up_what_the_first_began(board, owner, touch):
    start, before = card(board, "conv1"), owner.graph
    touch(press={0: start})
    touch(move={0: start + QPoint(60, 40)})
    assert board._pointer.gesture is not None
    touch(press={1: RIGHT})
    touch(release={1: RIGHT})
    touch(move={0: start + QPoint(90, 90)})
    touch(release={0: start + QPoint(90, 90)})
    assert owner.graph is before
    assert owner.labels == []


def test_one_finger_moves_a_card(board, owner, touch):
    start, before = card(board, "conv1"), owner.graph.nodes[node_id(board, "conv1")].position
    touch(press={0: start})
    for step in range(1, 5):
        touch(move={0: start + QPoint(0, 16 * step)})
    touch(release={0: start + QPoint(0, 64)})
    assert owner.graph.nodes[node_id(board, "conv1")].position[1] > before[1]
    assert board.selection == {node_id(board, "conv1")}


def test_one_finger_draws_a_wire(board, owner, touch):
    start, end = port(board, "pool2", -1), port(board, "drop1", 0)
    touch(press={0: start})
    for step in range(1, 5):
        touch(move={0: start + (end - start) * step / 4})
    touch(release={0: end})
    assert owner.labels == ["Draw a wire"]


def test_two_taps_open_what_a_double_click_opens(board, touch, qtbot):
    with qtbot.waitSignal(board.opened) as opened:
        for _ in range(2):
            touch(press={0: card(board, "conv1")})
            touch(release={0: card(board, "conv1")})
    assert opened.args == [node_id(board, "conv1")]


def test_a_pad_is_not_a_screen(board, touch):
    view = board.stage.view
    pad = QTest.createTouchDevice(QInputDevice.DeviceType.TouchPad)
    touch(press={0: LEFT, 1: RIGHT}, device=pad)
    touch(move={0: LEFT - QPoint(50, 0), 1: RIGHT + QPoint(50, 0)}, device=pad)
    touch(release={0: LEFT, 1: RIGHT}, device=pad)
    assert board.stage.view == view


def test_fingers_that_meet_do_not_zoom_without_measure():
    view = View(1.0, 0.0, 0.0)
    both = [QPointF(100, 100), QPointF(100, 100)]
    assert spread(view, both, both) == view
    assert spread(view, [QPointF(0, 0), QPointF(160, 0)], both).zoom == pytest.approx(0.1)
