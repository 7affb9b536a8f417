"""A button with an icon that opens the shipped icons to choose from."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from studio.look.buttons import Chip, IconButton
from studio.look.look import Look

ICONS = (
    "boxes", "layers", "grid-3x3", "shrink", "chart-spline", "sliders-horizontal", "shield", "waypoints",
    "scaling", "merge", "workflow", "shuffle", "zap", "star", "eye", "image",
    "crosshair", "cpu", "activity", "weight", "search", "square", "circle", "rotate-cw",
)  # fmt: skip
"""What suits a module; the others are signs of the studio's own."""

_ACROSS = 8


class IconChooser(Chip):
    """Shows an icon with its name; a click opens the others.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        chosen: The person chose an icon; carries its name.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, ICONS[0], _title(ICONS[0]), parent=parent)
        self.clicked.connect(self._open)
        self.show_icon(ICONS[0])

    def show_icon(self, name: str) -> None:
        """Shows an icon, without telling."""
        self._icon = name
        self.set_words(_title(name))
        self.set_icon(name)
        self.setToolTip("Choose another icon")
        self.setAccessibleName(f"Icon: {_title(name)}")

    def icon_name(self) -> str:
        """The icon that is shown."""
        return self._icon

    def sheet(self) -> QFrame:
        """The icons to choose from, in a frame that closes with the next click."""
        sheet = QFrame(self, Qt.WindowType.Popup)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.setProperty("surface", "panel")
        sheet.setStyleSheet(f"QFrame {{ border: 1px solid {self._look.theme.strong_line}; }}")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(2)
        for place, name in enumerate(ICONS):
            button = IconButton(self._look, name, _title(name))
            button.clicked.connect(lambda _checked=False, name=name: self._take(name, sheet))
            grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        return sheet

    def _open(self) -> None:
        sheet = self.sheet()
        sheet.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        sheet.show()

    def _take(self, name: str, sheet: QFrame) -> None:
        sheet.close()
        self.show_icon(name)
        self.chosen.emit(name)


def _title(name: str) -> str:
    """`Chart spline`: the name of an icon for people."""
    return name.replace("-", " ").capitalize()
