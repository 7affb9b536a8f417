"""Which part of many pictures is shown, with arrows to the others."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.look.buttons import IconButton
from studio.look.labels import Quiet
from studio.look.look import Look
from studio.panels.marks import row
from studio.panels.wording import span


class Pages(QWidget):
    """`maps 1–16 of 64` between two arrows; hidden where all are shown.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        turned: So many pages further is wanted.
    """

    turned = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back, self._on = IconButton(look, "chevron-left", "The page before"), IconButton(look, "chevron-right", "The next page")
        self._words = Quiet()
        for arrow in (self._back, self._on):
            arrow.setFixedSize(16, 16)
            arrow.setStyleSheet("padding: 0")
        row(self, self._back, self._words, self._on, spacing=4)
        self._back.clicked.connect(lambda: self.turned.emit(-1))
        self._on.clicked.connect(lambda: self.turned.emit(1))

    def show_pages(self, shown: range, total: int, what: str) -> None:
        """Say which of them are shown, counted from 0."""
        self._words.setText(f"{what} {span(shown.start + 1, shown.stop)} of {total:,}" if total else "")
        self._back.setEnabled(shown.start > 0)
        self._on.setEnabled(shown.stop < total)
        self.setVisible(len(shown) < total)

    def words(self) -> str:
        """What it says."""
        return self._words.text()
