"""What a page of the properties begins with: an icon, a title, small buttons, and a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.look.icon_label import IconLabel
from studio.look.labels import Heading, Quiet
from studio.look.look import Look


class PageHead(QWidget):
    """The first lines of a page.

    Args:
        look: Theme and icons.
        buttons: Small buttons at the right end.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title, self._sentence = IconLabel(look), Heading(), Quiet(wrap=True)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._icon)
        row.addSpacing(10)
        row.addWidget(self._title, 1)
        for button in buttons:
            row.addWidget(button)
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
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def title(self) -> str:
        """What the page is about."""
        return self._title.text()

    def sentence(self) -> str:
        """What is said under the title."""
        return self._sentence.text()
