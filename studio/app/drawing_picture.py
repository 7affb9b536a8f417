"""A drawing in miniature: cards as blocks of their family's colour, wires as lines; for the welcome page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.blocks.block import Block
from studio.graph.layout.layered import CARD_HEIGHT, CARD_WIDTH
from studio.graph.model import Graph, Node
from studio.look import Look
from studio.look.style import mixed

MARGIN = 24
BODY = 0.78
LARGEST = 0.26  # of a card's size, so that a small network is not drawn larger than a large one


class DrawingPicture(QWidget):
    """A graph as seen from far.

    Args:
        look: Theme.
        graph: What is drawn; it may be empty.
        parent: The widget it lies in.
        margin: Pixels left free around it.
    """

    def __init__(self, look: Look, graph: Graph, parent: QWidget | None = None, *, margin: int = MARGIN) -> None:
        super().__init__(parent)
        self._look, self._graph, self._margin = look, graph, margin
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As the cards of the welcome page have it."""
        return QSize(352, 184)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Wires below, cards above."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        painter.setPen(QPen(self._look.colour("wire"), 1.5))
        for wire in self._graph.wires:
            _draw_wire(painter, places[wire.source], places[wire.target])
        painter.setPen(Qt.PenStyle.NoPen)
        for node_id, place in places.items():
            painter.setBrush(self._colour(self._graph.nodes[node_id]))
            painter.drawRoundedRect(place, min(3.0, place.width() / 6), min(3.0, place.width() / 6))

    def _colour(self, node: Node) -> QColor:
        theme = self._look.theme
        family = node.block.family if isinstance(node.block, Block) else "input/output"
        return QColor(mixed(theme.board, theme.colour(family), BODY))

    def _places(self) -> dict[str, QRectF]:
        """Where each card lies in this widget, in the middle and in proportion."""
        if not self._graph.nodes:
            return {}
        cards = {key: QRectF(*node.position, CARD_WIDTH, CARD_HEIGHT) for key, node in self._graph.nodes.items()}
        whole = QRectF()
        for card in cards.values():
            whole = whole.united(card)
        room = QRectF(self.rect()).adjusted(self._margin, self._margin, -self._margin, -self._margin)
        scale = min(room.width() / whole.width(), room.height() / whole.height(), LARGEST)
        shift = room.center() - whole.center() * scale
        return {key: QRectF(card.topLeft() * scale + shift, card.size() * scale) for key, card in cards.items()}


def _draw_wire(painter: QPainter, source: QRectF, target: QRectF) -> None:
    """Straight to the next card; by the gap between the rows where the chain goes on in the next."""
    start = QPointF(source.right(), source.center().y())
    end = QPointF(target.left(), target.center().y())
    if end.x() >= start.x():
        painter.drawLine(start, end)
        return
    middle, aside = (source.bottom() + target.top()) / 2, source.width() / 4
    corners = [
        start,
        start + QPointF(aside, 0),
        QPointF(start.x() + aside, middle),
        QPointF(end.x() - aside, middle),
        end - QPointF(aside, 0),
        end,
    ]
    painter.drawPolyline(corners)
