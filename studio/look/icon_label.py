"""An icon that stands by itself and keeps to the theme."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from studio.look.look import Look


class IconLabel(QLabel):
    """An icon in the colour of a role.

    Args:
        look: Theme and icons.
        name: Name of the icon; `logo` is the product's own.
        role: Role or family whose colour it takes.
        size: Width and height in logical pixels.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, name: str, role: str = "quiet", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._name, self._role, self._size = look, name, role, size
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self._renew)
        self._renew()

    @Slot(object)
    def _renew(self, _theme: object = None) -> None:
        self.setPixmap(self._look.pixmap(self._name, self._role, self._size, self.devicePixelRatioF()))
