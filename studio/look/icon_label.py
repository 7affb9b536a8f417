"""An icon that stands by itself and keeps to the theme."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from studio.look.look import Look


class IconLabel(QLabel):
    """An icon in the colour of a role.

    Args:
        look: Theme and icons.
        icon: Name of the icon; `logo` is the product's own, none is shown where not given.
        role: Role or family whose colour it takes.
        size: Width and height in logical pixels.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, icon: str = "", role: str = "quiet", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon, self._role, self._size = look, icon, role, size
        self.setFixedSize(size, size)
        look.changed.connect(self._renew)
        self._renew()

    def set_icon(self, icon: str, role: str) -> None:
        """Show another icon."""
        self._icon, self._role = icon, role
        self._renew()

    @Slot(object)
    def _renew(self, _theme: object = None) -> None:
        if self._icon:
            self.setPixmap(self._look.pixmap(self._icon, self._role, self._size, self.devicePixelRatioF()))
