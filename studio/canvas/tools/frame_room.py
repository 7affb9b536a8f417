"""Where a new frame lies: around what it holds, and clear of the cards beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QRectF

from studio.canvas.painting.notes import TITLE
from studio.canvas.shown.anatomy import TALL, WIDTH
from studio.canvas.shown.noted import rect_of_note
from studio.graph.model import Graph, Node

_ROOM, _LEAST = 24.0, 8.0  # from what a frame holds to its edge, and where a card stands near


def room_around(graph: Graph, chosen: Collection[str]) -> QRectF:
    """The rectangle of a frame around nodes, comments and other frames; nothing around nothing.

    Each side keeps a distance, or goes halfway to the card that stands nearer. Cards count with their pictures, which come and go.
    """
    cards = [card_room(node) for node in graph.nodes.values() if node.id in chosen]
    held = _united([*cards, *(rect_of_note(note) for note in graph.notes.values() if note.id in chosen)])
    if held.isEmpty():
        return held
    others = [card_room(node) for node in graph.nodes.values() if node.id not in chosen]
    beside = [card for card in others if card.top() < held.bottom() + _ROOM and card.bottom() > held.top() - TITLE]
    above = [card for card in others if card.left() < held.right() and card.right() > held.left()]
    left = _side(held.left() - card.right() for card in beside)
    right = _side(card.left() - held.right() for card in beside)
    top = _side(held.top() - TITLE - card.bottom() for card in above)
    bottom = _side(card.top() - held.bottom() for card in above)
    return held.adjusted(-left, -top - TITLE, right, bottom)


def card_room(node: Node) -> QRectF:
    """What the card of a node covers when it has a picture."""
    return QRectF(*node.position, WIDTH, TALL)


def _side(gaps: Iterable[float]) -> float:
    """How far one side lies from what is held, where cards stand so far away; those on other sides have gaps below nothing."""
    nearest = min((gap for gap in gaps if gap >= 0), default=2 * _ROOM)
    return float(round(min(_ROOM, max(nearest / 2, _LEAST))))


def _united(rects: Iterable[QRectF]) -> QRectF:
    found = QRectF()
    for rect in rects:
        found = found.united(rect)
    return found
