"""Paints the lines of the quick add: icon, name with the letters that were meant, values, and the shape that would leave."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.app.offers import Entry
from studio.look import Look
from studio.look.lettering import small_font
from studio.panels.marked import paint_marked

ENTRY = Qt.ItemDataRole.UserRole + 1
ROW = 30
_ICON, _TEXT, _RIGHT, _GAP = 14, 40, 16, 10
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class QuickRows(QStyledItemDelegate):
    """One line an entry.

    Args:
        look: Theme and icons.
        parent: The list.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All are of one height."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The line, on a raised ground where it is the chosen one."""
        entry: Entry = index.data(ENTRY)
        area, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("raised"))
            painter.drawRoundedRect(area.adjusted(6, 1, -6, -1), 6, 6)
        self._icon(painter, area, entry)
        right = self._shape(painter, area, entry)
        name = QRectF(area.left() + _TEXT, area.top(), right - _GAP - area.left() - _TEXT, area.height())
        left = paint_marked(painter, self._look, name, entry.title, entry.places)
        if entry.called:
            other = name.adjusted(left + _GAP - name.left(), 0, 0, 0)
            left = paint_marked(painter, self._look, other, entry.called, entry.within, quiet=True)
        self._caption(painter, QRectF(left + _GAP, area.top(), right - left - 2 * _GAP, area.height()), entry.caption)
        painter.restore()

    def _icon(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        ratio = painter.device().devicePixelRatio()
        top = round(area.center().y()) - 8
        if entry.fault or entry.misfit:
            painter.setOpacity(0.5)
        painter.drawPixmap(round(area.left()) + _ICON, top, self._look.pixmap(entry.icon, entry.role, 16, ratio))
        painter.setOpacity(1)

    def _shape(self, painter: QPainter, area: QRectF, entry: Entry) -> float:
        """At the right: what would leave, or a sign that it would not be wired; gives back where that begins."""
        if entry.fault or entry.misfit:
            role = "bad" if entry.fault else "warning"
            pixmap = self._look.pixmap("circle-alert", role, 14, painter.device().devicePixelRatio())
            painter.drawPixmap(round(area.right()) - _RIGHT - 14, round(area.center().y()) - 7, pixmap)
            return area.right() - _RIGHT - 14
        painter.setFont(small_font())
        painter.setPen(self._look.colour("quiet"))
        painter.drawText(area.adjusted(0, 0, -_RIGHT, 0), _MIDDLE | Qt.AlignmentFlag.AlignRight, entry.shape)
        return area.right() - _RIGHT - QFontMetrics(small_font()).horizontalAdvance(entry.shape)

    def _caption(self, painter: QPainter, area: QRectF, words: str) -> None:
        painter.setFont(small_font())
        painter.setPen(self._look.colour("quiet"))
        shown = QFontMetrics(small_font()).elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(area.width())))
        painter.drawText(area, _MIDDLE, shown)
