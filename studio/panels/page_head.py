"""What a page of the properties begins with: an icon, a title, small buttons, and a sentence."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.look.icon_label import IconLabel
from studio.look.labels import Heading, Quiet
from studio.look.look import Look

_LINE, _HIGH = 16, 24  # pixels: a line of the title, and the small buttons beside it
_BREAK = "\u200b"  # takes no room, and a line may end there
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class PageHead(QWidget):
    """The first lines of a page; a title that is too long goes on in another line, between two words of its name.

    Args:
        look: Theme and icons.
        buttons: Small buttons at the right end.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title, self._sentence = IconLabel(look), Heading(), Quiet(wrap=True)
        self._title.setWordWrap(True)
        self._title.setContentsMargins(0, (_HIGH - _LINE) // 2, 0, (_HIGH - _LINE) // 2)
        self._icon.setFixedHeight(_HIGH)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(10)
        row.addWidget(self._title, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._sentence)

    def say(self, icon: tuple[str, str], title: str, sentence: str) -> None:
        """Shows other words.

        Args:
            icon: Its name and the role of its colour.
            title: What the page is about.
            sentence: What it is, or what can be done here; empty for nothing.
        """
        self._icon.set_icon(*icon)
        self._title.setText(_HUMP.sub(_BREAK, title))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def title(self) -> str:
        """What the page is about."""
        return self._title.text().replace(_BREAK, "")

    def sentence(self) -> str:
        """What is said under the title."""
        return self._sentence.text()
