"""Figures one under the other: names left, numbers right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.blocks.block import Block
from studio.blocks.catalogue import FAMILIES
from studio.graph.figures import Measured
from studio.graph.model import Graph
from studio.graph.paths import by_kind
from studio.look.figures import count, memory
from studio.look.icon_label import IconLabel
from studio.look.labels import Quiet, label
from studio.look.look import Look
from studio.panels.cost import share_words
from studio.panels.share_bar import ShareBar

Line = tuple[str, str, float | None, str, str]
"""Name, value, share, icon and the role of its colour; the last three may be missing."""

_Row = tuple[QLabel, QLabel, tuple[ShareBar, Quiet] | None]
"""A line on screen: its name, and what of it changes, its number and the bar and words of its share."""

_ICON, _GAP, _SHARE = 16, 5, 36  # pixels: an icon, between columns, the words of a share


class FigureTable(QWidget):
    """Names left, numbers right, with icon and share where there are any, and bars where there is room for them.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines: list[Line] = []
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def fill(self, lines: list[Line]) -> None:
        """Shows other lines; where their names are the same, only what has changed in them is written anew."""
        if lines == self._lines:
            return
        if [_frame(line) for line in lines] != [_frame(line) for line in self._lines]:
            self._clear()
            self._rows = [self._put(row, line) for row, line in enumerate(lines)]
        self._lines = lines
        for (_, number, part), (_, value, share, _, role) in zip(self._rows, lines, strict=True):
            number.setText(value)
            if part is not None and share is not None:
                part[0].show_share(share, role)
                part[1].setText(share_words(share))
        self._show_bars()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars leave their room to names and numbers where there is little."""
        super().resizeEvent(event)
        self._show_bars()

    def words(self) -> dict[str, str]:
        """Every figure, as it is read."""
        return {name: value for name, value, *_ in self._lines}

    def _clear(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _put(self, row: int, line: Line) -> _Row:
        """A line that says its name; its numbers follow."""
        name, _, share, icon, role = line
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        number, words = label("", "value"), label(name, "label")
        self._grid.setRowMinimumHeight(row, 24)
        if icon:
            self._grid.addWidget(IconLabel(self._look, icon, role), row, 0)
        self._grid.addWidget(words, row, 1)
        self._grid.addWidget(number, row, 2, right)
        if share is None:
            return words, number, None
        bar, part = ShareBar(self._look), Quiet()
        self._grid.addWidget(bar, row, 3, Qt.AlignmentFlag.AlignVCenter)
        part.setMinimumWidth(_SHARE)
        part.setAlignment(right)
        self._grid.addWidget(part, row, 4, right)
        return words, number, (bar, part)

    def _show_bars(self) -> None:
        shared = [(name, number, *part) for name, number, part in self._rows if part is not None]
        if not shared:
            return
        names, numbers, bars, shares = zip(*shared, strict=True)
        words = sum(max(each.sizeHint().width() for each in column) for column in (names, numbers))
        beside = _ICON + ShareBar.SIZE.width() + max(_SHARE, *(share.sizeHint().width() for share in shares)) + 4 * _GAP
        for bar in bars:
            bar.setVisible(words + beside <= self.width())


def _frame(line: Line) -> tuple[str, bool, str, str]:
    """What a line has besides its numbers."""
    name, _, share, icon, role = line
    return name, share is not None, icon, role


def total_lines(measured: Measured, ids: Collection[str]) -> list[Line]:
    """What nodes have and cost together."""
    found = [measured.figures[node_id] for node_id in ids]
    sums = (sum(each.weights for each in found), sum(each.multiply_adds for each in found), sum(each.memory for each in found))
    return _totals(len(ids), *sums, sum(each.fixed for each in found))


def network_lines(measured: Measured) -> list[Line]:
    """What the nodes of the network have and cost together, which is added up once for all who show it."""
    return _totals(len(measured.used), measured.weights, measured.multiply_adds, measured.memory, measured.fixed)


def _totals(nodes: int, weights: int, multiply_adds: int, size: int, fixed: int) -> list[Line]:
    return [
        ("Nodes", count(nodes), None, "", ""),
        ("Weights", count(weights), None, "", ""),
        *([("Of these, trainable", count(weights - fixed), None, "", "")] if fixed else []),
        ("Multiply-adds", count(multiply_adds), None, "", ""),
        ("Memory, per image", memory(size), None, "", ""),
    ]


def family_lines(graph: Graph, measured: Measured, ids: Collection[str]) -> Iterable[Line]:
    """The families that hold weights, with their part of all weights; modules as one."""
    found, counted = Counter[str](), frozenset(ids)
    for kind, of_kind in by_kind(graph).items():
        family = kind.family if issubclass(kind, Block) else ""
        found[family] += sum(measured.figures[node_id].weights for node_id in of_kind if node_id in counted)
    families = [(family.key, family.title, family.icon, family.key) for family in FAMILIES]
    for key, title, icon, role in [*families, ("", "Modules", "boxes", "module")]:
        if found[key]:
            yield title, count(found[key]), found[key] / found.total(), icon, role
