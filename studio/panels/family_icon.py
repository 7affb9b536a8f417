"""The icon of a block's family, in the family's colour."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QLabel, QWidget

from studio.blocks.block import Block
from studio.blocks.catalogue import FAMILIES
from studio.blocks.unknown import UnknownBlock
from studio.look.look import Look

_ICONS = {family.key: family.icon for family in FAMILIES}


def icon_of(block: Block | UnknownBlock | type[Block]) -> tuple[str, str]:
    """The name of a block's icon, and the role of its colour."""
    if isinstance(block, UnknownBlock):
        return "circle-help", "quiet"
    return ("log-out" if not block.has_output else _ICONS[block.family]), block.family


class IconLabel(QLabel):
    """An icon that follows the theme.

    Args:
        look: Theme and icons.
        icon: Name of the icon.
        role: Role of its colour.
        size: Width and height.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, icon: str = "", role: str = "quiet", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon_name, self._role, self._size = look, icon, role, size
        self.setFixedSize(QSize(size, size))
        look.changed.connect(self.renew)
        self.renew()

    def say(self, icon: str, role: str) -> None:
        """Shows another icon."""
        self._icon_name, self._role = icon, role
        self.renew()

    @Slot(object)
    def renew(self, _theme: object = None) -> None:
        """Draws it in the colours of the theme."""
        if self._icon_name:
            self.setPixmap(self._look.pixmap(self._icon_name, self._role, self._size, self.devicePixelRatioF()))
