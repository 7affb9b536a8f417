"""Probabilities of classes as bars, one set or two: what the network holds likely, before and after a change."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.lettering import SEMIBOLD, small_font
from studio.look.look import Look
from studio.panels import wording

_ROW = 16
_TIGHTEST = 13
_NUMBERS = 48
_GAP = 6

Shares = NDArray[np.float64]


class Bars(QWidget):
    """A row for each class: its name, a bar for each set, and the share of the last set that makes it a bar.

    Where there are more classes than rows, the likeliest are shown, in the order of the classes.

    Args:
        look: Theme.
        roles: Role of the colour of each set.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, roles: Sequence[str] = ("accent",), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._roles = look, tuple(roles)
        self._names: tuple[str, ...] = ()
        self._sets: Shares = np.zeros((len(roles), 0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_shares(self, names: Sequence[str], *sets: Sequence[float] | NDArray[np.floating]) -> None:
        """Show probabilities, a set after the other, as many as there are roles."""
        self._names, self._sets = tuple(names), np.nan_to_num(np.array(sets, np.float64))
        self.setAccessibleName("; ".join(f"{name}: {', '.join(words)}" for name, words in zip(self._names, self._words(), strict=True)))
        self.update()

    def rows(self) -> list[int]:
        """Numbers of the classes that have a row at the present height."""
        room = max(1, self.height() // _TIGHTEST)
        strongest = np.argsort(-self._sets.max(axis=0, initial=0), kind="stable")[:room]
        return sorted(strongest.tolist())

    def number(self, row: int) -> str:
        """What is written at the end of a class's row: the larger of its shares, which is the longest bar's."""
        return wording.share(float(self._sets[:, row].max(initial=0)))

    def sizeHint(self) -> QSize:
        """Ten classes at their ease."""
        return QSize(260, 10 * _ROW)

    def minimumSizeHint(self) -> QSize:
        """A few classes, and room for their names."""
        return QSize(120, 4 * _TIGHTEST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Names, axis, bars, numbers."""
        rows = self.rows()
        if not self._names or not rows:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pitch = min(_ROW, self.height() / len(rows))
            left = self._names_width() + _GAP
            painter.setPen(self._look.colour("strong_line"))
            painter.drawLine(round(left), 0, round(left), round(pitch * len(rows)))
            for place, row in enumerate(rows):
                self._paint_row(painter, row, QRectF(left, place * pitch, self.width() - left - _NUMBERS, pitch))

    def _paint_row(self, painter: QPainter, row: int, area: QRectF) -> None:
        likeliest = any(int(shares.argmax()) == row for shares in self._sets)
        painter.setFont(small_font(SEMIBOLD) if likeliest else small_font())
        painter.setPen(self._look.colour("text" if likeliest else "quiet"))
        name = painter.fontMetrics().elidedText(self._names[row], Qt.TextElideMode.ElideRight, int(area.left()) - _GAP)
        painter.drawText(QRectF(0, area.top(), area.left() - _GAP, area.height()), Qt.AlignmentFlag.AlignVCenter, name)
        numbers = QRectF(area.right(), area.top(), _NUMBERS, area.height())
        painter.drawText(numbers, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.number(row))
        self._paint_bars(painter, row, area)

    def _paint_bars(self, painter: QPainter, row: int, area: QRectF) -> None:
        thick = 5.0 if len(self._roles) > 1 else 8.0
        top = area.center().y() - thick * len(self._roles) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for place, (role, shares) in enumerate(zip(self._roles, self._sets, strict=True)):
            width = float(shares[row]) * (area.width() - _GAP)
            painter.setBrush(self._look.colour(role))
            if width >= 0.5:
                painter.drawRoundedRect(QRectF(area.left() + 1, top + place * thick, width, thick), 2, 2)

    def _names_width(self) -> float:
        metrics = QFontMetrics(small_font(SEMIBOLD))
        return min(max(metrics.horizontalAdvance(name) for name in self._names), 0.35 * self.width())

    def _words(self) -> list[list[str]]:
        return [[wording.share(share) for share in shares] for shares in self._sets.T]
