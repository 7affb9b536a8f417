"""The scale beside pictures: which colour stands for which value."""

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.figures import number
from studio.look.lettering import small_font
from studio.look.look import Look
from studio.look.pictures import grey_image, signed_image

_GAP = 8
_LENGTH = 94
_THICK = 6
_SHADES = np.linspace(-1, 1, 129, dtype=np.float32)[None, :]


class ScaleBar(QWidget):
    """The lowest value, the colours between, the highest value.

    Args:
        look: Theme.
        low: Value at the left end.
        high: Value at the right end.
        signed: Whether values diverge from zero; otherwise they are grey.
        decimals: Digits after the point.
        length: Of the bar between the words.
        parent: The widget it lies in.
    """

    def __init__(
        self,
        look: Look,
        low: float = -1,
        high: float = 1,
        *,
        signed: bool = True,
        decimals: int = 2,
        length: int = _LENGTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._signed, self._length = look, signed, length
        self._low, self._high = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)
        self.set_range(low, high, decimals)

    def set_range(self, low: float, high: float, decimals: int = 2) -> None:
        """Show other ends."""
        self._low, self._high = number(low, decimals, signed=self._signed), number(high, decimals, signed=self._signed)
        self.setAccessibleName(f"Scale from {self._low} to {self._high}")
        self.updateGeometry()
        self.update()

    def words(self) -> tuple[str, str]:
        """What is written at the two ends."""
        return self._low, self._high

    def sizeHint(self) -> QSize:
        """The bar and both words."""
        return QSize(self._width(self._low) + self._width(self._high) + 2 * _GAP + self._length, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words left and right, the bar between."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setFont(small_font())
            painter.setPen(self._look.colour("quiet"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._low)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._high)
            left = self._width(self._low) + _GAP
            painter.drawImage(QRect(left, (self.height() - _THICK) // 2, self._length, _THICK), self._shades())

    def _shades(self) -> QImage:
        return signed_image(_SHADES, self._look.theme, 1.0) if self._signed else grey_image(_SHADES)

    def _width(self, text: str) -> int:
        return QFontMetrics(small_font()).horizontalAdvance(text) + 1
