"""Where the panels stand at first, and how they move, float, close, come back and are remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from studio import paths

LEFT, RIGHT, BOTTOM = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea

LAYOUT_VERSION = 2
NARROW = 1366
LOW = 860


class Place(NamedTuple):
    """Where a panel stands at first.

    Attributes:
        title: On its tab.
        area: Side of the window.
        group: Panels of one group share a place as tabs, the first in front.
    """

    title: str
    area: Qt.DockWidgetArea
    group: str


PLACES: Mapping[str, Place] = {
    "palette": Place("Palette", LEFT, "palette"),
    "properties": Place("Properties", RIGHT, "properties"),
    "curves": Place("Curves", BOTTOM, "training"),
    "runs": Place("Runs", BOTTOM, "training"),
    "issues": Place("Issues", BOTTOM, "training"),
    "console": Place("Console", BOTTOM, "training"),
    "history": Place("History", BOTTOM, "training"),
    "filters": Place("Filters", BOTTOM, "inspection"),
    "feature_maps": Place("Feature maps", BOTTOM, "inspection"),
    "adversarial": Place("Adversarial", BOTTOM, "inspection"),
    "source": Place("Source", BOTTOM, "inspection"),
    "data": Place("Data", BOTTOM, "inspection"),
    "recipe": Place("Recipe", BOTTOM, "inspection"),
    "lesson": Place("Lesson", BOTTOM, "inspection"),
}
FRONT = ("curves", "feature_maps")


class Docks:
    """The docks of one window.

    Args:
        window: Whose docks they are.
        panels: A widget for every name of `PLACES`.
    """

    def __init__(self, window: QMainWindow, panels: Mapping[str, QWidget]) -> None:
        self._window = window
        self._made = {name: _dock(name, panel, window) for name, panel in panels.items()}
        window.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.GroupedDragging
        )
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        window.setCorner(Qt.Corner.BottomLeftCorner, BOTTOM)
        self.reset()

    def __getitem__(self, name: str) -> QDockWidget:
        return self._made[name]

    def items(self) -> Mapping[str, QDockWidget]:
        """Every dock by name."""
        return self._made

    def show(self, name: str) -> None:
        """Brings a panel to the front, from wherever it is."""
        self._made[name].show()
        self._made[name].raise_()

    def front(self, group: str) -> str:
        """The panel of a group that is seen; empty where none is."""
        return next((name for name, place in PLACES.items() if place.group == group and self.visible(name)), "")

    def visible(self, name: str) -> bool:
        """Whether the panel can be seen now: neither closed nor behind another tab."""
        return not self._made[name].visibleRegion().isEmpty()

    def reset(self) -> None:
        """Puts every panel where it stands at first."""
        for dock in self._made.values():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        heads = self._heads()
        self._place_heads(heads)
        for name, dock in self._made.items():
            if dock is not heads[PLACES[name].group]:
                self._window.tabifyDockWidget(heads[PLACES[name].group], dock)
            dock.show()
        for name in FRONT:
            self._made[name].raise_()
        self.fit(self._window.size())

    def fit(self, size: QSize) -> None:
        """Gives every side the share of the window that it has in the design."""
        narrow, low = size.width() < NARROW, size.height() < LOW
        made = self._made
        inner = max(size.width() - 300, 10)  # a window that is not laid out yet is narrower than the properties
        self._window.resizeDocks([made["palette"], made["properties"]], [48 if narrow else 228, 300], Qt.Orientation.Horizontal)
        self._window.resizeDocks(
            [made["curves"], made["feature_maps"]], [round(inner * 0.4), inner - round(inner * 0.4)], Qt.Orientation.Horizontal
        )
        self._window.resizeDocks([made["curves"]], [224 if low else 328], Qt.Orientation.Vertical)

    def remember(self) -> None:
        """Keeps the arrangement for the next start."""
        kept = _settings()
        kept.setValue("docks", self._window.saveState(LAYOUT_VERSION))

    def recall(self) -> bool:
        """Takes up the arrangement of the last time; whether there was one."""
        state = _settings().value("docks")
        return isinstance(state, QByteArray) and self._window.restoreState(state, LAYOUT_VERSION)

    def _heads(self) -> dict[str, QDockWidget]:
        """The first dock of each group."""
        heads: dict[str, QDockWidget] = {}
        for name, dock in self._made.items():
            heads.setdefault(PLACES[name].group, dock)
        return heads

    def _place_heads(self, heads: Mapping[str, QDockWidget]) -> None:
        """Each on its side; a second one there beside the first, which must not have tabs yet, else it would become one."""
        first: dict[Qt.DockWidgetArea, QDockWidget] = {}
        for group, dock in heads.items():
            area = next(place.area for place in PLACES.values() if place.group == group)
            if area in first:
                self._window.splitDockWidget(first[area], dock, Qt.Orientation.Horizontal)
            else:
                self._window.addDockWidget(area, dock)
            first.setdefault(area, dock)


def _settings() -> QSettings:
    return QSettings(str(paths.settings() / "window.ini"), QSettings.Format.IniFormat)


def _dock(name: str, panel: QWidget, window: QMainWindow) -> QDockWidget:
    dock = QDockWidget(PLACES[name].title, window)
    dock.setObjectName(name)
    dock.setWidget(panel)
    _bare(dock)
    dock.topLevelChanged.connect(lambda floating: _titled(dock) if floating else _bare(dock))
    return dock


def _titled(dock: QDockWidget) -> None:
    """The window manager's own frame while it floats."""
    dock.setTitleBarWidget(None)  # type: ignore[arg-type]  # Qt takes a null pointer for its own title bar; the stub does not say so


def _bare(dock: QDockWidget) -> None:
    """No title while it is docked: its tab says the name, and a tab can be dragged out."""
    dock.setTitleBarWidget(QWidget(dock))
