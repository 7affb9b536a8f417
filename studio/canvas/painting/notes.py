"""Comments and frames on the board: how they look from near and far, and what of them lies under the cursor."""

from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from studio.canvas.painting.callouts import wrapped
from studio.canvas.painting.far import ring
from studio.canvas.shown import anatomy
from studio.canvas.shown.noted import rect_of_note
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import Level
from studio.graph.model import Note
from studio.graph.module import Instance
from studio.look.lettering import SEMIBOLD, SMALL_SIZE, TEXT_SIZE, small_font, text_font
from studio.look.style import mixed

TITLE = 32.0
"""How high the title of a frame is, at 100 %."""
PAD = 12.0
"""From the edge of a comment to its text, at 100 %."""
EMPTY_COMMENT, EMPTY_FRAME = "Double-click to write", "Frame"

_EDGE = 6.0  # pixels from an edge within which it is taken hold of
_HANDLE = 7.0
_STRIP = 3.0  # of a coloured comment
_BUTTON = 20.0
_NARROWEST = 40.0  # pixels; narrower ones carry no words
_READABLE = 120.0  # pixels; from far letters are larger than the rest, so narrower comments carry none
_ABOVE = 18.0  # pixels; from far the title lies above its frame


class Grip(NamedTuple):
    """What of a note lies under the cursor.

    Attributes:
        note: Its id.
        across: -1 its left edge, 1 its right edge, 0 neither.
        down: -1 its upper edge, 1 its lower edge, 0 neither.
        collapses: Whether it is the button that collapses an expanded module.
    """

    note: str
    across: int = 0
    down: int = 0
    collapses: bool = False


def grip_at(stage: Stage, point: QPointF) -> Grip | None:
    """The topmost note under a pixel: a comment anywhere, a frame at its title and edges, for what lies in it is meant elsewhere."""
    for note in reversed(stage.noted.shown(stage.scene.graph)):
        rect = screen_rect(stage, note)
        if not rect.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE).contains(point):
            if title_room(stage, note, rect).contains(point) and note.kind == "frame":
                return Grip(note.id)
            continue
        if note.expanded is not None and _button(stage, rect).contains(point):
            return Grip(note.id, collapses=True)
        across, down = (_edge(*ends) for ends in ((point.x(), rect.left(), rect.right()), (point.y(), rect.top(), rect.bottom())))
        if note.kind == "comment" or across or down or title_room(stage, note, rect).contains(point):
            return Grip(note.id, across, down)
    return None


