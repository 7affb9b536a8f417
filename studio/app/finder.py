"""Ctrl+K: finds any action, block, module, node and sample by a few of its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from studio.app.find_rows import FOUND, FindRows, blank
from studio.graph.quick.matching import Match, match_any
from studio.graph.quick.ranking import usual
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
    return [find for find, _ in matching(wish, finds)[:most]]


def matching(wish: str, finds: Sequence[Find]) -> list[tuple[Find, Match]]:
    """What matches, best first, and how; all in their order where nothing was typed."""
    if not wish.strip():
        return [(find, Match(0.0, ())) for find in finds]
    found = [(find, hit) for find in finds if (hit := match_any(wish, find.title, find.also)) is not None]
    return sorted(found, key=lambda pair: -pair[1].score - (usual(pair[0].title, not pair[1].called) if pair[0].kind == "block" else 0.0))


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
        self._field, self._list, self._nothing = QLineEdit(), _list(look), Quiet("Nothing has these letters in this order.")
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
        hits = matching(wish, self._finds)[:MOST]
        self._found = [find for find, _ in hits]
        self._list.clear()
        for find, hit in hits:
            entry = QTreeWidgetItem([find.title, find.hint])
            entry.setIcon(0, self._look.icons.icon(find.icon, self._look.theme.colour(find.role)) if find.icon else blank())
            entry.setData(0, FOUND, hit)
            entry.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{find.title}, found as {hit.called}" if hit.called else find.title)
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


def _list(look: Look) -> QTreeWidget:
    """Titles left, quiet hints right."""
    made = QTreeWidget()
    made.setColumnCount(2)
    made.setHeaderHidden(True)
    made.setItemDelegateForColumn(0, FindRows(look, made))
    made.setRootIsDecorated(False)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return made
