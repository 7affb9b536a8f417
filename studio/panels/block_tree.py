"""The list from which blocks are dragged onto the board."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from studio.look.look import Look
from studio.panels.block_model import FAMILY, KIND, WARE, BlockModel, Group
from studio.panels.block_rows import BlockRows, drag_picture


class BlockTree(QTreeView):
    """Families that fold, blocks that are dragged or chosen.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
        groups: What it lists; all blocks where nothing is said.

    Attributes:
        block_chosen: A block was double-clicked, or Enter was pressed on it; carries its kind.
        families_changed: A family was folded or unfolded by the person.
        typed: Letters were typed; carries them, for the search.
        drag_began: A block is about to be dragged away.
        drag_ended: It was dropped, somewhere or nowhere.
    """

    block_chosen = Signal(str)
    families_changed = Signal()
    typed = Signal(str)
    drag_began = Signal()
    drag_ended = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, groups: Sequence[Group] | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.blocks = BlockModel(self, groups)
        self.setModel(self.blocks)
        self.setItemDelegate(BlockRows(look, self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName("Blocks")
        # The delegate paints the background of rows, with round corners.
        self.setStyleSheet("BlockTree { show-decoration-selected: 0; } BlockTree::item { background: transparent; }")
        look.changed.connect(self._repaint)

    def families(self) -> tuple[str, ...]:
        """The families, and folds of them, that are unfolded."""
        return tuple(index.data(FAMILY) for index in self._heads() if self.isExpanded(index))

    def unfold(self, families: Collection[str]) -> None:
        """Unfolds these families and folds of them, and folds the others."""
        for index in self._heads():
            self.setExpanded(index, index.data(FAMILY) in families)

    def shown(self) -> list[str]:
        """The kinds of block in sight, from top to bottom."""
        kinds, index = [], self.blocks.index(0, 0)
        while index.isValid():
            kinds.append(str(index.data(KIND) or ""))
            index = self.indexBelow(index)
        return [kind for kind in kinds if kind]

    def rows_height(self) -> int:
        """How high all rows are that are not folded away."""
        height, index = 0, self.blocks.index(0, 0)
        while index.isValid():
            height += self.rowHeight(index)
            index = self.indexBelow(index)
        return height

    def step(self, down: int) -> None:
        """Goes to the next or the previous row."""
        here = self.currentIndex()
        there = self.indexBelow(here) if down > 0 else self.indexAbove(here)
        if not here.isValid():
            there = self.blocks.index(0, 0)
        if there.isValid():
            self.setCurrentIndex(there)

    def accept(self, index: QModelIndex | QPersistentModelIndex | None = None) -> None:
        """Chooses the block of a row, the current one where none is given; folds or unfolds where it is a family."""
        row = index or self.currentIndex()
        if row.data(KIND):
            self.block_chosen.emit(row.data(KIND))
        elif row.isValid():
            self._toggle(row)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """None: the delegate paints the chevron."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags a block; a family that is pulled stays where it is."""
        if not event.buttons() or self.currentIndex().data(KIND):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click folds or unfolds a family."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and not index.data(KIND):
            self._toggle(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Chooses a block; on a family the second click counts as another click."""
        index = self.indexAt(event.position().toPoint())
        if index.data(KIND):
            self.accept(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, letters search, arrows go."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """A small card hangs at the cursor."""
        ware = self.currentIndex().data(WARE)
        if ware is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.blocks.mimeData([self.currentIndex()]))
        picture = drag_picture(self._look, ware, self.devicePixelRatioF())
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(24, 18))
        self.drag_began.emit()
        drag.exec(Qt.DropAction.CopyAction)
        self._repaint()  # the cursor is elsewhere now
        self.drag_ended.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the cursor any more."""
        super().leaveEvent(event)
        self._repaint()

    def _repaint(self, _theme: object = None) -> None:
        self.viewport().update()

    def _toggle(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.setExpanded(index, not self.isExpanded(index))
        self.families_changed.emit()

    def _heads(self) -> list[QModelIndex]:
        """The families, each before its folds."""
        tops = [self.blocks.index(row, 0) for row in range(self.blocks.rowCount())]
        return [head for top in tops for head in (top, *self._folds(top))]

    def _folds(self, top: QModelIndex) -> list[QModelIndex]:
        inside = (self.blocks.index(row, 0, top) for row in range(self.blocks.rowCount(top)))
        return [index for index in inside if not index.data(KIND)]