def paint_notes(painter: QPainter, stage: Stage) -> None:
    """All notes in view, frames at the back."""
    seen = QRectF(QPointF(0, 0), stage.size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for note in stage.noted.shown(stage.scene.graph):
        rect = screen_rect(stage, note)
        if rect.adjusted(-anatomy.HALO, -_ABOVE, anatomy.HALO, anatomy.HALO).intersects(seen):
            _paint(painter, stage, note, rect)


def screen_rect(stage: Stage, note: Note) -> QRectF:
    """Where it lies in the widget, on whole pixels of the screen."""
    return stage.sharp(stage.view.rect_to_screen(rect_of_note(note)))


def comment_rects(stage: Stage) -> list[QRectF]:
    """Where comments lie in the widget: words of issues keep clear of them."""
    return [screen_rect(stage, note) for note in stage.noted.shown(stage.scene.graph) if note.kind == "comment"]


def text_room(stage: Stage, note: Note) -> QRectF:
    """Where its words stand in the widget: all of a comment, the title of a frame."""
    rect, zoom = screen_rect(stage, note), stage.view.zoom
    if note.kind == "frame":
        return title_room(stage, note, rect)
    pad = max(PAD * zoom, 4.0)
    return rect.adjusted(pad + _STRIP * zoom, pad * 0.75, -pad, -pad * 0.75)


def height_for(note: Note) -> float:
    """How high a comment is at 100 % so that all of its words have room; at least as high as it is."""
    metrics = QFontMetricsF(text_font())
    width = note.size[0] - 2 * PAD - _STRIP
    lines = sum(len(wrapped(part, metrics, width)) for part in note.text.split("\n"))
    needed = lines * metrics.lineSpacing() + 1.5 * PAD
    return max(note.size[1], ceil(needed / anatomy.GRID) * anatomy.GRID)


def title_room(stage: Stage, note: Note, rect: QRectF) -> QRectF:
    """Where the title of a frame stands: within it, from far above it."""
    if stage.level is Level.FAR:
        return QRectF(rect.left(), rect.top() - _ABOVE, rect.width(), _ABOVE)
    button = _BUTTON + 8 if note.expanded is not None else 0.0
    return QRectF(rect.left() + PAD, rect.top(), max(rect.width() - 2 * PAD - button, 0.0), TITLE * max(stage.view.zoom, 0.75))


def note_font(stage: Stage, note: Note) -> QFont:
    """Titles are strong; letters grow with the board and are never smaller than 11 pixels."""
    font = text_font(SEMIBOLD) if note.kind == "frame" else text_font()
    if stage.level is Level.FAR:
        font = small_font(SEMIBOLD) if note.kind == "frame" else small_font()
    font.setPixelSize(max(round(font.pixelSize() * stage.view.zoom), SMALL_SIZE if stage.view.zoom < 1 else TEXT_SIZE))
    return font


def note_colour(stage: Stage, note: Note) -> QColor:
    """The colour of its family; a quiet one where it has none."""
    theme = stage.look.theme
    return QColor(theme.families.get(note.colour, theme.quiet))


def _paint(painter: QPainter, stage: Stage, note: Note, rect: QRectF) -> None:
    radius = anatomy.RADIUS * min(max(stage.view.zoom, 0.25), 1.5)
    if note.kind == "frame":
        _frame(painter, stage, note, rect, radius)
    else:
        _comment(painter, stage, note, rect, radius * 0.75)
    if note.id in stage.noted.chosen:
        _paint_chosen(painter, stage, note, rect, radius)


def _frame(painter: QPainter, stage: Stage, note: Note, rect: QRectF, radius: float) -> None:
    fill, edge = note_colour(stage, note), note_colour(stage, note)
    fill.setAlphaF(0.09)
    edge.setAlphaF(0.75 if note.id == stage.noted.hovered else 0.4)
    painter.setPen(QPen(edge, 1.0))
    painter.setBrush(fill)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    room = title_room(stage, note, rect)
    if room.width() >= _NARROWEST:
        role = "text" if note.text or note.expanded else "quiet"
        _line(painter, stage, room, note.text or _module_of(note) or EMPTY_FRAME, note_font(stage, note), role)
    if note.expanded is not None:
        _paint_button(painter, stage, _button(stage, rect))


def _module_of(note: Note) -> str:
    """The title of the module that a frame shows."""
    block = note.expanded.block if note.expanded is not None else None
    return block.module.title or block.module.name if isinstance(block, Instance) else ""


def _line(painter: QPainter, stage: Stage, room: QRectF, words: str, font: QFont, role: str) -> None:
    painter.setFont(font)
    painter.setPen(stage.colour(role))
    shown = QFontMetricsF(font).elidedText(words.split("\n")[0], Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _comment(painter: QPainter, stage: Stage, note: Note, rect: QRectF, radius: float) -> None:
    theme = stage.look.theme
    colour = note_colour(stage, note).name()
    painter.setPen(QPen(QColor(mixed(theme.line, colour, 0.35 if note.colour else 0.0)), 1.0))
    if note.id == stage.noted.hovered:
        painter.setPen(QPen(stage.colour("strong_line"), 1.0))
    painter.setBrush(QColor(mixed(theme.panel, colour, 0.12) if note.colour else theme.panel))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if note.colour:
        strip = rect.adjusted(1, radius, 0, -radius)
        strip.setWidth(max(_STRIP * stage.view.zoom, 1.5))
        painter.fillRect(strip, QColor(colour))
    _words(painter, stage, note)


def _words(painter: QPainter, stage: Stage, note: Note) -> None:
    """As many whole lines as there is room for; dots where more follow."""
    room, font = text_room(stage, note), note_font(stage, note)
    metrics = QFontMetricsF(font)
    most = floor((room.height() + metrics.leading()) / metrics.lineSpacing())
    if room.width() < (_READABLE if stage.level is Level.FAR else _NARROWEST) or most < 1:
        return
    lines = [line for part in (note.text or EMPTY_COMMENT).split("\n") for line in wrapped(part, metrics, room.width())]
    if len(lines) > most:
        lines[most - 1] = lines[most - 1] + " …"
    painter.setFont(font)
    painter.setPen(stage.colour("text" if note.text else "quiet"))
    for number, line in enumerate(lines[:most]):
        place = QRectF(room.left(), room.top() + number * metrics.lineSpacing(), room.width(), metrics.lineSpacing())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width()))


def _button(stage: Stage, rect: QRectF) -> QRectF:
    """Where the button lies that collapses an expanded module; nowhere from far."""
    if stage.level is Level.FAR:
        return QRectF()
    high = TITLE * max(stage.view.zoom, 0.75)
    return QRectF(rect.right() - _BUTTON - 6, rect.top() + (high - _BUTTON) / 2, _BUTTON, _BUTTON)


def _paint_button(painter: QPainter, stage: Stage, place: QRectF) -> None:
    if not place.isEmpty():
        icon = stage.look.pixmap("minimize-2", "quiet", 14, stage.ratio)
        painter.drawPixmap(place.topLeft() + QPointF(3, 3), icon)


def _paint_chosen(painter: QPainter, stage: Stage, note: Note, rect: QRectF, radius: float) -> None:
    """A ring as around cards; frames, which are large, have a thin one without a halo."""
    if note.kind == "comment":
        ring(painter, stage, rect, radius)
    else:
        painter.setPen(QPen(stage.colour("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, radius, radius)
    _handles(painter, stage, rect)


def _handles(painter: QPainter, stage: Stage, rect: QRectF) -> None:
    """Small squares at the corners say that it can be made larger."""
    painter.setPen(QPen(stage.colour("accent"), 1.25))
    painter.setBrush(stage.colour("board"))
    for corner in (rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()):
        painter.drawRoundedRect(QRectF(corner - QPointF(_HANDLE / 2, _HANDLE / 2), corner + QPointF(_HANDLE / 2, _HANDLE / 2)), 2, 2)


def _edge(place: float, low: float, high: float) -> int:
    if abs(place - low) <= _EDGE and place - low < high - place:
        return -1
    return int(abs(place - high) <= _EDGE)
