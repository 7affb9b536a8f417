"""The Filters panel: the kernels of the selected convolution, all on one scale."""

import sys
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from studio.look.empty import EmptyState
from studio.look.figures import number
from studio.look.icon_label import IconLabel
from studio.look.labels import Heading, Quiet, set_dress
from studio.look.look import Look
from studio.look.pictures import strongest
from studio.look.scale import ScaleBar
from studio.panels import wording
from studio.panels.map_grid import Array, MapGrid, Picture, tiles
from studio.panels.marks import Live
from studio.panels.pages import Pages
from studio.panels.reading import Reading

_WIDE = 700
_NARROW = 560
_LOW = 240
_ALL = -1


@dataclass(frozen=True, eq=False)
class FiltersShown:
    """The kernels of a node.

    Attributes:
        name: Of the node.
        icon: Name of its family's icon.
        role: Role of its family's colour.
        kernels: (height, width, channels in, filters).
        limit: Largest absolute value: one scale for all.
    """

    name: str
    icon: str
    role: str
    kernels: Array
    limit: float


class FiltersPanel(QWidget):
    """A picture for each filter. With several channels in, all of a filter's slices as tiles, or one channel alone.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        filter_chosen: A filter was clicked; carries its number from 0, or -1 when none is any more.
        corner: Says whether the filters are live; for the right end of the row of tabs.
    """

    filter_chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: FiltersShown | None = None
        self._limit = 1.0
        self._icon, self._name, self._facts = IconLabel(look, size=16), Heading(), Quiet()
        self._channel = QComboBox()
        set_dress(self._channel, "small", True)
        self._scale_words, self._scale = Quiet("one scale for all"), ScaleBar(look)
        self._grid, self._pages = MapGrid(look), Pages(look)
        self._pages.setFixedHeight(16)
        self._reading = Reading(look)
        self._empty = EmptyState(look, "grid-3x3", "", "")
        self.corner = Live(look)
        self._lay_out()
        self._channel.currentIndexChanged.connect(self._draw)
        self._grid.hovered.connect(self._read)
        self._grid.left.connect(self._reading.silence)
        self._grid.pressed.connect(self._press)
        self._grid.paged.connect(self._turned)
        self._pages.turned.connect(self._grid.turn)
        self.setMinimumSize(240, 140)
        self.clear()

    def clear(self, node: str = "") -> None:
        """Show no filters, and say why.

        Args:
            node: Name of the selected node, which has none; empty when no node is selected.
        """
        self._shown = None
        if node:
            self._empty.say(f"{node} has no filters", "Filters belong to convolutions. Select one on the board.")
        else:
            self._empty.say(
                "What a convolution looks for", "Select a convolution on the board. Its filters appear here, and change while it trains."
            )
        self._stack.setCurrentWidget(self._empty)
        self.corner.set_age("")

    def show_filters(self, shown: FiltersShown) -> None:
        """Show filters, newer ones of the same node or those of another."""
        channels = shown.kernels.shape[2]
        if self._shown is None or self._shown.name != shown.name or self._shown.kernels.shape[2] != channels:
            self._grid.select(-1)
            self._offer(channels)
        self._shown = shown
        self._stack.setCurrentIndex(0)
        height, width, channels, count = shown.kernels.shape
        self._name.setText(shown.name)
        self._facts.setText(f"{wording.counted(count, 'filter')} · {height} × {width} × {wording.counted(channels, 'channel')}")
        self._limit = shown.limit if np.isfinite(shown.limit) else strongest(shown.kernels)
        self._scale.set_range(-self._limit, self._limit)
        self._icon.set_icon(shown.icon, shown.role)
        self._draw()

    def set_age(self, text: str, *, live: bool = False) -> None:
        """Say how old the filters are: `live`, or `step 3,436`."""
        self.corner.set_age(text, live=live)

    def reading(self) -> str:
        """The value under the cursor in words; empty when it is elsewhere."""
        return self._reading.words()

    def title(self) -> str:
        """Name of the node and figures of its filters."""
        return f"{self._name.text()} {self._facts.text()}"

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to what matters where there is little room."""
        super().resizeEvent(event)
        self._scale_words.setVisible(self.width() >= _WIDE)
        self._facts.setVisible(self.width() >= _NARROW)
        low = self.height() < _LOW
        self._column.setContentsMargins(16, 6 if low else 8, 16, 4 if low else 8)
        self._column.setSpacing(4 if low else 8)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        for part in (self._icon, self._name, self._facts, self._channel):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._scale_words)
        head.addWidget(self._scale)
        foot.addWidget(self._reading, 1)
        foot.addWidget(self._pages)
        shown = QWidget()
        column = self._column = QVBoxLayout(shown)
        column.addLayout(head)
        column.addWidget(self._grid, 1)
        column.addLayout(foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)

    def _offer(self, channels: int) -> None:
        """The channels to choose from, all of them first."""
        with QSignalBlocker(self._channel):
            self._channel.clear()
            self._channel.addItem("all channels", _ALL)
            for channel in range(channels):
                self._channel.addItem(f"channel {channel + 1}", channel)
        self._channel.setVisible(channels > 1)

    @Slot()
    def _draw(self) -> None:
        if self._shown is None:
            return
        kernels, channel = self._shown.kernels, self._channel.currentData()
        slices = kernels if channel in (None, _ALL) else kernels[:, :, channel : channel + 1]
        pictures = [
            Picture(tiles(slices[..., index]), f"filter {index + 1}", f"max {number(strongest(slices[..., index]))}")
            for index in range(kernels.shape[3])
        ]
        self._grid.show_pictures(pictures, self._limit)

    @Slot(int, int, int, float)
    def _read(self, index: int, row: int, column: int, value: float) -> None:
        place = self._place(row, column)
        if place is None:
            self._reading.silence()
            return
        row, column, channel = place
        several = self._shown is not None and self._shown.kernels.shape[2] > 1
        where = f", channel {channel + 1}" if several else ""
        self._reading.say(f"filter {index + 1}{where}, row {row + 1}, column {column + 1}: {wording.signed(value, 3)}")

    def _place(self, row: int, column: int) -> tuple[int, int, int] | None:
        """Row, column and channel of a kernel under a place in its tiles; None between two tiles."""
        assert self._shown is not None
        height, width, channels = self._shown.kernels.shape[:3]
        chosen = self._channel.currentData()
        if channels == 1 or chosen not in (None, _ALL):
            return row, column, 0 if channels == 1 else int(chosen)
        (down, row), (across, column) = divmod(row, height + 1), divmod(column, width + 1)
        channel = down * int(np.ceil(np.sqrt(channels))) + across
        return (row, column, channel) if row < height and column < width and channel < channels else None

    @Slot(int)
    def _press(self, index: int) -> None:
        self._grid.select(-1 if index == self._grid.selected() else index)
        self.filter_chosen.emit(self._grid.selected())

    @Slot()
    def _turned(self) -> None:
        self._pages.show_pages(self._grid.shown(), len(self._grid), "filters")


def main() -> int:
    """Show the panel alone, with filters that are made up."""
    from studio.panels import alone, sample_data

    def make(look: Look) -> FiltersPanel:
        panel = FiltersPanel(look)
        kernels = sample_data.filters(16, 6)
        panel.show_filters(FiltersShown("conv2", "grid-3x3", "convolution", kernels, float(np.abs(kernels).max())))
        panel.set_age("step 3,436")
        return panel

    return alone.show("Filters", make)


if __name__ == "__main__":
    sys.exit(main())
