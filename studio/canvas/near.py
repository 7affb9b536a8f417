"""The board from near and from the middle: cards with words and pictures, ports, and wires as thick as what they carry."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.canvas import anatomy
from studio.canvas.cards import Cards, Dress, picture_room, top_left
from studio.canvas.faces import Face, Faces
from studio.canvas.far import ring
from studio.canvas.primitives import Indices
from studio.canvas.stage import Stage
from studio.canvas.thumbs import Thumb, Thumbs
from studio.look import Look
from studio.look.style import mixed

FED = 0.62
"""How much of the accent a wire shows that the selection feeds."""


class NearPainter:
    """Paints what is in view with the cards and thumbnails that it keeps.

    Args:
        look: Theme and icons.
    """

    def __init__(self, look: Look) -> None:
        self._cards, self._thumbs, self._faces = Cards(look), Thumbs(look), Faces()

    def paint(self, painter: QPainter, stage: Stage) -> None:
        """Wires below, then cards with their pictures, the selected ones last, then ports."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = stage.seen_nodes()
        selected = set(stage.selected().tolist())
        wires = stage.seen_wires()
        paint_wires(painter, stage, wires)
        for row in sorted(rows.tolist(), key=selected.__contains__):
            self._card(painter, stage, row, row in selected)
        _ports(painter, stage, rows, wires)

    def _card(self, painter: QPainter, stage: Stage, row: int, selected: bool) -> None:
        scene, rect = stage.scene, stage.screen_rect(row)
        node = scene.graph.nodes[scene.ids[row]]
        thumb = stage.thumbs.get(node.id)
        tall = float(scene.rects[row, 3]) >= anatomy.TALL and (thumb is not None or node.id in scene.worded)
        issue = scene.issues.get(node.id)
        words = issue.text if issue is not None and node.id in scene.worded else ""
        shown = self._faces.of(node, scene.figures(row), node.id in scene.graph.feeds, words)
        hovered = row == stage.hovered and not selected
        self._face(painter, stage, row, shown, tall, hovered)
        if selected:
            ring(painter, stage, rect, anatomy.RADIUS * stage.view.zoom)
        if thumb is not None and not words:
            self._picture(painter, stage, rect, thumb, _opacity(stage, row, thumb, selected or hovered))

    def _face(self, painter: QPainter, stage: Stage, row: int, shown: Face, tall: bool, hovered: bool) -> None:
        rect, scene = stage.screen_rect(row), stage.scene
        dress = Dress(
            stage.level, rect.width(), rect.height(), stage.view.zoom, tall, int(scene.marks[row]), hovered, bool(scene.muted[row])
        )
        painter.drawPixmap(top_left(rect), self._cards.pixmap(shown, dress, stage.ratio))

    def _picture(self, painter: QPainter, stage: Stage, rect: QRectF, thumb: Thumb, opacity: float) -> None:
        room = picture_room(stage.level, rect.width(), rect.height(), stage.view.zoom)
        painter.setOpacity(opacity)
        painter.drawPixmap(rect.topLeft() + room.topLeft(), self._thumbs.pixmap(thumb, room.width(), room.height(), stage.ratio))
        painter.setOpacity(1.0)


def _opacity(stage: Stage, row: int, thumb: Thumb, bright: bool) -> float:
    """Pictures step back so that one thing alone is bright."""
    if stage.scene.muted[row]:
        return stage.look.theme.picture_opacity / 2
    return 1.0 if bright or not thumb.quiet else stage.look.theme.picture_opacity


def paint_wires(painter: QPainter, stage: Stage, wires: Indices) -> None:
    """The wires in view: quiet ones first, the lit path over them, the one under the cursor on top."""
    scene, zoom = stage.scene, stage.view.zoom
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.save()
    painter.scale(zoom, zoom)
    painter.translate(-stage.view.left, -stage.view.top)
    for wire in sorted(wires.tolist(), key=lambda each: (bool(stage.feeding[each]), bool(stage.fed[each]), each == stage.hot_wire)):
        if wire == stage.hidden_wire:
            continue
        path, width = scene.routes.path(wire), float(scene.widths[wire])
        if stage.feeding[wire]:
            painter.setPen(_pen(stage.colour("halo"), width + 2 * anatomy.LIT_HALO))
            painter.drawPath(path)
        painter.setPen(_pen(wire_colour(stage, wire), width))
        painter.drawPath(path)
    painter.restore()


def wire_colour(stage: Stage, wire: int) -> QColor:
    """Accent on the way to the selection, less of it on the way on, bright under the cursor."""
    theme = stage.look.theme
    if wire in (stage.hot_wire, stage.chosen_wire):
        return QColor(theme.accent if wire == stage.chosen_wire else theme.text)
    if stage.feeding[wire]:
        return QColor(theme.accent)
    return QColor(mixed(theme.board, theme.accent, FED) if stage.fed[wire] else theme.wire)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)


def _ports(painter: QPainter, stage: Stage, rows: Indices, wires: Indices) -> None:
    """A dot where a wire arrives or leaves, in its colour; a ring where none does; larger rings under the cursor."""
    pairs, places = stage.scene.ports(rows)
    colours = _port_colours(stage, wires)
    hot = _hot_ports(stage)
    for (row, port), place in zip(pairs.tolist(), stage.view.points_to_screen(places).tolist(), strict=True):
        colour = colours.get((row, port))
        if (row, port) in hot:
            paint_port(painter, stage, QPointF(*place), stage.colour("accent"), anatomy.HOT_PORT, filled=False)
        else:
            paint_port(painter, stage, QPointF(*place), colour or stage.colour("wire"), anatomy.PORT, filled=colour is not None)


def _hot_ports(stage: Stage) -> set[tuple[int, int]]:
    if stage.hot_port is not None:
        return {stage.hot_port}
    row = stage.hovered
    if row < 0 or stage.scene.ids[row] in stage.selection:
        return set()
    return {(row, port) for port in range(-stage.scene.outputs(row), stage.scene.inputs(row))}


def _port_colours(stage: Stage, wires: Indices) -> dict[tuple[int, int], QColor]:
    found: dict[tuple[int, int], QColor] = {}
    for wire in sorted(wires.tolist(), key=lambda each: (bool(stage.feeding[each]), bool(stage.fed[each]))):
        source, target = stage.scene.ends[wire].tolist()
        drawn = stage.scene.wires[wire]
        found[source, -1 - drawn.outlet] = found[target, drawn.port] = wire_colour(stage, wire)
    for row in stage.selected().tolist():
        found.update({key: stage.colour("accent") for key in found if key[0] == row})
    return found


def paint_port(painter: QPainter, stage: Stage, place: QPointF, colour: QColor, size: float, *, filled: bool) -> None:
    """One port, never smaller than can be seen."""
    radius = size / 2 * min(max(stage.view.zoom, 0.75), 1.5)
    painter.setPen(QPen(colour, 2.0 if size > anatomy.PORT else 1.25))
    painter.setBrush(colour if filled else stage.colour("board"))
    painter.drawEllipse(place, radius - 0.6, radius - 0.6)
