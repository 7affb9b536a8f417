"""A grid of small pictures with words under each, a page at a time; one is selected, and the value under the cursor is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.look.labels import Quiet, label
from studio.look.lettering import SEMIBOLD, small_font
from studio.look.look import Look
from studio.look.map_view import MapView
from studio.panels.fitting import Cell, Fit, fitted

Array = NDArray[Any]

_RING = 4  # room that a MapView leaves around its picture for the outline
_BELOW = 0.66
_FLATTEST, _STEEPEST = 0.4, 1.6


@dataclass(frozen=True, eq=False)
class Picture:
    """One picture of a grid.

    Attributes:
        values: (height, width), drawn in signed colours.
        name: Under it on the left.
        note: Under it on the right, where there is room.
        below: A second, smaller picture under the words; None for none.
    """

    values: Array
    name: str
    note: str = ""
    below: Array | None = None


class MapGrid(QWidget):
    """Pictures side by side, all on one scale.

    Args:
        look: Theme.
        parent: The widget it lies in.

    Attributes:
        hovered: The cursor is over a value, or the value under it has changed; carries index of the picture, row, column and value.
        below_hovered: The same for the pictures under the words.
        left: The cursor left a picture.
        pressed: A picture was clicked; carries its index.
        paged: Another page is shown, or pages have changed.
    """

    hovered = Signal(int, int, int, float)
    below_hovered = Signal(int, int, int, float)
    left = Signal()
    pressed = Signal(int)
    paged = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pictures: Sequence[Picture] = ()
        self._limit, self._below_limit = 1.0, 1.0
        self._cells: list[_PictureCell] = []
        self._fit = Fit(1, 1, 64)
        self._first, self._selected = 0, -1
        self._under: tuple[int, int, int] | None = None

    def show_pictures(self, pictures: Sequence[Picture], limit: float, below_limit: float = 1.0) -> None:
        """Show pictures, strongest colour at `limit`; the page stays where it was as long as there are that many."""
        self._pictures, self._limit, self._below_limit = pictures, limit or 1.0, below_limit or 1.0
        self._arrange()
        self._tell_again()

    def select(self, index: int) -> None:
        """Outline a picture; a negative index outlines none."""
        self._selected = index
        self._fill()

    def selected(self) -> int:
        """Index of the outlined picture; negative for none."""
        return self._selected

    def mark(self, index: int, row: int, column: int) -> None:
        """Outline one value of a picture, and none of the others."""
        for place, cell in enumerate(self._cells):
            cell.picture.set_mark(row if place + self._first == index else -1, column)

    def turn(self, pages: int) -> None:
        """Go on by so many pages, or back."""
        self._first = self._kept(self._first + pages * self._fit.page)
        self._fill()
        self.paged.emit()

    def shown(self) -> range:
        """Which pictures the page shows."""
        return range(self._first, min(self._first + self._fit.page, len(self._pictures)))

    def __len__(self) -> int:
        return len(self._pictures)

    def fit(self) -> Fit:
        """How the page is laid out."""
        return self._fit

    def sizeHint(self) -> QSize:
        """Room for six pictures in a row."""
        return QSize(620, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many pictures as fit now."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Choose the grid, make the cells that it needs, and fill them."""
        room = _room(self._pictures[0]) if self._pictures else Cell()
        self._fit = fitted(max(1, len(self._pictures)), self.width(), self.height(), room)
        while len(self._cells) < min(self._fit.page, len(self._pictures)):
            self._cells.append(self._cell(len(self._cells)))
        self._first = self._kept(self._first - self._first % self._fit.page)
        width, height = self._fit.side + room.gap, room.height(self._fit.side)
        for place, cell in enumerate(self._cells):
            row, column = divmod(place, self._fit.columns)
            cell.setGeometry(column * width, row * height, width, height)
            cell.resize_to(self._fit.side, room)
        self._fill()
        self.paged.emit()

    def _kept(self, first: int) -> int:
        """The first picture of a page that exists."""
        last_page = max(0, (len(self._pictures) - 1) // self._fit.page * self._fit.page)
        return max(0, min(first, last_page))

    def _fill(self) -> None:
        for place, cell in enumerate(self._cells):
            index = self._first + place
            used = place < self._fit.page and index < len(self._pictures)
            cell.setVisible(used)
            if used:
                cell.show_picture(self._pictures[index], self._limit, self._below_limit, selected=index == self._selected)

    def _cell(self, place: int) -> "_PictureCell":
        cell = _PictureCell(self._look, self)
        cell.picture.hovered.connect(lambda row, column, value: self._over(self._first + place, row, column, float(value)))
        cell.below.hovered.connect(lambda row, column, value: self.below_hovered.emit(self._first + place, row, column, float(value)))
        cell.picture.pressed.connect(lambda: self.pressed.emit(self._first + place))
        for view in (cell.picture, cell.below):
            view.left.connect(self._out)
        return cell

    def _over(self, index: int, row: int, column: int, value: float) -> None:
        self._under = (index, row, column)
        self.hovered.emit(index, row, column, value)

    @Slot()
    def _out(self) -> None:
        self._under = None
        self.left.emit()

    def _tell_again(self) -> None:
        """The cursor rests while pictures change under it: tell the value that is there now."""
        if self._under is None or self._under[0] not in self.shown():
            return
        index, row, column = self._under
        values = self._pictures[index].values
        if row < values.shape[0] and column < values.shape[1]:
            self.hovered.emit(index, row, column, float(values[row, column]))


class _PictureCell(QWidget):
    """A picture, the words under it, and the smaller picture under these."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture, self.below = MapView(look, parent=self), MapView(look, parent=self)
        self._name, self._note = label("", "small", self), Quiet("", self)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)

    def resize_to(self, side: int, room: Cell) -> None:
        tall = round(side * room.aspect) + room.gap
        self.picture.setGeometry(0, 0, side + room.gap, tall)
        self._name.setGeometry(_RING, tall - 1, side, 16)
        self._note.setGeometry(_RING, tall - 1, side, 16)
        small = round(room.below * side) + room.gap
        self.below.setGeometry(0, tall + room.words, small, small)

    def show_picture(self, picture: Picture, limit: float, below_limit: float, *, selected: bool) -> None:
        self.picture.show_signed(picture.values, limit)
        self.picture.set_selected(selected)
        self._say(picture, selected=selected)
        self.below.setVisible(picture.below is not None)
        if picture.below is not None:
            self.below.show_signed(picture.below, below_limit)

    def _say(self, picture: Picture, *, selected: bool) -> None:
        self._name.setText(picture.name)
        self._name.setFont(small_font(SEMIBOLD) if selected else small_font())
        bold = QFontMetrics(small_font(SEMIBOLD))
        fits = bold.horizontalAdvance(f"{picture.name}  {picture.note}") <= self._note.width()
        self._note.setText(picture.note if fits else "")
        self.picture.setAccessibleName(f"{picture.name} {picture.note}".strip())


def _room(picture: Picture) -> Cell:
    """What a picture takes up in its own proportions, as long as these are not extreme."""
    height, width = picture.values.shape
    return Cell(2 * _RING, aspect=min(max(height / width, _FLATTEST), _STEEPEST), below=0.0 if picture.below is None else _BELOW)


def tiles(values: Array) -> Array:
    """Slices (height, width, count) as one picture in a square of tiles, with a row of zeros between two.

    One slice is returned as it is.
    """
    height, width, count = values.shape
    if count == 1:
        return values[:, :, 0]
    across = int(np.ceil(np.sqrt(count)))
    picture = np.zeros((-(-count // across) * (height + 1) - 1, across * (width + 1) - 1), values.dtype)
    for index in range(count):
        top, start = index // across * (height + 1), index % across * (width + 1)
        picture[top : top + height, start : start + width] = values[:, :, index]
    return picture
