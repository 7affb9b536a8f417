"""The History panel: every edit of the project in a list that one can walk through, back and forth."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedLayout, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.look.empty import EmptyState
from studio.look.lettering import SEMIBOLD, text_font
from studio.look.look import Look

_HEIGHT, _LEFT, _DOT = 28, 16, 7
_FIRST = "As it was opened"
_OLDEST = "Earlier steps are not kept"


class HistoryPanel(QWidget):
    """The edits, the oldest on top; those that were undone stand quiet below the present one until something else is done.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        chosen: The person wants to go to a version; carries how many of the edits are done there, 0 for the oldest one that is kept.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._list = QListWidget()
        self._list.setItemDelegate(_Version(look, self._list))
        self._list.setMouseTracking(True)
        self._list.setAccessibleName("Edits of the project, the oldest first")
        self._list.currentRowChanged.connect(self._tell)
        self._empty = EmptyState(
            look, "history", "Nothing was changed yet", "Every edit will stand here. Choose one to go back to it, and forth again."
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        look.changed.connect(self._list.viewport().update)

    def show_edits(self, labels: Sequence[str], present: int, whole: bool = True) -> None:
        """Shows the edits.

        Args:
            labels: What each edit did, the oldest first.
            present: How many of them are done; those after it were undone.
            whole: Whether the first of them was done to the project as it was opened; otherwise there were others before.
        """
        self._list.blockSignals(True)
        self._write((_FIRST if whole else _OLDEST, *labels))
        for row in range(self._list.count()):
            self._mark(self._list.item(row), row - present)
        self._list.setCurrentRow(present)
        self._list.blockSignals(False)
        self._list.viewport().update()
        self._stack.setCurrentWidget(self._list if labels else self._empty)

    def rows(self) -> list[tuple[str, str]]:
        """What each row says, and whether it is done, present or undone."""
        items = [self._list.item(row) for row in range(self._list.count())]
        return [(item.text(), item.data(Qt.ItemDataRole.UserRole)) for item in items]

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(160, 4 * _HEIGHT)

    def _write(self, words: tuple[str, ...]) -> None:
        """Puts these words into the rows; those that stay the same are left alone, for an edit comes to hundreds of others."""
        if words[:1] == self._words[:1] and words[1:-1] == self._words[2:]:  # the oldest edit was forgotten for the newest
            self._list.takeItem(1)
            self._words = words[:-1]
        same = next((row for row, pair in enumerate(zip(words, self._words, strict=False)) if pair[0] != pair[1]), None)
        kept = min(len(words), len(self._words)) if same is None else same
        while self._list.count() > kept:
            self._list.takeItem(kept)
        self._list.addItems(words[kept:])
        self._words = words

    def _mark(self, item: QListWidgetItem, after: int) -> None:
        state = "done" if after < 0 else "undone" if after else "present"
        if item.data(Qt.ItemDataRole.UserRole) == state:
            return
        item.setData(Qt.ItemDataRole.UserRole, state)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {state}")
        item.setToolTip({"done": "Go back to here", "present": "", "undone": "Go on to here"}[state])

    def _tell(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)


class _Version(QStyledItemDelegate):
    """A line with a dot on it for every version, as on a timetable; the present one is filled."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        state, room = index.data(Qt.ItemDataRole.UserRole), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, self._look.colour("raised"))
        self._paint_line(painter, room, index)
        self._paint_dot(painter, room, state)
        painter.setFont(text_font(SEMIBOLD) if state == "present" else text_font())
        painter.setPen(self._look.colour("quiet" if state == "undone" else "text"))
        words = room.adjusted(_LEFT + 20, 0, -_LEFT, 0)
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _paint_line(self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        last = index.row() + 1 == index.model().rowCount()
        middle, across = room.center().y() + 1, room.left() + _LEFT + _DOT // 2
        painter.setPen(self._look.colour("strong_line"))
        painter.drawLine(across, middle if index.row() == 0 else room.top(), across, middle if last else room.bottom() + 1)

    def _paint_dot(self, painter: QPainter, room: QRect, state: str) -> None:
        side = _DOT + 2 if state == "present" else _DOT
        dot = QRect(0, 0, side, side)
        dot.moveCenter(QRect(room.left() + _LEFT, room.top(), _DOT, room.height()).center())
        painter.setPen(self._look.colour("accent" if state == "present" else "quiet" if state == "done" else "strong_line"))
        painter.setBrush(self._look.colour({"present": "accent", "done": "quiet", "undone": "panel"}[state]))
        painter.drawEllipse(dot)


def main() -> int:
    """Shows the panel alone; choosing walks through what was done."""
    from studio.panels import alone

    labels = ("Add Conv2D", "Set filters of conv1", "Add MaxPooling2D", "Connect conv1 to pool1", "Move 3 nodes", "Delete dropout1")

    def make(look: Look) -> HistoryPanel:
        panel = HistoryPanel(look)
        panel.chosen.connect(lambda present: panel.show_edits(labels, present))
        panel.show_edits(labels, 4)
        return panel

    return alone.show("History", make)


if __name__ == "__main__":
    sys.exit(main())
