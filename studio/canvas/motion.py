"""Changes that the eye can follow: short, and left out when the system asks for less motion."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QRectF, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

from studio.canvas.shown.primitives import Floats
from studio.canvas.shown.scene import Scene
from studio.canvas.shown.view import View

MILLISECONDS = 180
_MOST = 1000  # more cards than this go to their places at once


class Motion:
    """A way from 0 to 1.

    Args:
        widget: What moves; the motion ends with it.
        step: Takes each share of the way; 1.0 is the last.

    Attributes:
        wanted: Whether the person wants to see it.
    """

    def __init__(self, widget: QWidget, step: Callable[[float], None]) -> None:
        self._widget, self._step = widget, step
        self.wanted = True
        self._way = QVariantAnimation(widget)
        self._way.setStartValue(0.0)
        self._way.setEndValue(1.0)
        self._way.setDuration(MILLISECONDS)
        self._way.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._way.valueChanged.connect(step)

    @property
    def running(self) -> bool:
        """Whether it is on its way."""
        return self._way.state() == QVariantAnimation.State.Running

    def go(self) -> None:
        """Begin the way; be there at once where nobody would see it or motion is not wanted."""
        self.stop()
        calm = not self.wanted or not self._widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._widget)
        if calm or not self._widget.isVisible():
            self._step(1.0)
        else:
            self._way.start()

    def stop(self) -> None:
        """Stay where the way has led so far."""
        self._way.stop()

    def finish(self) -> None:
        """Be there at once."""
        if self.running:
            self.stop()
            self._step(1.0)


class Glide:
    """Leads from one view to another.

    Args:
        widget: Whose view changes.
        show: Takes each view on the way.
    """

    def __init__(self, widget: QWidget, show: Callable[[View], None]) -> None:
        self._show = show
        self._ends = View(), View()
        self._motion = Motion(widget, self._step)

    def go(self, start: View, end: View) -> None:
        """Begin the way."""
        self._ends = start, end
        self._motion.go()

    def goal(self, now: View) -> View:
        """Where the way leads; where one is when there is none."""
        return self._ends[1] if self._motion.running else now

    def stop(self) -> None:
        """Stay where the way has led so far."""
        self._motion.stop()

    def finish(self) -> None:
        """Be there at once."""
        self._motion.finish()

    def set_wanted(self, wanted: bool) -> None:
        """Whether the person wants to see the way."""
        self._motion.wanted = wanted

    def _step(self, share: float) -> None:
        start, end = self._ends
        self._show(end if share >= 1.0 else start.towards(end, share))


class Settling:
    """Leads cards from where they were to where the drawing has them.

    Args:
        widget: The board.
        scene: Its cards.
    """

    def __init__(self, widget: QWidget, scene: Scene) -> None:
        self._widget, self._scene = widget, scene
        self._start = self._end = scene.rects
        self._motion = Motion(widget, self._step)

    def places(self) -> dict[str, tuple[float, float]]:
        """Where each card is seen now; nothing where there are too many to be moved in sight."""
        if len(self._scene.ids) > _MOST:
            return {}
        return dict(zip(self._scene.ids, map(tuple, self._scene.rects[:, :2].tolist()), strict=True))

    def go(self, before: dict[str, tuple[float, float]]) -> None:
        """Begin the way from these places, where more than one card moves."""
        scene = self._scene
        if not before:
            return
        self._end, self._start = scene.rects.copy(), scene.rects.copy()
        for node_id, place in before.items():
            if node_id in scene.rows:
                self._start[scene.rows[node_id], :2] = place
        moved = int((self._start != self._end).any(axis=1).sum())
        if moved > 1:
            self._step(0.0)
            self._motion.go()

    def finish(self) -> None:
        """Be there at once."""
        self._motion.finish()

    def set_wanted(self, wanted: bool) -> None:
        """Whether the person wants to see the way."""
        self._motion.wanted = wanted

    def bounds(self) -> QRectF:
        """Around all cards and wires as they will be."""
        now = self._scene.rects.copy()
        if self._motion.running:
            self._scene.place(self._end)
        found = self._scene.bounds()
        if self._motion.running:
            self._scene.place(now)
        return found

    def _step(self, share: float) -> None:
        if len(self._end) == len(self._scene.rects):
            rects: Floats = self._end if share >= 1.0 else self._start + (self._end - self._start) * share
            self._scene.place(rects)
            self._widget.update()
