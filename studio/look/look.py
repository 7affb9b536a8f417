"""What every widget is given to look right: theme, icons and fonts, and word when the theme changes."""

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QAction, QColor, QGuiApplication, QPixmap
from PySide6.QtWidgets import QAbstractButton

from studio import paths
from studio.colours import DARK, Theme
from studio.look.icons import Icons
from studio.look.lettering import load_fonts


class Look(QObject):
    """The theme in use, the icons, and the signal that both have changed.

    Needs an application object, because it makes the shipped fonts known.

    Attributes:
        changed: The theme is another one now; carries the Theme.
        icons: The shipped icons, in any colour; ``logo`` is the product's own.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme = DARK, parent: QObject | None = None) -> None:
        super().__init__(parent)
        shipped = paths.resources()
        load_fonts(shipped / "fonts")
        scales = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
        self.icons = Icons(shipped / "icons", {"logo": shipped / "logo.svg"}, scales)
        self._theme = theme

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme

    def use(self, theme: Theme) -> None:
        """Change to a theme and tell everybody."""
        if theme is not self._theme:
            self._theme = theme
            self.changed.emit(theme)

    def colour(self, role: str) -> QColor:
        """The colour of a role or a family of blocks in the theme in use."""
        return QColor(self._theme.colour(role))

    def pixmap(self, name: str, role: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """An icon in the colour of a role, for painting."""
        return self.icons.pixmap(name, self._theme.colour(role), size, ratio)

    def tint(self, target: QAbstractButton | QAction, name: str, role: str = "text", size: int = 16) -> None:
        """Give a button or action an icon in the colour of a role, and keep it so through changes of theme."""
        for kept in target.findChildren(_Tint):
            kept.use(name, role, size)
            return
        _Tint(self, target).use(name, role, size)


class _Tint(QObject):
    """An icon's colour kept in step with the theme; ends with the button or action that it belongs to."""

    def __init__(self, look: Look, target: QAbstractButton | QAction) -> None:
        super().__init__(target)
        self._look, self._target = look, target
        look.changed.connect(self.renew)

    def use(self, name: str, role: str, size: int) -> None:
        self._name, self._role, self._size = name, role, size
        self.renew()

    @Slot(object)
    def renew(self, _theme: Theme | None = None) -> None:
        theme = self._look.theme
        icon = self._look.icons.icon(self._name, theme.colour(self._role), self._size, disabled=theme.dim)
        self._target.setIcon(icon)
        if isinstance(self._target, QAbstractButton):
            self._target.setIconSize(QSize(self._size, self._size))
