"""Where the name of a node finds room on its card."""

from PySide6.QtCore import QRectF

from studio.canvas.cards.blanks import Dress
from studio.canvas.cards.titles import Heading, heading
from studio.canvas.shown.faces import Face
from studio.canvas.shown.proportions import mix
from studio.canvas.shown.scene import CALM
from studio.look.lettering import SEMIBOLD, SMALL_SIZE, TEXT_SIZE, width_of

GAP = 10.0
_SECOND_LINE_FROM = 0.75  # of the way from middle to near
_PLATE = 10.0  # around the count of repetitions
_MARK = 18.0
_MOST = 0.7  # of a row that a name may take from the values


def name_room(dress: Dress, face: Face, name: str) -> QRectF | None:
    """At the right of the title, or of the values below it where the title is long; where both are, a module's values give way.

    Args:
        dress: How the card is shown.
        face: What stands on it.
        name: Of the node.

    Returns:
        The name's own place, from the card's corner; None where there is none.
    """
    scale, title, caption, headed = dress.parts.letters, dress.rooms.title, dress.rooms.caption, headed_as(dress, face)
    width, gap = name_width(name) * scale, GAP * scale
    taken = name_width(face.caption) + (_title_width(headed.second) + GAP if headed.second else 0.0)
    beside = title.adjusted(_title_width(headed.first) * scale, 0, -_signs(dress, face) * scale, 0)
    below = caption.adjusted(taken * scale, 0, 0, 0)
    row = next((row for row in (beside, below) if row.width() >= width + gap), None)
    if row is None and face.beside and width + gap <= _MOST * caption.width():
        row = caption
    return QRectF(row.right() - width, row.top(), width, row.height()) if row is not None else None


def headed_as(dress: Dress, face: Face) -> Heading:
    """How a card is headed: beside its signs, and on its second line as soon as that shows."""
    parts, rooms = dress.parts, dress.rooms
    below = rooms.caption.width() / parts.letters if parts.more >= _SECOND_LINE_FROM else 0.0
    room = rooms.title.width() / parts.letters - _signs(dress, face)
    return heading(face.title, room, below, mix(SMALL_SIZE, TEXT_SIZE, parts.more))


def _signs(dress: Dress, face: Face) -> float:
    """How much of the first line signs take, for letters as at 100 %."""
    return (_MARK if dress.mark != CALM else 0.0) + (_chip_width(face.repeat) if face.repeat > 1 else 0.0)


def name_width(name: str) -> float:
    """How wide it is in small letters."""
    return width_of(name, SMALL_SIZE)


def _title_width(title: str) -> float:
    return width_of(title, TEXT_SIZE, SEMIBOLD)


def _chip_width(repeat: int) -> float:
    return width_of(f"×{repeat}", SMALL_SIZE, SEMIBOLD) + _PLATE + 4.0
