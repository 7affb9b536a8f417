"""One panel in a window of its own with sample data: how a panel is built and looked at without the studio."""

import argparse
import sys
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from studio.look import DARK, LIGHT, Look
from studio.look.labels import Hairline, Heading
from studio.look.style import follow

Make = Callable[[Look], QWidget]


def show(title: str, make: Make) -> int:
    """Show a panel until its window is closed; F2 changes the theme.

    Args:
        title: What stands on the panel's tab.
        make: Makes the panel with sample data.

    Returns:
        The exit code of the application.
    """
    wanted = arguments(title, sys.argv[1:])
    app = QApplication([title])
    look = Look(LIGHT if wanted.light else DARK)
    follow(app, look)
    window = _Window(look, title, make(look))
    window.resize(*wanted.size)
    window.show()
    return app.exec()


class _Window(QWidget):
    """The panel under a tab row as the studio would put it."""

    def __init__(self, look: Look, title: str, panel: QWidget) -> None:
        super().__init__()
        self._look = look
        self.setWindowTitle(title)
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 7)
        head.addWidget(Heading(title))
        head.addStretch(1)
        if (corner := getattr(panel, "corner", None)) is not None:
            head.addWidget(corner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(panel, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 changes the theme."""
        if event.key() == Qt.Key.Key_F2:
            self._look.use(LIGHT if self._look.theme is DARK else DARK)


def arguments(title: str, given: list[str]) -> argparse.Namespace:
    """What stands on the command line: `light` and `size`."""
    parser = argparse.ArgumentParser(description=f"The panel {title!r} alone, with figures that are made up.")
    parser.add_argument("--light", action="store_true", help="the light theme")
    parser.add_argument("--size", type=_size, default=(780, 328), metavar="WIDTHxHEIGHT")
    return parser.parse_args(given)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"Expected: width x height, such as 780x328. Received: {text}.")
    return int(width), int(height)
