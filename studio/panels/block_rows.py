"""Paints the rows of the palette, and the block that hangs at the cursor while it is dragged."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.look.lettering import SEMIBOLD, small_font, text_font
from studio.look.look import Look
from studio.panels.block_model import CALLED, COLOUR, COUNT, ICON, KIND, LAST, PLACES, WITHIN, Ware
from studio.panels.marked import paint_marked

FAMILY_HEIGHT, BLOCK_HEIGHT = 28, 24
_GAP = 4  # under the last block of a family
_CHEVRON, _ICON, _FAMILY_TEXT, _BLOCK_TEXT, _FOUND_TEXT, _RIGHT = 12, 32, 56, 52, 40, 16
_FOLD, _LONE_FOLD, _DEEPER = 34, 18, 12  # the chevron of a fold in its family and in a list, and how much further right its blocks are
_AFTER, _LEAST = 8, 16  # from a name to another one, and the least room for that
_MIDDLE = Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex


class BlockRows(QStyledItemDelegate):
    """Families with chevron, icon, name and count, folds of them quieter; blocks with their names, found letters marked.

    Args:
        look: Theme and icons.
        parent: The view.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Families are a little higher, and so are blocks that carry an icon."""
        return QSize(0, (FAMILY_HEIGHT if index.data(ICON) else BLOCK_HEIGHT) + (_GAP if index.data(LAST) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        area = rect.adjusted(0, 0, 0, -_GAP if index.data(LAST) else 0)
        if state & QStyle.StateFlag.State_Selected or (state & QStyle.StateFlag.State_MouseOver and _under_cursor(option)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("raised"))
            painter.drawRoundedRect(QRectF(area.adjusted(8, 0, -8, 0)), 6, 6)
        if index.data(KIND):
            self._paint_block(painter, area, index)
        elif not index.data(ICON):
            self._paint_fold(painter, area, index, bool(state & QStyle.StateFlag.State_Open))
        else:
            self._paint_family(painter, area, index, bool(state & QStyle.StateFlag.State_Open))
        painter.restore()

    def _paint_family(self, painter: QPainter, area: QRect, index: Index, opened: bool) -> None:
        self._icon(painter, "chevron-down" if opened else "chevron-right", "quiet", area, _CHEVRON, 12)
        self._icon(painter, index.data(ICON), index.data(COLOUR), area, _ICON, 16)
        painter.setFont(text_font(SEMIBOLD) if opened else text_font())
        painter.setPen(self._look.colour("text"))
        painter.drawText(area.adjusted(_FAMILY_TEXT, 0, -_RIGHT - 20, 0), _MIDDLE, index.data())
        self._paint_count(painter, area, index)

    def _paint_fold(self, painter: QPainter, area: QRect, index: Index, opened: bool) -> None:
        deep = index.parent().isValid()
        self._icon(painter, "chevron-down" if opened else "chevron-right", "quiet", area, _FOLD if deep else _LONE_FOLD, 12)
        painter.setFont(text_font())
        painter.setPen(self._look.colour("quiet"))
        painter.drawText(area.adjusted(_BLOCK_TEXT if deep else _FOUND_TEXT, 0, -_RIGHT - 20, 0), _MIDDLE, index.data())
        self._paint_count(painter, area, index)

    def _paint_count(self, painter: QPainter, area: QRect, index: Index) -> None:
        painter.setFont(small_font())
        painter.setPen(self._look.colour("quiet"))
        painter.drawText(area.adjusted(0, 0, -_RIGHT, 0), _MIDDLE | Qt.AlignmentFlag.AlignRight, str(index.data(COUNT)))

    def _paint_block(self, painter: QPainter, area: QRect, index: Index) -> None:
        left = _BLOCK_TEXT + (_DEEPER if index.parent().parent().isValid() else 0)
        if index.data(ICON):
            self._icon(painter, index.data(ICON), index.data(COLOUR), area, 16, 16)
            left = _FOUND_TEXT
        ends = paint_marked(painter, self._look, QRectF(area.adjusted(left, 0, -8, 0)), index.data(), index.data(PLACES))
        if index.data(CALLED):
            self._paint_called(painter, QRectF(area).adjusted(ends + _AFTER - area.left(), 0, -_RIGHT, 0), index)

    def _paint_called(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """The other name by which it was found, its letters marked, where there is room for a few of them."""
        if area.width() >= _LEAST:
            paint_marked(painter, self._look, area, index.data(CALLED), index.data(WITHIN), quiet=True)

    def _icon(self, painter: QPainter, name: str, role: str, area: QRect, left: int, size: int) -> None:
        pixmap = self._look.pixmap(name, role, size, painter.device().devicePixelRatio())
        painter.drawPixmap(area.left() + left, area.center().y() - size // 2 + 1, pixmap)


def _under_cursor(option: QStyleOptionViewItem) -> bool:
    """Whether the cursor is still there: a drag takes it away without the view hearing of it."""
    view = option.widget
    place = view.viewport().mapFromGlobal(QCursor.pos()) if isinstance(view, QAbstractScrollArea) else None
    return place is not None and bool(option.rect.contains(place))


def drag_picture(look: Look, ware: Ware, ratio: float) -> QPixmap:
    """A small card of the block or module, as it will lie on the board."""
    width = 44 + QFontMetrics(text_font(SEMIBOLD)).horizontalAdvance(ware.title) + 14
    pixmap = QPixmap(round(width * ratio), round(36 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_card(painter, look, ware, QRectF(0.5, 0.5, width - 1, 35), ratio)
    return pixmap


def _paint_card(painter: QPainter, look: Look, ware: Ware, area: QRectF, ratio: float) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(area, 8, 8)
    painter.fillPath(shape, look.colour("card"))
    painter.setClipPath(shape)
    painter.fillRect(QRectF(0, 0, 4, area.height() + 1), QColor(look.colour(ware.role)))
    painter.setClipping(False)
    painter.setPen(QPen(look.colour("accent"), 1))
    painter.drawPath(shape)
    painter.drawPixmap(14, 10, look.pixmap(ware.icon, ware.role, 16, ratio))
    painter.setFont(text_font(SEMIBOLD))
    painter.setPen(look.colour("text"))
    painter.drawText(area.adjusted(40, 0, 0, 0), _MIDDLE, ware.title)
