"""Fingers on a touch screen: one does what the mouse does, two pan and zoom the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QGuiApplication, QMouseEvent, QPointingDevice, QTouchEvent
from PySide6.QtWidgets import QWidget

from studio.canvas.gestures.gesture import Surface
from studio.canvas.gestures.pointer import Pointer
from studio.canvas.gestures.scrolling import spread

_NEAR = 24.0  # pixels between two taps that are one double tap
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_State = QEventPoint.State
_STARTS, _ENDS = (QEvent.Type.TouchBegin,), (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class Fingers:
    """The fingers on a board. A pad tells of wheels and gestures instead, which are heard elsewhere.

    Args:
        board: The widget that is touched.
        surface: The same, as gestures know it.
        pointer: Its mouse, for which one finger stands.
        send: Takes an event of the mouse.
    """

    def __init__(self, board: QWidget, surface: Surface, pointer: Pointer, send: Callable[[QMouseEvent], object]) -> None:
        self._board, self._surface, self._pointer, self._send = board, surface, pointer, send
        self._several = False  # until all fingers are up, the last of two that stays means nothing
        self._tapped, self._tap = QElapsedTimer(), QPointF()
        board.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def touched(self, event: QTouchEvent) -> bool:
        """Does what the fingers mean; False for those on a pad."""
        if event.device().type() != QPointingDevice.DeviceType.TouchScreen:
            return False
        points = event.points()
        if event.type() in _STARTS:
            self._several = False
        if len(points) > 1:
            self._together(points)
        elif not self._several:
            self._alone(points[0] if points else None, event)
        event.accept()
        return True

    def _together(self, points: Sequence[QEventPoint]) -> None:
        """Two fingers lead the board; what the first of them began is given up."""
        if not self._several:
            self._several = True
            self._pointer.cancel()
        down = [point for point in points if point.state() != _State.Released][:2]
        if len(down) == 2 and all(point.state() != _State.Pressed for point in down):
            before, after = ([each(point) for point in down] for each in (QEventPoint.lastPosition, QEventPoint.position))
            self._surface.look_at(spread(self._surface.stage.view, before, after))

    def _alone(self, point: QEventPoint | None, event: QTouchEvent) -> None:
        """One finger is the left button; two taps in a row are a double click."""
        if event.type() == QEvent.Type.TouchCancel or point is None:
            self._pointer.cancel()
        elif event.type() in _STARTS:
            self._board.setFocus(Qt.FocusReason.MouseFocusReason)
            self._mouse(QEvent.Type.MouseButtonDblClick if self._again(point) else QEvent.Type.MouseButtonPress, point, event, _LEFT)
        elif event.type() in _ENDS:
            self._tap = point.position()
            self._tapped.start()
            self._mouse(QEvent.Type.MouseButtonRelease, point, event, _NONE)
        elif point.state() == _State.Updated:
            self._mouse(QEvent.Type.MouseMove, point, event, _LEFT)

    def _again(self, point: QEventPoint) -> bool:
        """Whether a tap follows another one closely."""
        soon = self._tapped.isValid() and self._tapped.elapsed() <= QGuiApplication.styleHints().mouseDoubleClickInterval()
        way = point.position() - self._tap
        self._tapped.invalidate()
        return soon and way.manhattanLength() <= _NEAR

    def _mouse(self, kind: QEvent.Type, point: QEventPoint, event: QTouchEvent, held: Qt.MouseButton) -> None:
        button = _NONE if kind == QEvent.Type.MouseMove else _LEFT
        self._send(QMouseEvent(kind, point.position(), point.globalPosition(), button, held, event.modifiers()))
