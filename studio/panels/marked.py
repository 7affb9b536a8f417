"""Paints a name with the letters marked that were searched for."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from studio.look.lettering import SEMIBOLD, small_font, text_font
from studio.look.look import Look

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def paint_marked(painter: QPainter, look: Look, area: QRectF, name: str, places: Collection[int], *, quiet: bool = False) -> float:
    """Paints a name, letter by letter where letters are marked, in one piece, its end in sight, where none is; gives back where it ends.

    Args:
        painter: Paints.
        look: Theme.
        area: Where it has room.
        name: What is painted.
        places: Of the letters that are marked.
        quiet: Whether it is another name beside the one that matters.
    """
    role, font = ("quiet", small_font) if quiet else ("text", text_font)
    plain, strong = font(), font(SEMIBOLD)
    painter.setFont(plain)
    painter.setPen(look.colour(role))
    if not places:
        shown = QFontMetrics(plain).elidedText(name, Qt.TextElideMode.ElideMiddle, int(area.width()))
        painter.drawText(area, _MIDDLE, shown)
        return area.left() + QFontMetrics(plain).horizontalAdvance(shown)
    left = area.left()
    for text, marked in runs(name, places):
        painter.setFont(strong if marked else plain)
        painter.setPen(look.colour("accent" if marked else role))
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(area.right() - left)))
        painter.drawText(QRectF(left, area.top(), area.right() - left, area.height()), _MIDDLE, shown)
        left += metrics.horizontalAdvance(shown)
        if shown != text:
            break
    return left


def runs(name: str, places: Collection[int]) -> list[tuple[str, bool]]:
    """The name in pieces of letters that are marked or not."""
    found: list[tuple[str, bool]] = []
    for place, letter in enumerate(name):
        marked = place in places
        if found and found[-1][1] is marked:
            found[-1] = (found[-1][0] + letter, marked)
        else:
            found.append((letter, marked))
    return found
