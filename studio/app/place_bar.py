"""The strip over the board: the project's drawings as tabs, and the way into modules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QPushButton, QTabBar, QWidget

from studio.app.name_field import NameField
from studio.look import Look
from studio.look.buttons import IconButton, Segmented
from studio.look.icon_label import IconLabel
from studio.look.labels import Heading, set_dress

HEIGHT = 36
_ALL, _ONE = "all", "one"


class PlaceBar(QWidget):
    """Is seen where there is something to choose: more than one drawing, or a module that was entered.

    Args:
        look: Theme and icons.
        menu: What can be done with a drawing, for the menu of its tab.
        parent: The widget it lies in.

    Attributes:
        graph_chosen: Another drawing is wanted; carries its name.
        graph_added: A new drawing is wanted.
        graph_renamed: A drawing got another name, written over its tab; carries the name before and the new one.
        depth_chosen: A place on the way is wanted; carries how many modules deep, 0 for the drawing.
        only_chosen: Whether edits shall concern this one instance.
    """

    graph_chosen = Signal(str)
    graph_added = Signal()
    graph_renamed = Signal(str, str)
    depth_chosen = Signal(int)
    only_chosen = Signal(bool)

    def __init__(self, look: Look, menu: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._menu, self._depth = look, menu, 0
        self.setObjectName("place-bar")
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._tabs = QTabBar(self)
        self._name = NameField("Name of the drawing", self)
        self._add = IconButton(look, "plus", "New drawing in this project")
        self._way = QWidget()
        self._steps = QHBoxLayout(self._way)
        self._scope = Segmented({_ALL: "All instances", _ONE: "This one only"}, _ALL)
        self._scope.setToolTip("Whether an edit in here changes the module wherever it is used, or this instance alone")
        self._leave = IconButton(look, "x", "Leave the module")
        self._lay_out()
        self._tabs.tabBarClicked.connect(self._choose)  # the shown one too: that leads out of its modules
        self._tabs.currentChanged.connect(self._choose)  # by the arrow keys
        self._tabs.customContextMenuRequested.connect(self._open_menu)
        self._tabs.tabBarDoubleClicked.connect(self._rename)
        self._name.written.connect(self.graph_renamed)
        self._name.ended.connect(self._show_what_matters)
        self._add.clicked.connect(self.graph_added)
        self._scope.chosen.connect(lambda key: self.only_chosen.emit(key == _ONE))
        self._leave.clicked.connect(lambda: self.depth_chosen.emit(max(0, self._depth - 1)))

    def show_place(self, graphs: Sequence[str], shown: str, way: Sequence[str], only: bool) -> None:
        """Shows where one is.

        Args:
            graphs: The names of the drawings.
            shown: Which of them is on the board.
            way: What each module on the way in is called, from the outside in.
            only: Whether edits concern this one instance.
        """
        self._depth = len(way)
        self._show_tabs(graphs, shown)
        self._show_way([shown, *way])
        self._scope.choose(_ONE if only else _ALL)
        self._show_what_matters()

    def rename(self) -> None:
        """Opens the name of the shown drawing, to be written over its tab; a single drawing shows its tab for so long."""
        self._rename(self._tabs.currentIndex())

    def _rename(self, place: int) -> None:
        if place < 0:
            return
        self._tabs.show()
        self.show()
        self._row.activate()  # the tab has its place before the field lies over it
        self._name.begin(self._tabs.tabText(place), self._tabs.tabRect(place).translated(self._tabs.pos()))

    def _show_what_matters(self) -> None:
        inside, several = self._depth > 0, self._tabs.count() > 1 or self._name.isVisible()
        for part in (self._way, self._scope, self._leave):
            part.setVisible(inside)
        for part in (self._tabs, self._add):
            part.setVisible(several)
        self.setVisible(inside or several)

    def _show_tabs(self, graphs: Sequence[str], shown: str) -> None:
        self._tabs.blockSignals(True)
        if [self._tabs.tabText(place) for place in range(self._tabs.count())] != list(graphs):
            self._name.finish(keep=False)
            while self._tabs.count():
                self._tabs.removeTab(0)
            for name in graphs:
                self._tabs.addTab(name)
        self._tabs.setCurrentIndex(list(graphs).index(shown))
        self._tabs.updateGeometry()  # the shown one has heavier letters, and may need more room than the one before
        self._tabs.blockSignals(False)

    def _show_way(self, names: Sequence[str]) -> None:
        _empty(self._steps)
        for depth, name in enumerate(names):
            if depth:
                self._steps.addWidget(IconLabel(self._look, "chevron-right", "quiet", 12))
            if depth + 1 == len(names):
                self._steps.addWidget(Heading(name))
                continue
            step = QPushButton(name)
            set_dress(step, "link", True)
            step.setFlat(True)
            step.setAccessibleName(f"Back to {name}")
            step.clicked.connect(partial(self.depth_chosen.emit, depth))
            self._steps.addWidget(step)

    def _choose(self, place: int) -> None:
        if place >= 0:
            self.graph_chosen.emit(self._tabs.tabText(place))

    def _open_menu(self, point: QPoint) -> None:
        place = self._tabs.tabAt(point)
        if place < 0:
            return
        self._choose(place)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self._menu))
        menu.popup(self._tabs.mapToGlobal(point))

    def _lay_out(self) -> None:
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tabs.setAccessibleName("Drawings of the project")
        self._steps.setContentsMargins(8, 0, 0, 0)
        self._steps.setSpacing(4)
        row = self._row
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for part in (self._tabs, self._add, self._way):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._scope)
        row.addWidget(self._leave)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
