"""From wheels, trackpads and pinches to what is seen: pure functions of a view."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent

from studio.canvas.shown.view import View

NOTCH = 120.0  # of a wheel, in eighths of a degree
_PER_NOTCH = 1.2
_PIXELS = 0.5  # for an eighth of a degree, as where a system scrolls three lines a notch
_CLOSEST = 16.0  # pixels between two fingers; nearer ones would zoom without measure
_Keys = Qt.KeyboardModifier
_Kind = Qt.NativeGestureType


class Turn(NamedTuple):
    """A wheel that was turned, or two fingers that moved on a pad.

    Attributes:
        place: Where the cursor is.
        way: Right and down, in pixels.
        notches: Up, in notches of a wheel.
        pad: Whether fingers moved on a pad.
        coasting: Whether the fingers have left the pad and the movement runs out.
        keys: What is held.
    """

    place: QPointF
    way: QPointF
    notches: float
    pad: bool
    coasting: bool
    keys: Qt.KeyboardModifier

    @property
    def zooms(self) -> bool:
        """Whether it changes the zoom: a wheel does, and with Control so does a pad; what runs out never begins to."""
        if self.coasting:
            return False
        if self.keys & _Keys.ControlModifier:
            return True
        return not self.pad and not self.keys & _Keys.ShiftModifier and self.notches != 0

    @property
    def stepped(self) -> bool:
        """Whether it zooms by whole notches, which the eye wants to be led through."""
        return self.zooms and not self.pad and self.notches == round(self.notches)


def turn_of(event: QWheelEvent) -> Turn:
    """What an event of a wheel means; a pad tells pixels or phases, or is known as one."""
    pixels, angle, phase = event.pixelDelta().toPointF(), event.angleDelta().toPointF(), event.phase()
    pad = event.device().type() == QPointingDevice.DeviceType.TouchPad or phase != Qt.ScrollPhase.NoScrollPhase
    if event.modifiers() & _Keys.AltModifier:  # Qt turns the wheel aside then
        pixels, angle = pixels.transposed(), angle.transposed()
    way = pixels if pad and not pixels.isNull() else angle * _PIXELS
    up = angle.y() or pixels.y() / _PIXELS
    return Turn(event.position(), way, up / NOTCH, pad, phase == Qt.ScrollPhase.ScrollMomentum, event.modifiers())


def turned(view: View, turn: Turn) -> View:
    """The view after a turn: larger or smaller about the cursor, or moved."""
    if turn.zooms:
        return view.zoomed(_PER_NOTCH**turn.notches, turn.place)
    if turn.pad or not turn.keys & _Keys.ShiftModifier:
        return view.panned(turn.way.x(), turn.way.y())
    return view.panned(turn.way.y() or turn.way.x(), 0)


def spread(view: View, before: Sequence[QPointF], after: Sequence[QPointF]) -> View:
    """The view after two fingers on a screen moved: what lay under each of them stays under it, as far as that can be."""
    old, new = ((first + second) / 2 for first, second in (before, after))
    apart = [max(QLineF(*fingers).length(), _CLOSEST) for fingers in (before, after)]
    way = new - old
    return view.panned(way.x(), way.y()).zoomed(apart[1] / apart[0], new)


def pinched(view: View, event: QNativeGestureEvent) -> View | None:
    """The view after a gesture that the system recognised; None where it is no pinch and no pan."""
    if event.gestureType() == _Kind.ZoomNativeGesture:
        return view.zoomed(max(1 + event.value(), 0.1), event.position())
    if event.gestureType() == _Kind.PanNativeGesture:
        return view.panned(event.delta().x(), event.delta().y())
    return None
