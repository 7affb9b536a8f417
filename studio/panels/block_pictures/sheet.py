"""What pictures of blocks are drawn with: grids of values, arrows, signs, bars, curves and units, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.look.lettering import SEMIBOLD, small_font
from studio.look.look import Look

WIDTH, HEIGHT = 240.0, 96.0
MIDDLE = HEIGHT / 2
SIDE = 12.0
_UNDER_WORDS = 0.6  # what letters stand on is paler
Values = Sequence[Sequence[float]]


class Axes(NamedTuple):
    """Where a curve is drawn: from minus to plus its reach.

    Attributes:
        left: Where it begins.
        width: Of the whole reach.
        base: The height of zero.
        scale: Pixels of one upwards.
        reach: The largest input.
    """

    left: float
    width: float
    base: float = MIDDLE
    scale: float = 13.0
    reach: float = 3.0


class Sheet:
    """A sheet of 240 by 96 to draw on.

    Args:
        painter: Draws.
        look: Theme.
        role: The family whose colour values have.
    """

    def __init__(self, painter: QPainter, look: Look, role: str) -> None:
        self._painter, self._look, self._role = painter, look, role

    def grid(
        self, left: float, values: Values, side: float = SIDE, role: str = "", *, top: float | None = None, written: bool = False
    ) -> None:
        """Cells with the value of each as its strength, from 0 to 1 of the largest.

        Args:
            left: Where it begins.
            values: By rows.
            side: Of a cell.
            role: Colour; the family's where not given.
            top: Where it begins; in the middle of the sheet where not given.
            written: Whether the values stand in the cells.
        """
        top = middled(len(values) * side) if top is None else top
        most = max(max(abs(value) for value in row) for row in values) or 1.0
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                strength = abs(value) / most * (_UNDER_WORDS if written else 1.0)
                self.cell(QRectF(left + column * side, top + row * side, side, side), strength, role)
                if written:
                    self.words(left + column * side, top + row * side, side, side, f"{value:g}")

    def cell(self, area: QRectF, strength: float, role: str = "") -> None:
        """One cell, filled as strongly as its value."""
        colour = self._colour(role or self._role)
        colour.setAlphaF(0.06 + 0.84 * strength)
        self._painter.setPen(QPen(self._colour("strong_line"), 1))
        self._painter.setBrush(colour)
        self._painter.drawRect(area)

    def outline(self, left: float, top: float, width: float, height: float, role: str = "accent", *, dashed: bool = False) -> None:
        """A frame around cells."""
        pen = QPen(self._colour(role), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dashed:
            pen = QPen(self._colour(role), 1.2, Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(QRectF(left, top, width, height))

    def arrow(self, left: float, length: float = 18.0, middle: float = MIDDLE) -> None:
        """To the right."""
        right = left + length
        self.line(left, middle, right, middle, "quiet", 1.4)
        self.line(right - 4, middle - 4, right, middle, "quiet", 1.4)
        self.line(right - 4, middle + 4, right, middle, "quiet", 1.4)

    def sign(self, centre: float, text: str, middle: float = MIDDLE) -> None:
        """A sign between two things."""
        self._painter.setFont(small_font(SEMIBOLD))
        self._painter.setPen(self._colour("text"))
        self._painter.drawText(QRectF(centre - 20, middle - 10, 40, 20), Qt.AlignmentFlag.AlignCenter, text)

    def words(self, left: float, top: float, width: float, height: float, text: str, role: str = "text") -> None:
        """A few words in the middle of a place."""
        self._painter.setFont(small_font())
        self._painter.setPen(self._colour(role))
        self._painter.drawText(QRectF(left, top, width, height), Qt.AlignmentFlag.AlignCenter, text)

    def line(self, x: float, y: float, to_x: float, to_y: float, role: str = "quiet", width: float = 1.0, *, dashed: bool = False) -> None:
        """A straight line."""
        self._painter.setPen(
            QPen(self._colour(role), width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        self._painter.drawLine(QPointF(x, y), QPointF(to_x, to_y))

    def unit(self, x: float, y: float, radius: float = 5.0, *, out: bool = False) -> None:
        """A unit; one that is out is empty and crossed."""
        self._painter.setPen(QPen(self._colour("quiet" if out else self._role), 1.4))
        self._painter.setBrush(Qt.BrushStyle.NoBrush if out else self._colour(self._role))
        self._painter.drawEllipse(QPointF(x, y), radius, radius)
        if out:
            self.cross(x, y, radius)

    def cross(self, x: float, y: float, radius: float) -> None:
        """Two lines that say that something is left out."""
        self.line(x - radius, y - radius, x + radius, y + radius, "text", 1.4)
        self.line(x - radius, y + radius, x + radius, y - radius, "text", 1.4)

    def bars(self, left: float, heights: Sequence[float], base: float = 84.0, width: float = 10.0, role: str = "") -> None:
        """Bars on a line, in pixels."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._colour(role or self._role))
        for place, height in enumerate(heights):
            self._painter.drawRect(QRectF(left + place * (width + 4), base, width, -height))
        self.line(left - 4, base, left + len(heights) * (width + 4), base, "strong_line")

    def curve(
        self,
        function: Callable[[float], float],
        axes: Axes,
        role: str = "",
        *,
        dashed: bool = False,
    ) -> None:
        """The curve of a function."""
        pen = QPen(self._colour(role or self._role), 1.2 if dashed else 2.2, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        steps = [step / 80 for step in range(81)]
        inputs = [(axes.left + share * axes.width, axes.reach * (2 * share - 1)) for share in steps]
        points = [QPointF(x, axes.base - axes.scale * function(value)) for x, value in inputs]
        self._painter.drawPolyline(QPolygonF([point for point in points if 2 <= point.y() <= HEIGHT - 2]))

    def _colour(self, role: str) -> QColor:
        return self._look.colour(role)


def middled(height: float) -> float:
    """Where something of a height begins that stands in the middle of the sheet."""
    return MIDDLE - height / 2
