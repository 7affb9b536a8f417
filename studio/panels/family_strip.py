"""The palette in a narrow window: icons of the families, each opening its blocks beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.look.labels import Heading
from studio.look.look import Look
from studio.panels.block_model import Group, of_blocks
from studio.panels.block_rows import FAMILY_HEIGHT
from studio.panels.block_tree import BlockTree
from studio.panels.search_field import SearchField

WIDTH = 48
_SEARCH, _BUTTON, _POPUP = 32, 30, 240
_LOWEST = 20  # pixels of a button: its icon, and a little
_HIGHEST = 16 * FAMILY_HEIGHT


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
        self._groups = of_blocks()
        self._shelves: tuple[Group, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(0)
        self._search = self._button("search", "quiet", "Find a block", QSize(_SEARCH, _SEARCH))
        self._search.clicked.connect(self.open_search)
        column.addWidget(self._search)
        column.addSpacing(8)
        for group in self._groups:
            column.addWidget(self._family_button(group))
        self._modules = self._button("boxes", "module", "Modules", QSize(_SEARCH, _BUTTON))
        self._modules.clicked.connect(self.open_modules)
        column.addWidget(self._modules)
        column.addStretch(1)
        self.set_groups(self._groups, ())
        look.changed.connect(self._dress)
        self._dress()

    def set_groups(self, blocks: tuple[Group, ...], modules: Sequence[Group]) -> None:
        """Offers other blocks of the same families, and other modules."""
        self._groups, self._shelves = blocks, tuple(group for group in modules if group.wares)
        self._modules.setVisible(bool(self._shelves))

    def open_search(self) -> BlockPopup:
        """Opens the search beside the strip."""
        return self._open(BlockPopup(self._look, (*self._groups, *self._shelves), parent=self), self._search)

    def open_family(self, key: str) -> BlockPopup:
        """Opens the blocks of a family beside its icon."""
        button = next(each for each in self.findChildren(QToolButton) if each.objectName() == key)
        group = next(each for each in self._groups if each.key == key)
        return self._open(BlockPopup(self._look, [group], group.title, self), button)

    def open_modules(self) -> BlockPopup:
        """Opens all modules beside their icon."""
        return self._open(BlockPopup(self._look, self._shelves, "Modules", self), self._modules)

    def _open(self, popup: BlockPopup, button: QToolButton) -> BlockPopup:
        popup.block_chosen.connect(self.block_chosen)
        button.setDown(True)
        popup.destroyed.connect(lambda: button.setDown(False))
        popup.move(button.mapToGlobal(QPoint(button.width() + 8, 0)))
        popup.show()
        popup.fit()
        return popup

    def _family_button(self, family: Group) -> QToolButton:
        button = self._button(family.icon, family.key, family.title, QSize(_SEARCH, _BUTTON))
        button.setObjectName(family.key)
        button.clicked.connect(lambda: self.open_family(family.key))
        return button

    def _button(self, icon: str, role: str, title: str, size: QSize) -> QToolButton:
        button = _StripButton(self._look, icon, role, size, self)
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _dress(self, _theme: object = None) -> None:
        """The search has an edge, as its field has where the palette is wide."""
        self._search.setStyleSheet(f"QToolButton {{ border: 1px solid {self._look.theme.strong_line}; border-radius: 6px; }}")


class _StripButton(QToolButton):
    """Lower where there is little room, so that the window's other panels keep theirs; its icon is drawn when it is first seen."""

    def __init__(self, look: Look, icon: str, role: str, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._icon, self._role, self._size = look, icon, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(size.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Its icon is there before it is painted."""
        self._look.tint(self, self._icon, self._role)
        super().showEvent(event)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(self._size.width(), _LOWEST)


class BlockPopup(QFrame):
    """Blocks and modules, or a search through them; closes when one is chosen or dragged away.

    Args:
        look: Theme and icons.
        groups: What is offered.
        title: Over a list of all of it; without one there is a search through it.
        parent: The widget that it belongs to.

    Attributes:
        block_chosen: A block was chosen; carries its kind.
    """

    block_chosen = Signal(str)

    def __init__(self, look: Look, groups: Sequence[Group], title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "panel")
        self.setStyleSheet(f"BlockPopup {{ border: 1px solid {look.theme.strong_line}; }}")
        self.tree = BlockTree(look, groups=groups)
        self.tree.block_chosen.connect(self._choose)
        self.tree.drag_began.connect(self.hide)  # not closed: the drag still needs the list
        self.tree.drag_ended.connect(self.close)
        self.tree.drag_ended.connect(self.deleteLater)  # what is hidden already is not deleted by closing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 9, 1, 9)
        self._column.setSpacing(8)
        if title:
            self._add_title(title)
        else:
            self._add_search(look)
        self._column.addWidget(self.tree)
        self.fit()

    def _add_title(self, title: str) -> None:
        heading = Heading(title)
        heading.setContentsMargins(16, 0, 16, 0)
        self._column.addWidget(heading)
        self.tree.blocks.show_folded()
        self.tree.families_changed.connect(self.fit)
        self.tree.setCurrentIndex(self.tree.blocks.index(0, 0))
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

    def fit(self) -> None:
        """As high as its rows, and all of it on the screen."""
        self.tree.setFixedHeight(min(self.tree.rows_height(), _HIGHEST))
        self.setFixedSize(_POPUP, self.sizeHint().height())
        lowest = self.screen().availableGeometry().bottom() - self.height() - 8
        if self.y() > lowest:
            self.move(self.x(), lowest)

    def _choose(self, kind: str) -> None:
        self.block_chosen.emit(kind)
        self.close()
