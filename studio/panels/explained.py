"""What a block computes: its picture, its formula, and what the letters mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.blocks.block import Block
from studio.look.formula import FormulaView, plain, rich
from studio.look.labels import Quiet
from studio.look.look import Look
from studio.panels.block_pictures import PICTURES, BlockPicture


class Explained(QWidget):
    """Picture, formula and legend of one block.

    Args:
        look: Theme.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self._formula, self._words = BlockPicture(look), FormulaView(look), Quiet(wrap=True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._block: type[Block] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._picture, self._formula, self._words):
            column.addWidget(widget)

    def show_block(self, block: type[Block]) -> None:
        """Explains another block."""
        if block is self._block:
            return
        self._block = block
        text, words = block.formula()
        self._picture.show_block(block)
        self._picture.setVisible(block.__name__ in PICTURES)
        self._formula.show_formula(text)
        self._words.setText(rich(words))
        self._words.setAccessibleName(plain(words))
        self._words.setVisible(bool(words))

    def words(self) -> str:
        """The formula as it is spoken, and what its letters mean."""
        return f"{self._formula.accessibleName()} {self._words.accessibleName()}".strip()
