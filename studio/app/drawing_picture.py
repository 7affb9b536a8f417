"""A drawing in miniature: cards as blocks of their family's colour, wires as lines; for the welcome page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.blocks.block import Block
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import paths
from studio.graph.layout.layered import CARD_HEIGHT, CARD_WIDTH
from studio.graph.model import Graph
from studio.graph.module import Instance, Placed
from studio.look import Look
from studio.look.style import mixed

MARGIN = 24
BODY = 0.78
DECK = 0.4
MOST_BANDS = 4
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
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            places = self._places()
            painter.setPen(QPen(self._look.colour("wire"), 1.5))
            for wire in self._graph.wires:
                _draw_wire(painter, places[wire.source], places[wire.target])
            painter.setPen(Qt.PenStyle.NoPen)
            for node_id, place in places.items():
                self._draw_card(painter, place, self._graph.nodes[node_id].block)

    def _draw_card(self, painter: QPainter, place: QRectF, block: Placed) -> None:
        """A module as bands of what is inside; one that stands several times as the first of a deck."""
        corner = min(3.0, place.width() / 6)
        bands = _bands(block)
        if isinstance(block, Instance) and block.repeat > 1:
            painter.setBrush(self._colour(bands[-1], DECK))
            painter.drawRoundedRect(place.translated(corner, -corner), corner, corner)
        whole = QPainterPath()
        whole.addRoundedRect(place, corner, corner)
        wide = place.width() / len(bands)
        for number, family in enumerate(bands):
            band = QPainterPath()
            band.addRect(place.left() + number * wide, place.top(), wide, place.height())
            painter.setBrush(self._colour(family, BODY))
            painter.drawPath(whole & band if len(bands) > 1 else whole)

    def _colour(self, family: str, share: float) -> QColor:
        theme = self._look.theme
        return QColor(mixed(theme.board, theme.colour(family), share))

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


def _bands(block: Placed) -> list[str]:
    """The families of a block, or of what is in a module, in the data's way; of a longer one the first of each kind in a row."""
    if not isinstance(block, Instance):
        return [block.family if isinstance(block, Block) else "input/output"]
    inside = block.module.graph
    order = (inside.nodes[node_id].block for node_id in paths.order(inside)[0])
    families = [family for part in order if not isinstance(part, ModuleInput | ModuleOutput) for family in _bands(part)]
    return families if len(families) <= MOST_BANDS else list(dict.fromkeys(families))


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
