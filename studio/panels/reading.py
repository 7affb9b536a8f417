"""The line under pictures that puts the value under the cursor into words."""

from PySide6.QtWidgets import QWidget

from studio.look.icon_label import IconLabel
from studio.look.labels import Quiet, label
from studio.look.lettering import SEMIBOLD, small_font
from studio.look.look import Look
from studio.panels.marks import row


class Reading(QWidget):
    """A cross-hair, the value in bold, and more about it; nothing while the cursor is elsewhere.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cross, self._value, self._more = IconLabel(look, "crosshair", "accent", 14), label("", "small"), Quiet()
        self._value.setFont(small_font(SEMIBOLD))
        self.setFixedHeight(16)
        row(self, self._cross, self._value, self._more, None)
        self.silence()

    def say(self, value: str, more: str = "") -> None:
        """Say the value under the cursor, and more about it."""
        self._value.setText(value)
        self._more.setText(more)
        self._cross.setVisible(bool(value))

    def silence(self) -> None:
        """Nothing is under the cursor."""
        self.say("")

    def set_short(self, *, short: bool) -> None:
        """Keep to the value where there is little room."""
        self._more.setHidden(short)

    def words(self) -> str:
        """All that is said."""
        return f"{self._value.text()} {self._more.text()}".strip()
