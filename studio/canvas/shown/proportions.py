"""How a card changes with the zoom: continuously, so that nothing pops, and where each of its parts lies."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF

from studio.canvas.shown import anatomy

_BELOW = anatomy.TALL - anatomy.PICTURE_TOP - anatomy.PICTURE_HEIGHT  # room for the shape below the picture
_FULL_LETTERS = 1.5  # letters grow with the card up to here; larger ones would only take room
_LARGEST_LETTERS = 1.75
DETAILS = 4
"""So many figures a card has room for, besides those that every card shows."""


class Proportions(NamedTuple):
    """What the zoom makes of a card; shares are from 0 to 1.

    Attributes:
        zoom: Pixels of the widget for one of the board.
        letters: How much larger letters are than at 100 %; never smaller.
        words: From far to middle: words show on the blocks of colour.
        more: From middle to near: names grow, the caption and the weights show.
        full: From near to full: the picture makes room for further figures.
    """

    zoom: float
    letters: float
    words: float
    more: float
    full: float


class Rooms(NamedTuple):
    """Where the parts of a card lie, from its corner, in pixels of the widget."""

    icon: QRectF
    title: QRectF
    caption: QRectF
    picture: QRectF
    details: QRectF
    figures: QRectF
    bar: QRectF


@lru_cache(maxsize=64)
def proportions(zoom: float) -> Proportions:
    """What a zoom makes of every card."""
    return Proportions(zoom, letters(zoom), ramp(zoom, 0.44, 0.5), ramp(zoom, 0.82, 0.9), ramp(zoom, 1.7, 2.3))


def letters(zoom: float) -> float:
    """How much larger letters are than at 100 %: as much as the cards, until they are easy to read."""
    grown = min(_FULL_LETTERS + (zoom - _FULL_LETTERS) * 0.1, _LARGEST_LETTERS)
    return max(min(zoom, grown), 1.0)


def ramp(value: float, start: float, end: float) -> float:
    """From 0 at the start to 1 at the end, gently at both."""
    share = min(max((value - start) / (end - start), 0.0), 1.0)
    return share * share * (3 - 2 * share)


def crisp(share: float) -> float:
    """How strongly words show that come with a share: they fade in fast, so that a zoom rarely rests where they are half there."""
    return ramp(share, 0.4, 0.6)


def mix(first: float, second: float, share: float) -> float:
    """The value ``share`` of the way from one to another."""
    return first + (second - first) * share


def radius(zoom: float) -> float:
    """Of a card's corners, in pixels of the widget."""
    return anatomy.RADIUS * min(zoom, letters(zoom))


@lru_cache(maxsize=256)
def rooms(width: float, height: float, zoom: float, tall: bool) -> Rooms:
    """Where the parts of a card lie.

    Args:
        width: Of the card, in pixels of the widget.
        height: The same.
        zoom: Of the board.
        tall: Whether the card has room for a picture.
    """
    parts = proportions(zoom)
    scale, more, line = parts.letters, parts.more, anatomy.LINE * parts.letters
    left, right = mix(anatomy.TEXT_LEFT * zoom, anatomy.TEXT_LEFT * scale, more), width - mix(6.0, anatomy.RIGHT_MARGIN * scale, more)
    side = mix(12.0, anatomy.ICON, more) * scale
    top = anatomy.ICON_TOP * scale - (0.0 if tall else mix(5.0, 0.0, ramp(height, 40.0, 48.0)))
    words = left + side + mix(4.0, 6.0, more) * scale
    figures = _figures_top(height, parts, tall)
    above, below = mix(26.0, anatomy.PICTURE_TOP * scale, more), mix(24.0, _BELOW * scale, more)
    details = _details(height, parts, figures, tall)
    return Rooms(
        icon=QRectF(left, top, side, side),
        title=_whole(words, top + side / 2 - line / 2, right - words, line),
        caption=_whole(left, mix(22.0, anatomy.CAPTION_TOP * scale, more), right - left, line),
        picture=_whole(left, above, right - left, max(height - above - below - (details if tall else 0.0) * parts.full, 1.0)),
        details=_whole(left, figures - details * parts.full, right - left, details * parts.full),
        figures=_whole(left, figures, right - left, line),
        bar=_whole(left, _bar_top(height, parts, figures + line), right - left, max(round(mix(2.0, 3.0 * scale, more)), 2)),
    )


def _figures_top(height: float, parts: Proportions, tall: bool) -> float:
    scale, low = parts.letters, (anatomy.TALL - anatomy.SHAPE_TOP) * parts.letters
    if tall:
        return height - mix(20.0, low, parts.more)
    near = min(anatomy.LOW_SHAPE_TOP * scale, height - 22 * scale)
    middle = height - mix(18.0, 20.0, ramp(height, 40.0, 48.0))
    return mix(middle, mix(near, height - low, parts.full), parts.more)


def _bar_top(height: float, parts: Proportions, above: float) -> float:
    wanted = height - mix(5.0, 9.0 * parts.letters, parts.more)
    return min(max(wanted, above - 1.0), height - 4.0 * parts.letters)


def _details(height: float, parts: Proportions, figures: float, tall: bool) -> float:
    """How high the room for further figures is; on a low card what is left."""
    wanted = DETAILS * anatomy.LINE * parts.letters + 6.0
    free = figures - (anatomy.CAPTION_TOP + anatomy.LINE) * parts.letters
    return wanted if tall else max(min(wanted, free), 0.0)


def _whole(left: float, top: float, width: float, height: float) -> QRectF:
    """On whole pixels, so that letters and pictures stay sharp."""
    return QRectF(round(left), round(top), round(width), round(height))
