"""What stands at the right end of a row of tabs: the legend of the curves, how live a picture is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

TAB_ROW = 32
MARGIN = 16
GAP = 8
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}
_GROWS = {QEvent.Type.LayoutRequest}


class Corner(QObject):
    """Keeps a panel's corner widget over the tab row while the panel is the one in front; Qt's tab rows of docks have no corners.

    Args:
        house: The window whose docks they are.
        dock: Whose panel it is.
        widget: What is shown; its parent becomes the window.
    """

    def __init__(self, house: QMainWindow, dock: QDockWidget, widget: QWidget) -> None:
        super().__init__(dock)
        self._house, self._dock, self._widget = house, dock, widget
        widget.setParent(house)
        dock.installEventFilter(self)
        widget.installEventFilter(self)
        dock.visibilityChanged.connect(lambda _visible: self.place())
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes where its dock goes, and is as wide as its words are now."""
        kinds = _GROWS if watched is self._widget else _MOVES
        if event.type() in kinds:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """At the right end of the tabs, where there are tabs that leave room for it and the panel is in front."""
        dock, widget = self._dock, self._widget
        size = widget.sizeHint()
        left = dock.geometry().right() - size.width() - MARGIN
        tabbed = bool(self._house.tabifiedDockWidgets(dock)) and not dock.isFloating()
        widget.setVisible(tabbed and not dock.visibleRegion().isEmpty() and left >= self._tabs_end() + GAP)
        widget.setGeometry(left, dock.geometry().top() - TAB_ROW + (TAB_ROW - size.height()) // 2, size.width(), size.height())
        widget.raise_()

    def _tabs_end(self) -> int:
        """Where the last tab over the dock ends; 0 while Qt has not placed the tabs yet."""
        place = self._dock.geometry()
        for bar in self._house.findChildren(QTabBar):
            row = bar.geometry()
            if row.bottom() <= place.top() and place.top() - row.bottom() <= GAP and row.left() in range(place.left() - GAP, place.right()):
                return row.left() + bar.tabRect(bar.count() - 1).right()
        return 0
