"""What a node costs, how much of the network that is, and what one of its values sees of the image."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.blocks.block import Reach, Shape
from studio.compile.cost import Shares
from studio.graph.measure import Figures
from studio.look.figures import MINUS, TIMES, count, memory, percent
from studio.look.labels import Heading, Quiet, label
from studio.look.look import Look
from studio.look.map_view import MapView
from studio.panels.share_bar import ShareBar

_PICTURE = 112
_RING = 2 * MapView.RING
_NAMES = ("Weights", "Multiply-adds", "Memory, per image")
_WHOLE = 260  # pixels; where there is less, or numbers are long, bars leave their room to them


class CostSection(QWidget):
    """Three figures with their shares, and the receptive field in numbers and on an image.

    Args:
        look: Theme.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = {name: _CostRow(look, name) for name in _NAMES}
        self._field, self._field_line = label("", "value"), QHBoxLayout()
        self._dense = Quiet(wrap=True)
        self._picture = MapView(look, _PICTURE)
        self._step = label("", "small")
        self._sight = self._seen()
        self._reach: Reach | None = None
        self._lay_out()

    def show_cost(self, figures: Figures, shares: Shares | None, role: str) -> None:
        """Shows a node's figures.

        Args:
            figures: What is known of the node.
            shares: Its part of the network; None where it is no part of it.
            role: Family whose colour fills the bars.
        """
        known = (count(figures.weights), count(figures.multiply_adds), memory(figures.memory))
        values = known if figures.shape else ("–",) * 3  # without a shape nobody knows
        parts: Sequence[float | None] = shares or (None, None, None)
        for row, value, part in zip(self._rows.values(), values, parts, strict=True):
            row.say(value, part, role)
        self._rows["Weights"].setToolTip(_fixed(figures))
        self._show_bars()
        self._reach = figures.reach if figures.shape else None
        self._show_reach()

    def compare(self, words: str) -> None:
        """Says what something else would cost; nothing for nothing."""
        self._dense.setText(words)
        self._dense.setVisible(bool(words))

    def set_picture(self, array: NDArray[Any] | None) -> None:
        """Shows the image on which the receptive field is marked; None for none."""
        if array is None:
            self._picture.clear()
        else:
            self._picture.show_image(array)
        self._show_reach()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares are numbers alone where there is little room."""
        super().resizeEvent(event)
        self._show_bars()

    def words(self) -> dict[str, str]:
        """Value and share of every figure, as they are read."""
        return {name: row.words() for name, row in self._rows.items()} | {"Receptive field": self._field.text()}

    def _show_bars(self) -> None:
        narrow = self.width() < max(_WHOLE, *(row.whole() for row in self._rows.values()))
        for row in self._rows.values():
            row.set_narrow(narrow)
        self._field_line.setContentsMargins(0, 0, _CostRow.NARROW if narrow else _CostRow.RIGHT, 0)

    def _show_reach(self) -> None:
        image = self._picture.array()
        self._field.setText(_in_words(self._reach) if self._reach else "unknown")
        self._sight.setVisible(self._reach is not None and image is not None)
        if self._reach is not None and image is not None:
            self._picture.set_box(box(self._reach, image.shape[0], image.shape[1]))
            self._step.setText(_pixels(self._reach.stride))
            self._picture.setAccessibleName(f"An image; one value sees {_in_words(self._reach)} of it")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Heading("Cost"))
        head.addWidget(Quiet("share of the network"), 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(4)
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(self._field_row())
        column.addSpacing(4)
        column.addWidget(self._sight)
        self._dense.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._dense)

    def _field_row(self) -> QWidget:
        line = QWidget()
        line.setFixedHeight(_CostRow.HEIGHT)
        line.setLayout(self._field_line)
        self._field_line.setContentsMargins(0, 0, _CostRow.RIGHT, 0)
        self._field_line.setSpacing(0)
        self._field_line.addWidget(label("Receptive field", "label"))
        self._field_line.addWidget(self._field, 0, Qt.AlignmentFlag.AlignRight)
        return line

    def _seen(self) -> QWidget:
        block = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Quiet("One value of a map sees this much of the image.", wrap=True))
        words.addSpacing(16)
        words.addWidget(Quiet("Step between two values:", wrap=True))
        words.addWidget(self._step)
        words.addStretch(1)
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._flush())
        row.addLayout(words, 1)
        return block

    def _flush(self) -> QWidget:
        """The picture without the room that it brings for an outline, so that it lines up with the words above."""
        frame = QWidget()
        frame.setFixedSize(_PICTURE, _PICTURE)
        self._picture.setParent(frame)
        self._picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture.setGeometry(frame.rect().adjusted(-_RING, -_RING, _RING, _RING))
        return frame


class _CostRow(QWidget):
    """Name, value, bar and share."""

    HEIGHT = 24
    GAP, RIGHT = 8, 82  # before the bar; bar and share, where a value has them; the widest share stays off the bar
    NARROW = RIGHT - ShareBar.SIZE.width()  # the share alone

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setFixedHeight(self.HEIGHT)
        self._name, self._value, self._share = label(name, "label"), QLabel(), Quiet()
        self._bar, self._narrow, self._shared = ShareBar(look), False, False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, self.GAP)
        grid.setColumnMinimumWidth(4, self.RIGHT - self.GAP - ShareBar.SIZE.width())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._value, 0, 1, right)
        grid.addWidget(self._bar, 0, 3, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._share, 0, 4, right)
        self.setAccessibleName(name)

    def say(self, value: str, share: float | None, role: str) -> None:
        self._value.setText(value)
        self._share.setText("" if share is None else share_words(share))
        self._bar.show_share(share or 0.0, role)
        self._shared = share is not None
        self._show_bar()

    def whole(self) -> int:
        return self._name.sizeHint().width() + self._value.sizeHint().width() + self.RIGHT

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._show_bar()

    def words(self) -> str:
        return f"{self._value.text()} {self._share.text()}".strip()

    def _show_bar(self) -> None:
        self._bar.setVisible(self._shared and not self._narrow)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(not self._narrow)
        self._bar.setSizePolicy(policy)


def share_words(share: float) -> str:
    """A share in at most two digits: `0.3 %`, `28 %`."""
    if 0 < share < 0.0005:
        return "<0.1 %"
    return percent(share, 0 if share == 0 or share >= 0.0995 else 1)


def box(reach: Reach, height: int, width: int) -> QRect:
    """What a value in the middle of a map sees, in rows and columns of the image."""
    down, across = (math.ceil(min(size, side)) for size, side in zip(reach.size, (height, width), strict=True))
    return QRect((width - across) // 2, (height - down) // 2, across, down)


def dense_words(inputs: Shape, output: Shape, weights: int) -> str:
    """How many weights a fully connected layer of the same sizes would need; nothing where that is not known."""
    if None in inputs or None in output or not weights:
        return ""
    before, after = (int(np.prod([axis or 0 for axis in shape])) for shape in (inputs, output))
    return f"A fully connected layer of these sizes would need {count((before + 1) * after)} weights."


def _fixed(figures: Figures) -> str:
    return f"{count(figures.fixed)} of them are not trained by gradient." if figures.fixed else ""


def _in_words(reach: Reach) -> str:
    return "whole image" if math.inf in reach.size else f"{f' {TIMES} '.join(f'{size:g}' for size in reach.size)} px"


def _pixels(strides: tuple[float, float]) -> str:
    """A step of the same size in both directions is said once."""
    if math.inf in strides:
        return f"{MINUS}"
    down, across = (f"{stride:.3g}" for stride in strides)
    return f"{down} px" if down == across else f"{down} {TIMES} {across} px"
