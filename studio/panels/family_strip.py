"""The palette in a narrow window: icons of the families, each opening its blocks beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from studio.blocks.catalogue import FAMILIES, Family, by_family
from studio.look.labels import Heading
from studio.look.look import Look
from studio.panels.block_rows import FAMILY_HEIGHT
from studio.panels.block_tree import BlockTree
from studio.panels.search_field import SearchField

WIDTH = 48
_SEARCH, _BUTTON, _POPUP = 32, 30, 240


class FamilyStrip(QWidget):
    """A search button, and a button for each family.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        block_chosen: A block was chosen; carries its kind.
    """

    block_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(0)
        self._search = self._button("search", "quiet", "Find a block", QSize(_SEARCH, _SEARCH))
        self._search.clicked.connect(self.open_search)
        column.addWidget(self._search)
        column.addSpacing(8)
        for family in FAMILIES:
            if by_family(family.key):
                column.addWidget(self._family_button(family))
        column.addStretch(1)
        look.changed.connect(self._dress)
        self._dress()

    def open_search(self) -> BlockPopup:
        """Opens the search beside the strip."""
        return self._open(BlockPopup(self._look, None, self), self._search)

    def open_family(self, key: str) -> BlockPopup:
        """Opens the blocks of a family beside its icon."""
        button = next(each for each in self.findChildren(QToolButton) if each.objectName() == key)
        family = next(each for each in FAMILIES if each.key == key)
        return self._open(BlockPopup(self._look, family, self), button)

    def _open(self, popup: BlockPopup, button: QToolButton) -> BlockPopup:
        popup.block_chosen.connect(self.block_chosen)
        button.setDown(True)
        popup.destroyed.connect(lambda: button.setDown(False))
        popup.move(button.mapToGlobal(QPoint(button.width() + 8, 0)))
        popup.show()
        return popup

    def _family_button(self, family: Family) -> QToolButton:
        button = self._button(family.icon, family.key, family.title, QSize(_SEARCH, _BUTTON))
        button.setObjectName(family.key)
        button.clicked.connect(lambda: self.open_family(family.key))
        return button

    def _button(self, icon: str, role: str, title: str, size: QSize) -> QToolButton:
        button = QToolButton(self)
        self._look.tint(button, icon, role)
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setFixedSize(size)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _dress(self, _theme: object = None) -> None:
        """The search has an edge, as its field has where the palette is wide."""
        self._search.setStyleSheet(f"QToolButton {{ border: 1px solid {self._look.theme.strong_line}; border-radius: 6px; }}")


class BlockPopup(QFrame):
    """The blocks of a family, or a search through all of them; closes when one is chosen or dragged away.

    Args:
        look: Theme and icons.
        family: Whose blocks; None for a search.
        parent: The widget that it belongs to.

    Attributes:
        block_chosen: A block was chosen; carries its kind.
    """

    block_chosen = Signal(str)

    def __init__(self, look: Look, family: Family | None, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "panel")
        self.setStyleSheet(f"BlockPopup {{ border: 1px solid {look.theme.strong_line}; }}")
        self.tree = BlockTree(look)
        self.tree.block_chosen.connect(self._choose)
        self.tree.drag_began.connect(self.hide)  # not closed: the drag still needs the list
        self.tree.drag_ended.connect(self.close)
        self.tree.drag_ended.connect(self.deleteLater)  # what is hidden already is not deleted by closing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 9, 1, 9)
        self._column.setSpacing(8)
        if family is None:
            self._add_search(look)
        else:
            self._add_title(family)
        self._column.addWidget(self.tree)
        self._fit()

    def _add_title(self, family: Family) -> None:
        title = Heading(family.title)
        title.setContentsMargins(16, 0, 16, 0)
        self._column.addWidget(title)
        self.tree.blocks.show_blocks(family.key)
        self.tree.setFocus()

    def _add_search(self, look: Look) -> None:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 0, 8, 0)
        self.search = SearchField(look, "Find a block")
        column.addWidget(self.search)
        self._column.addWidget(frame)
        self.search.textChanged.connect(self._find)
        self.search.stepped.connect(self.tree.step)
        self.search.accepted.connect(self.tree.accept)
        self._find("")
        self.search.setFocus()

    def _find(self, query: str) -> None:
        self.tree.blocks.show_matches(query)
        self.tree.setCurrentIndex(self.tree.blocks.index(0, 0))

    def _fit(self) -> None:
        rows = min(self.tree.blocks.rowCount(), 14)
        self.tree.setFixedHeight(rows * FAMILY_HEIGHT)
        self.setFixedWidth(_POPUP)

    def _choose(self, kind: str) -> None:
        self.block_chosen.emit(kind)
        self.close()
