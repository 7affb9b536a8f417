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
        self._pixmaps: OrderedDict[Hashable, tuple[QPixmap, Hashable]] = OrderedDict()

    @property
    def held(self) -> int:
        """Bytes of pixels kept now."""
        return self._held

    def get(self, key: Hashable, draw: Callable[[], QPixmap], form: Hashable = None) -> QPixmap:
        """The pixmap of a key, drawn where it is not there, or there in another form, which it then takes the place of."""
        known = self._pixmaps.get(key)  # asked once: keys are long, and a frame asks for hundreds
        if known is not None and known[1] == form:
            self._pixmaps.move_to_end(key)
            return known[0]
        if known is not None:
            self._drop(key)
        pixmap = draw()
        self._pixmaps[key] = pixmap, form
        self._held += _size(pixmap)
        while self._held > self._most and len(self._pixmaps) > 1:
            self._drop(next(iter(self._pixmaps)))
        return pixmap

    def _drop(self, key: Hashable) -> None:
        self._held -= _size(self._pixmaps.pop(key)[0])


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * _PIXEL
