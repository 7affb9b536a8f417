"""The widget that shows the picture of a block."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.blocks.block import Block
from studio.look.look import Look
from studio.panels.block_pictures import arranging, augmenting, functions, remembering, sequences, training, volumes, windows
from studio.panels.block_pictures.sheet import HEIGHT, WIDTH, Sheet
from studio.panels.block_pictures.windows import Drawing

_ROOMS = (windows, functions, training, arranging, sequences, volumes, remembering, augmenting)
PICTURES: Mapping[str, Drawing] = {name: drawing for room in _ROOMS for name, drawing in room.PICTURES.items()}
"""How each block is drawn, by its name."""

_LARGEST = 1.4
_PADDING = 8.0


class BlockPicture(QWidget):
    """The picture of one block on a well.

    Args:
        look: Theme.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._block: type[Block] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_block(self, block: type[Block]) -> None:
        """Shows another block."""
        self._block = block
        self.setAccessibleName(f"What {block.__name__} does: {block.summary()}")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel lets it."""
        return QSize(round(WIDTH + 2 * _PADDING), round(HEIGHT + 2 * _PADDING))

    def minimumSizeHint(self) -> QSize:
        """Large enough for its letters."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The well, and in its middle the picture."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("well"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
            drawing = PICTURES.get(self._block.__name__) if self._block else None
            if drawing is None or self._block is None:
                return
            scale = min((self.width() - 2 * _PADDING) / WIDTH, (self.height() - 2 * _PADDING) / HEIGHT, _LARGEST)
            painter.translate((self.width() - scale * WIDTH) / 2, (self.height() - scale * HEIGHT) / 2)
            painter.scale(scale, scale)
            drawing(Sheet(painter, self._look, self._block.family))
