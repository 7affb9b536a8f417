"""Paints what Ctrl+K found: its title, and the other name by which it was found, with the letters that were meant."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.graph.quick.matching import Match
from studio.look import Look
from studio.panels.marked import paint_marked

FOUND = Qt.ItemDataRole.UserRole + 1
_GAP = 10


class FindRows(QStyledItemDelegate):
    """The titles; all else is as the style has it.

    Args:
        look: Theme.
        parent: The list.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """One title on the ground that the style paints."""
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        style = drawn.widget.style() if drawn.widget else QApplication.style()
        room = QRectF(style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, drawn, drawn.widget)).adjusted(3, 0, -3, 0)
        title, drawn.text = drawn.text, ""
        painter.save()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        hit: Match = index.data(FOUND)
        ends = paint_marked(painter, self._look, room, title, hit.places)
        if hit.called:
            paint_marked(painter, self._look, room.adjusted(ends + _GAP - room.left(), 0, 0, 0), hit.called, hit.within, quiet=True)
        painter.restore()


def blank() -> QIcon:
    """Room for an icon, so that all titles begin in line; a ring would look like something to switch on."""
    room = QPixmap(16, 16)
    room.fill(Qt.GlobalColor.transparent)
    return QIcon(room)
