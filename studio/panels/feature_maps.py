"""The Feature maps panel: what the selected node makes of one image, and what each value of it sees."""

import sys
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.look.empty import EmptyState
from studio.look.figures import number
from studio.look.icon_label import IconLabel
from studio.look.labels import Quiet
from studio.look.look import Look
from studio.look.map_view import MapView
from studio.look.pictures import strongest
from studio.panels import wording
from studio.panels.bars import Bars
from studio.panels.image_chooser import Pick
from studio.panels.map_grid import Array, MapGrid, Picture
from studio.panels.maps_head import MapsHead
from studio.panels.marks import Live
from studio.panels.pages import Pages
from studio.panels.reading import Reading
from studio.panels.seen import Sees, sentence

_NARROW = 460
_LOW = 240
_EMPTY = ("What a layer makes of an image", "Select a node on the board. Its maps appear here, and move while the network trains.")


@dataclass(frozen=True, eq=False)
class MapsShown:
    """What a node makes of an image.

    Attributes:
        name: Of the node.
        icon: Name of its family's icon.
        role: Role of its family's colour.
        pixels: The image, (height, width, channels), 0 to 255.
        maps: (height, width, maps), or (values,) for a node whose output is no picture.
        limit: Largest absolute value: one scale for all maps.
        filters: Of a convolution, (height, width, channels in, maps); None for other nodes.
        sees: What the value at a row and column sees of the image; None where nobody knows.
        classes: Their names where the values are probabilities; empty otherwise.
    """

    name: str
    icon: str
    role: str
    pixels: Array
    maps: Array
    limit: float
    filters: Array | None = None
    sees: Sees | None = None
    classes: tuple[str, ...] = ()


