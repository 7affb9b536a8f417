"""What stands at the right end of a row of tabs: the legend of the curves, how live a picture is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

TAB_ROW = 32
MARGIN = 16


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
        dock.visibilityChanged.connect(lambda _visible: self.place())
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes where its dock goes."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """At the right end of the tabs, where there are tabs and the panel is in front."""
        dock, widget = self._dock, self._widget
        tabbed = bool(self._house.tabifiedDockWidgets(dock)) and not dock.isFloating()
        widget.setVisible(tabbed and not dock.visibleRegion().isEmpty())
        size = widget.sizeHint()
        left = dock.geometry().right() - size.width() - MARGIN
        widget.setGeometry(left, dock.geometry().top() - TAB_ROW + (TAB_ROW - size.height()) // 2, size.width(), size.height())
        widget.raise_()
