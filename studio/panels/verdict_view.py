"""An image with what the network takes it for."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look.labels import Quiet
from studio.look.lettering import SEMIBOLD, text_font
from studio.look.look import Look
from studio.look.map_view import MapView
from studio.panels import wording

SMALL = 108
"""A picture narrower than this has no room for full words."""


class VerdictView(QWidget):
    """A title, a picture, and under it what the network makes of it.

    Args:
        look: Theme.
        title: Above the picture.

    Attributes:
        picture: Shows the image.
    """

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look, self._wrong = look, False
        self._full_title, self._share = title, ""
        self._title, self.picture = Quiet(title), MapView(look, 128)
        self._class, self._sure = QLabel(), Quiet()
        self._class.setFont(text_font(SEMIBOLD))
        self._class.setTextFormat(Qt.TextFormat.PlainText)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(4, 2, 0, 0)
        self._below.setSpacing(6)
        for part in (self._class, self._sure):
            self._below.addWidget(part)
        self._below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title.setContentsMargins(4, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.picture)
        column.addLayout(self._below)
        look.changed.connect(self._dress)

    def set_side(self, side: int) -> None:
        """Make the picture as wide and high as this."""
        self.picture.set_side(side)
        self.setFixedWidth(side + 8)
        self._fit()

    def set_title(self, title: str) -> None:
        """Say something else above."""
        self._full_title = title
        self._fit()

    def _fit(self) -> None:
        """Fewer words under a small picture."""
        small = self.width() < SMALL
        self._title.setText(self._full_title.partition(",")[0].replace("Perturbation", "Change") if small else self._full_title)
        self._sure.setText(f"{self._share} sure" if self._share and not small else self._share)

    def put_below(self, *widgets: QWidget) -> None:
        """Show something else than a class."""
        self._class.hide()
        self._sure.hide()
        for widget in widgets:
            self._below.insertWidget(0, widget)

    def say(self, name: str, share: float, *, wrong: bool) -> None:
        """Say the class that the network sees, how sure it is, and whether that is wrong."""
        self._class.setText(name)
        self._wrong = wrong
        self._dress()
        self._share = wording.share(share)
        self._fit()

    @Slot(object)
    def _dress(self, _theme: object = None) -> None:
        colour = self._look.colour("bad" if self._wrong else "text").name()
        self._class.setStyleSheet(f"color: {colour}; font-weight: 600")

    def words(self) -> str:
        """What is said below; the title where nothing is."""
        return f"{self._class.text()} {self._sure.text()}".strip() or self._title.text()
