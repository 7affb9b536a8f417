"""Small pictures on cards: the strongest maps, a vector as a grid, bars, images; kept as pixmaps while they are shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPixmap

from studio.canvas.shown.anatomy import PICTURE_RADIUS
from studio.canvas.shown.kept import Kept
from studio.look import Look, Theme
from studio.look.lettering import SEMIBOLD, small_font
from studio.look.pictures import image, signed_image, strongest

Array = NDArray[Any]
Kind = Literal["maps", "vector", "bars", "image"]

_GAP = 4.0  # between the large map and the small ones
_BETWEEN = 2.0  # between these
_MOST = 3  # maps in a small picture
_NEEDS: dict[Kind, str] = {
    "maps": "arrays of shape (height, width), with no empty axis",
    "vector": "an array with at least one value",
    "bars": "an array with at least one value",
    "image": "arrays of shape (height, width) or (height, width, channels), with no empty axis",
}


@dataclass(frozen=True, eq=False)
class Thumb:
    """What a card shows of its node's output.

    Attributes:
        kind: How to draw it.
        arrays: maps: (height, width) each, the strongest first; vector, bars: one (n,); image: (height, width, channels) each, from 0
            to 255. Small pictures show up to three of them, a card that fills the screen all.
        limit: Magnitude of the strongest shade or the highest bar; the arrays' own where it is 0.
        labels: Of the bars; bars without labels diverge from zero, bars with labels are probabilities.

    Raises:
        ValueError: The arrays are not what the kind asks for; refused here, because a painter must not fail.
    """

    kind: Kind
    arrays: tuple[Array, ...]
    limit: float = 0.0
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shapes = [np.shape(array) for array in self.arrays]
        if not shapes or not all(_fits(self.kind, shape) for shape in shapes):
            raise ValueError(
                f"A thumbnail of kind {self.kind} needs {_NEEDS[self.kind]}. Received: {', '.join(map(str, shapes)) or 'none'}."
            )

    @property
    def quiet(self) -> bool:
        """Whether it steps back while its card is neither selected nor under the cursor."""
        return self.kind in ("maps", "vector")

    def scale(self) -> float:
        """The magnitude that all its arrays share."""
        return self.limit or max(strongest(array) for array in self.arrays) or 1.0


def _fits(kind: Kind, shape: tuple[int, ...]) -> bool:
    if 0 in shape or not shape:
        return False
    if kind == "image":
        return len(shape) in (2, 3)
    return len(shape) == 2 if kind == "maps" else True


class Thumbs:
    """Thumbnails as pixmaps, each drawn once for a size and theme, and kept in the newest.

    Args:
        look: The theme.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._kept = Kept(32 << 20)

    def pixmap(self, thumb: Thumb, width: float, height: float, ratio: float) -> QPixmap:
        """The thumbnail, that many pixels of the widget wide and high."""
        size = QSize(max(round(width * ratio), 1), max(round(height * ratio), 1))
        form = (size.width(), size.height(), ratio, self._look.theme.name)
        return self._kept.get(thumb, lambda: self._drawn(thumb, size, ratio), form)  # the one of another zoom is of no use any more

    def _drawn(self, thumb: Thumb, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room = QRectF(0, 0, size.width() / ratio, size.height() / ratio)
            DRAW[thumb.kind](painter, room, thumb, self._look.theme)
            _round_off(painter, room)
        return pixmap


def _round_off(painter: QPainter, room: QRectF) -> None:
    """Takes the corners off what is drawn; pictures drawn within a round clip would take several times as long."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.fillPath(_corners(room.width(), room.height()), Qt.GlobalColor.black)


@lru_cache(maxsize=16)
def _corners(width: float, height: float) -> QPainterPath:
    """What lies between a rectangle and its round shape."""
    room, found = QRectF(0, 0, width, height), QPainterPath()
    found.addRect(room)
    found.addRoundedRect(room, PICTURE_RADIUS, PICTURE_RADIUS)
    return found


@lru_cache(maxsize=1024)
def pictures(thumb: Thumb, theme: Theme, most: int) -> list[QImage]:
    """Its first maps in signed colours, its first images as they are, on one scale; kept, because a zoom needs them at every size."""
    if thumb.kind == "maps":
        limit = thumb.scale()
        return [signed_image(array, theme, limit) for array in thumb.arrays[:most]]
    return [image(np.asarray(array, np.float32), 0.0, thumb.limit or 255.0) for array in thumb.arrays[:most]]


def _tiles(painter: QPainter, room: QRectF, thumb: Thumb, theme: Theme) -> None:
    tiles = places(room, thumb)
    if in_well(room, tiles):
        painter.fillRect(room, QColor(theme.well))
    paint_tiles(painter, tiles, pictures(thumb, theme, _MOST))


def in_well(room: QRectF, tiles: Sequence[QRectF]) -> bool:
    """Whether maps or images leave so much room around them that it is filled."""
    return tiles[0].width() < room.width() / 2 or len(tiles) == 1


def places(room: QRectF, thumb: Thumb) -> list[QRectF]:
    """Where a small picture shows the first maps or images: the strongest large, the next two half as large beside it, in proportion."""
    height, width = thumb.arrays[0].shape[:2]
    return [place.translated(room.topLeft()) for place in tiles_of(room, width / height, len(thumb.arrays))]


def tiles_of(room: QRectF, proportion: float, count: int) -> tuple[QRectF, ...]:
    """The tiles of a room of that size, from its corner, for so many maps or images of that width to height."""
    return _places(room.width(), room.height(), proportion, count == 1)[:count]


@lru_cache(maxsize=256)
def _places(width: float, height: float, proportion: float, alone: bool) -> tuple[QRectF, ...]:
    high = min(height, width / proportion if alone else (width - _GAP) / (1.5 * proportion))
    across, down, half = round(high * proportion), round(high), (round(high) - _BETWEEN) / 2
    beside = round(half * proportion)
    left, top = round((width - across - (0 if alone else _GAP + beside)) / 2), round((height - down) / 2)
    small = left + across + _GAP
    return QRectF(left, top, across, down), QRectF(small, top, beside, half), QRectF(small, top + half + _BETWEEN, beside, half)


def paint_tiles(painter: QPainter, tiles: Iterable[QRectF], pictures: Iterable[QImage]) -> None:
    """Sharp pixels where there is room for them, smooth where several share one of the screen."""
    ratio, hint = painter.device().devicePixelRatio(), QPainter.RenderHint.SmoothPixmapTransform
    for tile, picture in zip(tiles, pictures, strict=True):
        painter.setRenderHint(hint, picture.width() > tile.width() * ratio or picture.height() > tile.height() * ratio)
        painter.drawImage(tile, picture)


def _vector(painter: QPainter, room: QRectF, thumb: Thumb, theme: Theme) -> None:
    columns = columns_of(room, np.size(thumb.arrays[0]))
    painter.fillRect(room, QColor(theme.well))
    paint_tiles(painter, [room], [_grid(thumb, theme, columns)])


@lru_cache(maxsize=256)
def _grid(thumb: Thumb, theme: Theme, columns: int) -> QImage:
    """All values in rows of so many, in signed colours."""
    values = np.asarray(thumb.arrays[0], np.float32).ravel()
    grid = np.zeros((-(-len(values) // columns), columns), np.float32)
    grid.flat[: len(values)] = values
    return signed_image(grid, theme, thumb.scale())


def columns_of(room: QRectF, count: int) -> int:
    """How many columns let that many values fill a grid of nearly square cells, none left over where that can be."""
    wanted = max((count * room.width() / max(room.height(), 1.0)) ** 0.5, 1.0)
    likely = range(ceil(0.6 * wanted), min(floor(1.7 * wanted), count) + 1)
    near = [each for each in likely if count % each == 0]
    return min(near, key=lambda each: abs(each - wanted), default=max(round(wanted), 1))


def _bars(painter: QPainter, room: QRectF, thumb: Thumb, theme: Theme) -> None:
    painter.fillRect(room, QColor(theme.well))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    values = np.nan_to_num(np.asarray(thumb.arrays[0], np.float64).ravel())
    slot = room.width() / max(len(values), 1)
    if thumb.labels:
        _probabilities(painter, room, values, thumb, theme)
        return
    unit = (room.height() / 2 - 6) / thumb.scale()
    painter.fillRect(QRectF(0, room.center().y(), room.width(), 1), QColor(theme.strong_line))
    for place, value in enumerate(values.tolist()):
        colour = QColor(theme.signed[-1] if value > 0 else theme.signed[0])
        height = max(abs(value) * unit, 1.0)
        painter.fillRect(_bar(slot, place, room.center().y() - (height if value > 0 else -1), height), colour)


def _probabilities(painter: QPainter, room: QRectF, values: Array, thumb: Thumb, theme: Theme) -> None:
    slot, floor, winner = room.width() / len(values), room.height() - 16, int(values.argmax())
    for place, value in enumerate(values.tolist()):
        height = max(value / (thumb.limit or 1.0) * (floor - 8), 1.0)
        painter.fillRect(_bar(slot, place, floor - height, height), QColor(theme.accent if place == winner else theme.strong_line))
    font, bold = small_font(), small_font(SEMIBOLD)
    fits = max(QFontMetricsF(bold).horizontalAdvance(label) for label in thumb.labels) <= slot
    for place, label in enumerate(thumb.labels[: len(values)]):
        if fits or place == winner:
            painter.setFont(bold if place == winner else font)
            painter.setPen(QColor(theme.text if place == winner else theme.quiet))
            painter.drawText(_label(room, slot, place, label, painter), Qt.AlignmentFlag.AlignCenter, label)


def _label(room: QRectF, slot: float, place: int, label: str, painter: QPainter) -> QRectF:
    width = max(QFontMetricsF(painter.font()).horizontalAdvance(label) + 2, slot)
    left = min(max((place + 0.5) * slot - width / 2, 0.0), max(room.width() - width, 0.0))
    return QRectF(left, room.height() - 16, width, 16)


def _bar(slot: float, place: int, top: float, height: float) -> QRectF:
    left, right = round(place * slot + slot * 0.16), round((place + 1) * slot - slot * 0.16)
    return QRectF(left, top, max(right - left, 1), height)


DRAW: dict[Kind, Callable[[QPainter, QRectF, Thumb, Theme], None]] = {"maps": _tiles, "image": _tiles, "vector": _vector, "bars": _bars}
