"""The drawing as it was painted last, kept as pixels: what is as before is shown again, and only where it differs it is painted anew."""

from collections.abc import Callable
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from studio.canvas.painting.sight import Sight
from studio.canvas.shown.stage import Stage

_MOST = 0.6  # of the widget; where more than this is to be painted anew, all of it is


class Layer:
    """Pixels of the drawing, from one frame to the next.

    A hand that pans the board, drags a card, draws a wire or rests on something changes little of what is seen. All that a frame
    depends on is compared with the frame before, so nobody needs to tell what changed.

    Args:
        paint: Paints the part of the drawing that a stage looks at.
    """

    def __init__(self, paint: Callable[[QPainter, Stage], None]) -> None:
        self._paint = paint
        self._pixmap = QPixmap()
        self._sight: Sight | None = None

    def show(self, painter: QPainter, stage: Stage) -> None:
        """Paints the drawing."""
        sight = Sight(stage)
        before, self._sight = self._sight, None  # not to be trusted where a part fails to be painted
        for part in self._stale(sight, before, stage):
            self._renew(stage, part)
        self._sight = sight
        painter.drawPixmap(QPointF(0, 0), self._pixmap)

    def forget(self) -> None:
        """Lets the pixels go."""
        self._sight, self._pixmap = None, QPixmap()

    def _stale(self, sight: Sight, before: Sight | None, stage: Stage) -> list[QRectF]:
        """Which parts are to be painted; those that only lie elsewhere are moved."""
        whole = QRectF(QPointF(0, 0), stage.size)
        panned = sight.panned(before) if before is not None else None
        found = sight.stale(before) if before is not None and panned is not None else None
        if found is None or panned is None:
            self._fit(stage)
            return [whole]
        bare = _bare(panned, stage)
        if stage.parts.full and (bare or found):  # a large picture that is cut is not quite as if it were whole
            return [whole]
        parts = merged([_sharp(each, stage.ratio) & whole for each in (*bare, *found)])
        if sum(_area(part) for part in parts) > _MOST * _area(whole):
            return [whole]
        if bare:
            self._pixmap.scroll(*panned, self._pixmap.rect())
        return parts

    def _fit(self, stage: Stage) -> None:
        size = (stage.size * stage.ratio).toSize()
        if self._pixmap.size() != size or self._pixmap.devicePixelRatio() != stage.ratio:
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(stage.ratio)

    def _renew(self, stage: Stage, part: QRectF) -> None:
        with QPainter(self._pixmap) as painter:
            painter.setClipRect(part)
            stage.part = part
            try:
                self._paint(painter, stage)
            finally:
                stage.part = None


def merged(parts: list[QRectF]) -> list[QRectF]:
    """The same places in fewer rectangles: two become one where that has no more to paint; empty ones are left out."""
    found: list[QRectF] = []
    for part in parts:
        grown = part
        while one := next((each for each in found if _area(each.united(grown)) <= _area(each) + _area(grown)), None):
            found.remove(one)
            grown = grown.united(one)
        if not grown.isEmpty():
            found.append(grown)
    return found


def _bare(panned: tuple[int, int], stage: Stage) -> list[QRectF]:
    """What comes into view when the board is moved by so many pixels of the screen."""
    right, down = panned[0] / stage.ratio, panned[1] / stage.ratio
    width, height = stage.size.width(), stage.size.height()
    sides = QRectF(0 if right > 0 else width + right, 0, abs(right), height), QRectF(0, 0 if down > 0 else height + down, width, abs(down))
    return [side for side in sides if not side.isEmpty()]


def _sharp(rect: QRectF, ratio: float) -> QRectF:
    """The smallest rectangle of whole pixels of the screen around one."""
    left, top = floor(rect.left() * ratio) / ratio, floor(rect.top() * ratio) / ratio
    return QRectF(left, top, ceil(rect.right() * ratio) / ratio - left, ceil(rect.bottom() * ratio) / ratio - top)


def _area(rect: QRectF) -> float:
    return rect.width() * rect.height()
