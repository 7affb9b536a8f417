"""The table of exports that were checked: each beside the studio, on the same images."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.look.labels import Hairline, label
from studio.messages.checked import HEADS, Checked, rows

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ExportTable(QWidget):
    """Nothing before the first export; a later one of the same format takes the place of the earlier.

    Args:
        parent: The dialog.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: dict[str, Checked] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.hide()

    def add(self, checked: Checked) -> None:
        """Shows one more."""
        self._checks[checked.format] = checked
        self._fill()
        self.show()

    def clear(self) -> None:
        """Forgets all: the next are of another network, and are not to be compared with these."""
        self._checks.clear()
        self.hide()

    def words(self) -> list[tuple[str, ...]]:
        """What its cells say, the heads first."""
        return [HEADS, *rows(list(self._checks.values()))]

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        heads, *lines = self.words()
        self._put_row(0, heads, "quiet")
        self._grid.addWidget(Hairline(), 1, 0, 1, len(heads))
        for row, line in enumerate(lines, start=2):
            self._put_row(row, line, "quiet" if row == 2 else "")

    def _put_row(self, row: int, cells: Sequence[str], role: str) -> None:
        for column, text in enumerate(cells):
            cell = label(text, role) if role else QLabel(text)
            self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignVCenter if column == 0 else _RIGHT)
