"""Cards in as many columns as there is room for; those that are not asked for leave no gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

GAP = 24
NARROWEST, WIDEST = 320, 420


Card = TypeVar("Card", bound=QWidget)


class CardGrid(QWidget, Generic[Card]):
    """Lays cards of one height out, all of one width.

    Args:
        cards: In their order; they become its children.
        height: Of a card.
        parent: The widget it lies in.
    """

    def __init__(self, cards: Sequence[Card], height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards, self._shown, self._tall = cards, list(cards), height
        self.setMinimumWidth(NARROWEST)
        for card in cards:
            card.setParent(self)
        self._place()

    def show_only(self, wanted: Callable[[Card], bool]) -> None:
        """Shows the cards that are wanted, close together."""
        self._shown = [card for card in self._cards if wanted(card)]
        for card in self._cards:
            card.setVisible(card in self._shown)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths have other columns."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = max(1, (self.width() + GAP) // (NARROWEST + GAP))
        width = min(WIDEST, (self.width() + GAP) // columns - GAP)
        for place, card in enumerate(self._shown):
            row, column = divmod(place, columns)
            card.setGeometry(QRect(column * (width + GAP), row * (self._tall + GAP), width, self._tall))
        rows = -(-len(self._shown) // columns)
        self.setFixedHeight(max(0, rows * (self._tall + GAP) - GAP))
