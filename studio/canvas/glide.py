"""A change of view that the eye can follow: short, and left out when the system asks for less motion."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

from studio.canvas.view import View

MILLISECONDS = 180


class Glide:
    """Leads a widget from one view to another.

    Args:
        widget: Whose view changes; the motion ends with it.
        show: Takes each view on the way.
    """

    def __init__(self, widget: QWidget, show: Callable[[View], None]) -> None:
        self._widget, self._show = widget, show
        self._ends = View(), View()
        self._motion = QVariantAnimation(widget)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._step)

    def go(self, start: View, end: View) -> None:
        """Begin the way; at once where nobody would see it."""
        self.stop()
        calm = not self._widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._widget)
        if calm or not self._widget.isVisible() or start == end:
            self._show(end)
            return
        self._ends = start, end
        self._motion.setDuration(MILLISECONDS)
        self._motion.start()

    def goal(self, now: View) -> View:
        """Where the way leads; where one is when there is none."""
        return self._ends[1] if self._moving() else now

    def stop(self) -> None:
        """Stay where the way has led so far."""
        self._motion.stop()

    def finish(self) -> None:
        """Be there at once."""
        if self._moving():
            self._motion.stop()
            self._show(self._ends[1])

    def _moving(self) -> bool:
        return self._motion.state() == QVariantAnimation.State.Running

    def _step(self, share: float) -> None:
        start, end = self._ends
        self._show(end if share >= 1.0 else start.towards(end, share))
