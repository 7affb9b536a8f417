"""Ctrl+K: finds any action, block, module, node and sample by a few of its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from studio.graph.quick.matching import match_any
from studio.look import Look
from studio.look.labels import Quiet

MOST = 40
SHOWN = 14  # rows without scrolling
ROW = 24


class Find(NamedTuple):
    """Something that can be found.

    Attributes:
        title: What it is called.
        kind: What it is: action, block, module, node, sample.
        hint: Shown quiet at the right: its keys, its family, its block.
        icon: Name of an icon; nothing for none.
        role: Role of the icon's colour.
        deed: What Enter does.
        also: What else it is called.
    """

    title: str
    kind: str
    hint: str
    icon: str
    role: str
    deed: Callable[[], object]
    also: tuple[str, ...] = ()


def best(wish: str, finds: Sequence[Find], most: int = MOST) -> list[Find]:
    """What matches, best first; all in their order where nothing was typed."""
    if not wish.strip():
        return list(finds[:most])
    scored = [(found.score, find) for find in finds if (found := match_any(wish, find.title, find.also)) is not None]
    return [find for _, find in sorted(scored, key=lambda pair: -pair[0])[:most]]


class Finder(QFrame):
    """A field and a list over the middle of the window; Escape closes it.

    Args:
        look: Theme and icons.
        finds: What can be found now.
        parent: The window that it lies over.
    """

    WIDTH = 560

    def __init__(self, look: Look, finds: Sequence[Find], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look, self._finds, self._over = look, finds, parent
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field, self._list, self._nothing = QLineEdit(), _list(), Quiet("Nothing has these letters in this order.")
        self._field.setPlaceholderText("Find an action, a block, a node or a sample")
        self._field.setProperty("tall", True)
        self._field.setAccessibleName("Find anything")
        self._field.addAction(look.icons.icon("search", look.theme.quiet), QLineEdit.ActionPosition.LeadingPosition)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._field)
        column.addWidget(self._nothing)
        column.addWidget(self._list)
        self._search("")

    def open_over(self, window: QWidget) -> None:
        """Shows itself over the upper middle of a window."""
        self.setFixedWidth(min(self.WIDTH, window.width() - 32))
        self.move(
            window.mapToGlobal(window.rect().topLeft()).x() + (window.width() - self.width()) // 2,
            window.mapToGlobal(window.rect().topLeft()).y() + 64,
        )
        self.show()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys and Enter in the field work on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose(self._list.currentItem())
                    return True
        return super().eventFilter(watched, event)

    def titles(self) -> list[str]:
        """What is listed now, best first."""
        return [find.title for find in self._found]

    def _search(self, wish: str) -> None:
        self._found = best(wish, self._finds)
        self._list.clear()
        for find in self._found:
            entry = QTreeWidgetItem([find.title, find.hint])
            entry.setIcon(0, self._look.icons.icon(find.icon, self._look.theme.colour(find.role)) if find.icon else _blank())
            entry.setForeground(1, self._look.colour("quiet"))
            entry.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._list.addTopLevelItem(entry)
        self._go_to(0)
        self._nothing.setVisible(not self._found)
        self._list.setFixedHeight(min(len(self._found), SHOWN) * ROW + 8)
        self.setFixedHeight(self.sizeHint().height())

    def _step(self, by: int) -> None:
        current = self._list.currentItem()
        if current is not None:
            self._go_to(self._list.indexOfTopLevelItem(current) + by)

    def _go_to(self, row: int) -> None:
        entry = self._list.topLevelItem(row)
        if entry is not None:
            self._list.setCurrentItem(entry)

    def _choose(self, entry: QTreeWidgetItem | None) -> None:
        if entry is None:
            return
        deed = self._found[self._list.indexOfTopLevelItem(entry)].deed
        self.close()
        QTimer.singleShot(0, self._over, deed)  # what opens a question would see this list deleted under its own press


def _blank() -> QIcon:
    """Room for an icon, so that all titles begin in line; a ring would look like something to switch on."""
    room = QPixmap(16, 16)
    room.fill(Qt.GlobalColor.transparent)
    return QIcon(room)


def _list() -> QTreeWidget:
    """Titles left, quiet hints right."""
    made = QTreeWidget()
    made.setColumnCount(2)
    made.setHeaderHidden(True)
    made.setRootIsDecorated(False)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return made
