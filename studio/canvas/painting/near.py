"""The board from near and from the middle: cards with words and pictures, ports, and wires as thick as what they carry."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from studio.canvas.cards.blanks import Dress
from studio.canvas.cards.cards import Cards, Faded
from studio.canvas.cards.closeups import paint_closeup
from studio.canvas.cards.details import details
from studio.canvas.cards.drafts import Drafts
from studio.canvas.cards.names import paint_name
from studio.canvas.cards.receptive import paint_receptive_field
from studio.canvas.cards.states import paint_state, presence
from studio.canvas.painting.far import ring
from studio.canvas.painting.wires import WirePainter
from studio.canvas.shown.costs import COSTS, paint_bar, written
from studio.canvas.shown.faces import Face, Faces
from studio.canvas.shown.proportions import radius
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.thumbs import Thumb, Thumbs
from studio.look import Look


class NearPainter:
    """Paints what is in view with the cards and thumbnails that it keeps.

    Args:
        look: Theme and icons.
        vector: Whether to draw lines and letters rather than keep pixmaps of them: for paper.
    """

    def __init__(self, look: Look, *, vector: bool = False) -> None:
        self._cards, self._thumbs, self._faces, self._vector = Cards(look, vector=vector), Thumbs(look), Faces(), vector
        self._drafts = Drafts(look)
        self._wires = WirePainter(vector=vector)

    def paint(self, painter: QPainter, stage: Stage) -> None:
        """Wires below, then cards with their pictures, the selected ones last, then ports; all of it fades into what is seen from far."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, wires = stage.seen_nodes(), stage.seen_wires()
        selected = set(stage.selected().tolist())
        with Faded(painter, stage.parts.words):
            self._wires.wires(painter, stage, wires)
            placed = sorted(zip(rows.tolist(), stage.sharp_rects(rows), strict=True), key=lambda each: each[0] in selected)
            for row, rect in placed:
                self._card(painter, stage, row, rect, row in selected)
            self._wires.ports(painter, stage, rows)

    def _card(self, painter: QPainter, stage: Stage, row: int, rect: QRectF, selected: bool) -> None:
        scene = stage.scene
        node = scene.graph.nodes[scene.ids[row]]
        thumb = stage.thumb(node.id)
        issue = scene.issues.get(node.id)
        words = issue.text if issue is not None and node.id in scene.worded else ""
        shown = self._faces.of(node, scene.figures(row), node.id in scene.graph.feeds, words, _cost(stage, node.id))
        hovered = row == stage.hovered and not selected
        with Faded(painter, presence(scene, row)):
            dress = self._face(painter, stage, row, rect, shown, hovered)
            paint_name(painter, stage, dress, shown, node.name, rect.topLeft())
        if selected:
            ring(painter, stage, rect, radius(stage.view.zoom))
        if node.id in stage.costs:
            paint_bar(painter, stage.look, dress.rooms.bar.translated(rect.topLeft()), stage.costs[node.id], shown.family)
        if thumb is not None and not words:
            place = dress.rooms.picture.translated(rect.topLeft())
            self._picture(painter, stage, place, thumb, _opacity(stage, row, thumb, selected or hovered))
            if stage.selection:
                paint_receptive_field(painter, stage, row, thumb, place)
        paint_state(painter, stage, row, rect)

    def _face(self, painter: QPainter, stage: Stage, row: int, rect: QRectF, shown: Face, hovered: bool) -> Dress:
        scene = stage.scene
        dress = Dress(rect.width(), rect.height(), stage.view.zoom, stage.tall(row), int(scene.marks[row]), hovered, bool(scene.muted[row]))
        figures = details(scene, row) if dress.parts.full else ()
        self._cards.paint(painter, rect.topLeft(), shown, dress, stage.ratio, figures)
        return dress

    def _picture(self, painter: QPainter, stage: Stage, place: QRectF, thumb: Thumb, opacity: float) -> None:
        if stage.ratio % 1:  # else it is whole, as the card is
            place = stage.sharp(place)
        if stage.zooming and not stage.parts.full and self._drafts.paint(painter, place, thumb, opacity):
            return
        with Faded(painter, opacity):
            if stage.parts.full > 0.0 or (self._vector and thumb.kind == "bars"):
                paint_closeup(painter, place, thumb, stage.look.theme, stage.parts.full)
            else:
                painter.drawPixmap(place.topLeft(), self._thumbs.pixmap(thumb, place.width(), place.height(), stage.ratio))


def _cost(stage: Stage, node: str) -> tuple[str, str] | None:
    """The share of the cost that is shown, and its icon."""
    if node not in stage.costs:
        return None
    share = stage.costs[node]
    return written(share) if share else "", COSTS[stage.cost].icon


def _opacity(stage: Stage, row: int, thumb: Thumb, bright: bool) -> float:
    """Pictures step back so that one thing alone is bright."""
    if stage.scene.muted[row]:
        return stage.look.theme.picture_opacity / 2
    return 1.0 if bright or not thumb.quiet else stage.look.theme.picture_opacity
