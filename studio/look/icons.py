"""Icons drawn from SVG files in any colour and size, sharp at every screen scale."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ALWAYS = (1.0, 2.0)
"""Screen scales for which an icon brings its own pixels, besides those of the screens that are there."""


class Icons:
    """The icons of one folder, each made once for a colour, size and screen scale.

    Args:
        folder: Where the SVG files lie; they draw in ``currentColor``.
        extra: Further pictures by name, such as the logo.
        ratios: Scales of the screens that are there.
    """

    def __init__(self, folder: Path, extra: Mapping[str, Path] | None = None, ratios: Iterable[float] = ()) -> None:
        self._ratios = sorted({*ALWAYS, *ratios})
        self._files = {file.stem: file for file in sorted(folder.glob("*.svg"))} | dict(extra or {})
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, int, str], QIcon] = {}

    @property
    def names(self) -> frozenset[str]:
        """Every name that can be drawn."""
        return frozenset(self._files)

    def svg(self, name: str, colour: str) -> str:
        """The text of the SVG file in a colour.

        Raises:
            LookupError: No file has this name.
        """
        if name not in self._sources:
            self._sources[name] = self._file(name).read_text(encoding="utf-8")
        return self._sources[name].replace("currentColor", colour)

    def pixmap(self, name: str, colour: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The icon as pixels, ``size`` wide and high at a screen scale of ``ratio``."""
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _drawn(self.svg(name, colour), size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: str, size: int = 16, *, disabled: str | None = None) -> QIcon:
        """The icon for a button or menu.

        Args:
            name: Name of the file, without its ending.
            colour: Colour of its strokes.
            size: Width and height in logical pixels.
            disabled: Colour when what carries it is disabled; the same colour where not given.
        """
        key = (name, colour, size, disabled or colour)
        if key not in self._icons:
            self._icons[key] = self._every_ratio(*key)
        return self._icons[key]

    def _every_ratio(self, name: str, colour: str, size: int, disabled: str) -> QIcon:
        icon = QIcon()
        for ratio in self._ratios:
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
                icon.addPixmap(self.pixmap(name, colour, size, ratio), mode)
            icon.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        return icon

    def _file(self, name: str) -> Path:
        if name not in self._files:
            raise LookupError(f"No icon is named {name!r}. Expected: the name of an SVG file in resources/icons, without its ending.")
        return self._files[name]


def _drawn(svg: str, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
