"""Mouse and keyboard as the system delivers them: events for a window, which Qt itself leads to the widget that they are meant for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeySequence, QMouseEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Button, Held, Kind = Qt.MouseButton, Qt.KeyboardModifier, QEvent.Type
NONE = Held.NoModifier


class Touch(NamedTuple):
    """A place of a widget, with what is held there."""

    widget: QWidget
    point: QPoint
    held: Held = NONE
    button: Button = Button.LeftButton

    @property
    def window(self) -> QWindow:
        """What the system sends its events to."""
        handle = self.widget.window().windowHandle()
        assert handle is not None
        return handle

    def at(self, point: QPoint) -> Touch:
        """The same elsewhere."""
        return self._replace(point=point)


def press(touch: Touch) -> None:
    _mouse(Kind.MouseButtonPress, touch, touch.button, touch.button)


def move(touch: Touch, pressed: Button = Button.NoButton) -> None:
    _mouse(Kind.MouseMove, touch, Button.NoButton, pressed)


def release(touch: Touch) -> None:
    _mouse(Kind.MouseButtonRelease, touch, touch.button, Button.NoButton)


def click(touch: Touch) -> None:
    move(touch)
    press(touch)
    release(touch)


def double_click(touch: Touch) -> None:
    click(touch)
    _mouse(Kind.MouseButtonDblClick, touch, touch.button, touch.button)
    release(touch)


def wheel(touch: Touch, turn: QPoint, pixels: QPoint) -> None:
    """A wheel in eighths of a degree, or two fingers in pixels."""
    spot = _in_window(touch)
    place, screen = QPointF(spot), QPointF(touch.window.mapToGlobal(spot))
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(touch.window, QWheelEvent(place, screen, pixels, turn, Button.NoButton, touch.held, phase, False))


def drop(touch: Touch, kind: str, data: bytes, way: Sequence[QPoint], *, leaves: bool) -> None:
    """Something dragged over a widget along a way; let go at its end, or led out again."""
    mime, copy, left = QMimeData(), Qt.DropAction.CopyAction, Button.LeftButton
    mime.setData(kind, data)
    QApplication.sendEvent(touch.widget, entering := QDragEnterEvent(touch.point, copy, mime, left, touch.held))
    if not entering.isAccepted():
        return
    for point in way:
        QApplication.sendEvent(touch.widget, QDragMoveEvent(point, copy, mime, left, touch.held))
    if leaves:
        QApplication.sendEvent(touch.widget, QDragLeaveEvent())
    else:
        QApplication.sendEvent(touch.widget, QDropEvent(QPointF(way[-1]), copy, mime, left, touch.held))


def chord(keys: str) -> None:
    """Keys in Qt's portable writing, such as `Ctrl+Shift+Z`, for whatever has the keyboard."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(_listener(), combination.key(), combination.keyboardModifiers())


def write(text: str) -> None:
    """Letter by letter, for whatever has the keyboard then."""
    for letter in text:
        QTest.keyClicks(_listener(), letter)


def _listener() -> QWidget:
    """What has the keyboard: a popup before all else."""
    popup, focus = QApplication.activePopupWidget(), QApplication.focusWidget()
    if popup is not None:
        return focus if focus is not None and popup.isAncestorOf(focus) else popup
    return focus or QApplication.activeModalWidget() or QApplication.activeWindow() or _behind()


def _behind() -> QWidget:
    """The window that a window manager would bring forward again; the offscreen platform has none."""
    return next(each for each in QApplication.topLevelWidgets() if each.isVisible())


def _mouse(kind: QEvent.Type, touch: Touch, button: Button, pressed: Button) -> None:
    window, spot = touch.window, _in_window(touch)
    place, screen = QPointF(spot), QPointF(window.mapToGlobal(spot))
    QApplication.sendEvent(window, QMouseEvent(kind, place, place, screen, button, pressed, touch.held))


def _in_window(touch: Touch) -> QPoint:
    return touch.widget.mapTo(touch.widget.window(), touch.point)


def hold_space(widget: QWidget) -> None:
    QTest.keyPress(widget, Qt.Key.Key_Space)


def let_space_go(widget: QWidget) -> None:
    QTest.keyRelease(widget, Qt.Key.Key_Space)
