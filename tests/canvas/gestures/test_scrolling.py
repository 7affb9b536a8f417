"""What wheels, trackpads and pinches do, by real events."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.canvas.board import Board
from tests.canvas.conftest import card, port
from tests.canvas.gestures.test_gestures import CONTROL, LEFT, PLAIN, drag

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
STILL, MOVING, COASTING = Qt.ScrollPhase.NoScrollPhase, Qt.ScrollPhase.ScrollUpdate, Qt.ScrollPhase.ScrollMomentum


def wheel(board: Board, at: QPoint, angle: tuple[int, int], pixels: tuple[int, int] = (0, 0), keys=PLAIN, phase=STILL) -> None:
    where = QPointF(at), QPointF(board.mapToGlobal(at)), QPoint(*pixels), QPoint(*angle)
    QApplication.sendEvent(board, QWheelEvent(*where, Qt.MouseButton.NoButton, keys, phase, False))


def gesture(board: Board, kind: Qt.NativeGestureType, at: QPoint, value: float, way: QPointF | None = None) -> None:
    where, device = QPointF(at), QPointingDevice.primaryPointingDevice()
    QApplication.sendEvent(board, QNativeGestureEvent(kind, device, 2, where, where, where, value, way or QPointF()))


def moved(board: Board, before) -> tuple[float, float]:
    """How far the board has moved with the hand, in pixels."""
    view = board.stage.view
    return (before.left - view.left) * view.zoom, (before.top - view.top) * view.zoom


def test_a_wheel_zooms_about_the_cursor_in_sight(board, qtbot):
    at, zoom = card(board, "dense1"), board.stage.view.zoom
    before = board.stage.view.to_board(QPointF(at))
    wheel(board, at, (0, 240))
    assert board.stage.view.zoom < zoom * 1.44
    wheel(board, at, (0, 120))
    qtbot.waitUntil(lambda: board.stage.view.zoom == pytest.approx(zoom * 1.2**3))
    after = board.stage.view.to_board(QPointF(at))
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_without_motion_a_wheel_zooms_at_once(board):
    board.set_motion(False)
    zoom = board.stage.view.zoom
    wheel(board, QPoint(200, 200), (0, -120))
    assert board.stage.view.zoom == pytest.approx(zoom / 1.2)


def test_a_fine_wheel_zooms_at_once_by_parts_of_a_notch(board):
    zoom = board.stage.view.zoom
    for _ in range(8):
        wheel(board, QPoint(200, 200), (0, 15))
    assert board.stage.view.zoom == pytest.approx(zoom * 1.2)


@pytest.mark.parametrize(
    ("angle", "pixels", "keys", "phase", "way"),
    [
        ((0, -120), (0, 0), SHIFT, STILL, (-60, 0)),
        ((120, 0), (0, 0), PLAIN, STILL, (60, 0)),
        ((0, 80), (12, 40), PLAIN, MOVING, (12, 40)),
        ((24, -36), (0, 0), PLAIN, MOVING, (12, -18)),
        ((0, 80), (0, 40), CONTROL, COASTING, (0, 40)),
        ((0, 80), (6, 40), PLAIN, COASTING, (6, 40)),
    ],
    ids=["Shift and wheel", "tilted wheel", "two fingers", "two fingers without pixels", "coasting with Control", "coasting"],
)
def test_what_pans(board, angle, pixels, keys, phase, way):
    before = board.stage.view
    wheel(board, QPoint(200, 200), angle, pixels, keys, phase)
    assert board.stage.view.zoom == before.zoom
    assert moved(board, before) == pytest.approx(way)


@pytest.mark.parametrize(
    ("angle", "pixels", "keys", "phase", "factor"),
    [
        ((0, 120), (0, 0), CONTROL, MOVING, 1.2),
        ((0, 0), (0, 60), CONTROL, MOVING, 1.2),
        ((60, 0), (0, 0), ALT, STILL, 1.2**0.5),
    ],
    ids=["two fingers with Control", "pixels alone with Control", "Alt and wheel, which Qt turns aside"],
)
def test_what_zooms(board, angle, pixels, keys, phase, factor):
    zoom = board.stage.view.zoom
    wheel(board, QPoint(200, 200), angle, pixels, keys, phase)
    assert board.stage.view.zoom == pytest.approx(zoom * factor)


def test_a_pinch_zooms_about_its_middle(board):
    at, zoom = card(board, "conv2"), board.stage.view.zoom
    before = board.stage.view.to_board(QPointF(at))
    gesture(board, Qt.NativeGestureType.ZoomNativeGesture, at, 0.25)
    after = board.stage.view.to_board(QPointF(at))
    assert board.stage.view.zoom == pytest.approx(zoom * 1.25)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_a_pan_that_the_system_recognised_pans(board):
    before = board.stage.view
    gesture(board, Qt.NativeGestureType.PanNativeGesture, QPoint(200, 200), 0.0, QPointF(10, -20))
    assert moved(board, before) == pytest.approx((10, -20))


def test_other_gestures_of_the_system_do_nothing(board):
    before = board.stage.view
    gesture(board, Qt.NativeGestureType.RotateNativeGesture, QPoint(200, 200), 30.0)
    assert board.stage.view == before


def test_a_wire_that_is_being_drawn_meets_what_is_scrolled_under_the_cursor(board, owner):
    start, end = port(board, "dense1", -1), card(board, "drop1") - QPoint(0, 100)
    drag(board, start, end, release=False)
    assert board._pointer.gesture.verdict is None
    wheel(board, end, (0, 0), (0, -100), phase=MOVING)
    assert board._pointer.gesture.verdict.reason == ""
    QTest.mouseRelease(board, LEFT, PLAIN, end)
    assert owner.labels == ["Draw a wire"]