class FeatureMapsPanel(QWidget):
    """Input on the left, then a column for each map with its filter; vectors as a grid of values, probabilities as bars.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        image_chosen: Another image is wanted; carries a Pick.
        corner: Says whether the maps are live; for the right end of the row of tabs.
    """

    image_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: MapsShown | None = None
        self._head = MapsHead(look)
        self.chooser = self._head.chooser
        self._input, self._input_words, self._filter_words = MapView(look), Quiet("input"), Quiet()
        self._arrow = IconLabel(look, "chevron-right", size=14)
        self._grid, self._vector, self._bars = MapGrid(look), MapView(look, 160), Bars(look)
        self._pages, self._reading = Pages(look), Reading(look)
        self._pages.setFixedHeight(16)
        self._empty = EmptyState(look, "grid-3x3", *_EMPTY)
        self.corner = Live(look)
        self._lay_out()
        self._wire_up()
        self.setMinimumSize(240, 140)
        self.clear()

    def clear(self, sentence: str = "") -> None:
        """Show no maps, and say how to get them, or why there are none."""
        self._shown = None
        self._empty.say(*(("No maps to show", sentence) if sentence else _EMPTY))
        self._stack.setCurrentWidget(self._empty)
        self.corner.set_age("")

    def expect(self, node: str) -> None:
        """Say what will be shown here, where nothing is shown yet."""
        if self._shown is None:
            self._empty.say(f"Maps of {node}", "They appear here when TensorFlow has started.")

    def show_image(self, pick: Pick, class_name: str) -> None:
        """Name the image that the maps are of."""
        self.chooser.show_image(pick, class_name)

    def show_maps(self, shown: MapsShown) -> None:
        """Show maps, a newer picture of the same node or those of another."""
        if self._shown is None or shown.name != self._shown.name:
            self._grid.select(-1)
            self._silence()
        self._shown = shown
        self._stack.setCurrentIndex(0)
        self._head.show_node(shown.icon, shown.role, shown.name, shown.maps.shape)
        self._head.show_scale(None if shown.classes else self._limit())
        self._input.show_image(shown.pixels, 0, 255)
        if shown.maps.ndim == 3:
            self._show_maps(shown)
        elif shown.classes:
            self._bars.show_shares(shown.classes, shown.maps)
            self._body.setCurrentWidget(self._bars)
        else:
            self._vector.show_signed(in_rows(shown.maps), self._limit())
            self._body.setCurrentWidget(self._vector)
        self._filter_words.setVisible(self._filters() is not None)
        self._turned()

    def set_age(self, text: str, *, live: bool = False) -> None:
        """Say how old the maps are: `live`, or `step 3,436`."""
        self.corner.set_age(text, live=live)

    def reading(self) -> str:
        """The value under the cursor and what it sees, in words; empty when the cursor is elsewhere."""
        return self._reading.words()

    def title(self) -> str:
        """Name and shape of the node."""
        return self._head.title()

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to what matters where there is little room."""
        super().resizeEvent(event)
        self._head.fit(self.width())
        self._reading.set_short(short=self.width() < _NARROW)
        low = self.height() < _LOW
        self._column.setContentsMargins(16, 6 if low else 8, 16, 4 if low else 8)
        self._column.setSpacing(4 if low else 8)
        side = 60 if low else 96
        self._input.set_side(side)
        self._left.setFixedWidth(side + 8)
        self._arrow.setFixedHeight(side + 8)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._reading, 1)
        foot.addWidget(self._pages)
        shown = QWidget()
        column = self._column = QVBoxLayout(shown)
        column.addWidget(self._head)
        column.addLayout(self._middle(), 1)
        column.addLayout(foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)

    def _middle(self) -> QHBoxLayout:
        """Input and words on the left, maps on the right."""
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        self._input_words.setContentsMargins(4, 0, 0, 0)
        self._filter_words.setContentsMargins(4, 0, 0, 0)
        left.addWidget(self._input)
        left.addWidget(self._input_words)
        left.addSpacing(8)
        left.addWidget(self._filter_words)
        left.addStretch(1)
        self._vector.setSizePolicy(self._bars.sizePolicy())
        self._body = QStackedWidget()
        for view in (self._grid, self._vector, self._bars):
            self._body.addWidget(view)
        middle = QHBoxLayout()
        middle.setContentsMargins(-4, 0, -4, 0)
        middle.setSpacing(8)
        middle.addWidget(self._left)
        middle.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self._body, 1)
        return middle

    def _wire_up(self) -> None:
        self.chooser.image_chosen.connect(self.image_chosen)
        self._grid.hovered.connect(self._read_map)
        self._grid.below_hovered.connect(self._read_filter)
        self._grid.pressed.connect(lambda index: self._grid.select(-1 if index == self._grid.selected() else index))
        self._grid.paged.connect(self._turned)
        self._vector.hovered.connect(self._read_value)
        self._input.hovered.connect(self._read_input)
        for view in (self._grid, self._vector, self._input):
            view.left.connect(self._silence)
        self._pages.turned.connect(self._grid.turn)

    def _show_maps(self, shown: MapsShown) -> None:
        filters = self._filters()
        limit = strongest(filters) if filters is not None else 1.0
        if filters is not None:
            height, width = filters.shape[:2]
            self._filter_words.setText(f"filters, {height} × {width}\n±{number(limit)}")
        pictures = [
            Picture(
                shown.maps[:, :, index],
                f"map {index + 1}",
                f"max {number(strongest(shown.maps[:, :, index]))}",
                None if filters is None else filters[:, :, 0, index],
            )
            for index in range(shown.maps.shape[2])
        ]
        self._grid.show_pictures(pictures, self._limit(), limit)
        self._body.setCurrentWidget(self._grid)

    def _limit(self) -> float:
        """The strongest colour's value; when training has diverged, that of the values that are still numbers."""
        assert self._shown is not None
        return self._shown.limit if np.isfinite(self._shown.limit) else strongest(self._shown.maps)

    def _filters(self) -> Array | None:
        """The filters, where one picture shows each of them whole."""
        filters = self._shown.filters if self._shown else None
        if filters is None or self._shown is None or self._shown.maps.ndim != 3:
            return None
        fits = filters.shape[2] == 1 and filters.shape[3] == self._shown.maps.shape[2] and min(filters.shape[:2]) > 1
        return filters if fits else None

    @Slot(int, int, int, float)
    def _read_map(self, index: int, row: int, column: int, value: float) -> None:
        words, more = f"map {index + 1}, row {row + 1}, column {column + 1}: {wording.signed(value)}", ""
        self._grid.mark(index, row, column)
        if self._shown is not None and self._shown.sees is not None:
            seen = self._shown.sees(row, column)
            height, width = self._shown.pixels.shape[:2]
            more = sentence(seen, (height, width))
            self._input.set_box(QRect(seen.left, seen.top, seen.right - seen.left + 1, seen.bottom - seen.top + 1))
        self._reading.say(words, more)

    @Slot(int, int, int, float)
    def _read_filter(self, index: int, row: int, column: int, value: float) -> None:
        self._reading.say(f"filter {index + 1}, row {row + 1}, column {column + 1}: {wording.signed(value)}")

    @Slot(int, int, object)
    def _read_value(self, row: int, column: int, value: float) -> None:
        if self._shown is None:
            return
        index = row * in_rows(self._shown.maps).shape[1] + column
        if index < len(self._shown.maps):
            self._reading.say(f"value {index + 1}: {wording.signed(float(value))}")
            self._vector.set_mark(row, column)

    @Slot(int, int, object)
    def _read_input(self, row: int, column: int, value: Array) -> None:
        words = " ".join(f"{part:.0f}" for part in np.ravel(value))
        self._reading.say(f"input, row {row + 1}, column {column + 1}: {words}")

    @Slot()
    def _silence(self) -> None:
        """Nothing is under the cursor."""
        self._reading.silence()
        self._input.set_box(QRect())
        self._grid.mark(-1, -1, -1)
        self._vector.set_mark(-1, -1)

    @Slot()
    def _turned(self) -> None:
        maps = self._shown is not None and self._shown.maps.ndim == 3
        self._pages.show_pages(self._grid.shown() if maps else range(0), len(self._grid) if maps else 0, "maps")


def in_rows(values: Array) -> Array:
    """A vector as a grid about twice as wide as high, filled row by row; zeros fill up what is left where nothing fits."""
    count = len(values)
    wanted = np.sqrt(2 * count)
    whole = [columns for columns in range(1, count + 1) if count % columns == 0 and 1 <= columns * columns / count <= 5]
    columns = min(whole, key=lambda columns: abs(columns - wanted)) if whole else int(np.ceil(wanted))
    grid = np.zeros(-(-count // columns) * columns, np.float32)
    grid[:count] = values
    return grid.reshape(-1, columns)


def main() -> int:
    """Show the panel alone, with maps that are made up."""
    from studio.panels import alone, sample_data

    def make(look: Look) -> FeatureMapsPanel:
        panel = FeatureMapsPanel(look)
        panel.chooser.set_counts(55_000, 5_000, 10_000)
        panel.show_image(Pick("test", 394), "9")
        panel.show_maps(sample_data.maps())
        panel.set_age("live", live=True)
        return panel

    return alone.show("Feature maps", make)


if __name__ == "__main__":
    sys.exit(main())
