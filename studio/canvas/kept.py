"""Pixmaps that may be wanted again: kept up to an amount of memory, the longest unused goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtGui import QPixmap

_PIXEL = 4  # bytes


class Kept:
    """Pixmaps by key, drawn when first asked for.

    Args:
        most: Bytes of pixels that are kept; what a screen shows takes about as many as the screen itself.
    """

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._pixmaps: OrderedDict[Hashable, QPixmap] = OrderedDict()

    @property
    def held(self) -> int:
        """Bytes of pixels kept now."""
        return self._held

    def get(self, key: Hashable, draw: Callable[[], QPixmap]) -> QPixmap:
        """The pixmap of a key, drawn where it is not there."""
        if key in self._pixmaps:
            self._pixmaps.move_to_end(key)
            return self._pixmaps[key]
        pixmap = self._pixmaps[key] = draw()
        self._held += _size(pixmap)
        while self._held > self._most and len(self._pixmaps) > 1:
            self._held -= _size(self._pixmaps.popitem(last=False)[1])
        return pixmap


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * _PIXEL
