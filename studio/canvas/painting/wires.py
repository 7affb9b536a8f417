"""Wires as thick as what they carry, and the ports they lead to, from near and from the middle."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from studio.canvas.shown import anatomy
from studio.canvas.shown.kept import Kept
from studio.canvas.shown.primitives import Floats, Indices, draw_pictures
from studio.canvas.shown.stage import Stage
from studio.look.style import mixed

DIMMED = 0.35
"""How much of its colour a wire keeps that is about to be cut."""
FED = 0.62
"""How much of the accent a wire shows that leaves the selection."""
PATH = 0.42
"""How much a wire shows that is on the way from an Input to an Output through the selection, but not at it."""


class WirePainter:
    """Paints wires and ports.

    Args:
        vector: Whether to draw every port as a circle rather than keep pixmaps of them: for paper.
    """

    def __init__(self, *, vector: bool = False) -> None:
        self._vector, self._dots = vector, Kept(1 << 20)
        self._colours: dict[int, QColor] = {}
        self._paths: dict[int, tuple[bytes, QPainterPath]] = {}

    def wires(self, painter: QPainter, stage: Stage, wires: Indices) -> None:
        """The wires in view: quiet ones first, the lit path over them, the one under the cursor on top."""
        scene, zoom = stage.scene, stage.view.zoom
        self._colours = _colours(stage, wires)
        thickness = stage.parts.letters / max(zoom, 1.0)  # from very near wires grow no more than words do
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.scale(zoom, zoom)
        painter.translate(-stage.view.left, -stage.view.top)
        for wire, colour in self._colours.items():
            path, width = self._path(stage, wire), float(scene.widths[wire]) * thickness
            if stage.feeding[wire] and stage.direct[wire]:
                painter.setPen(_pen(stage.colour("halo"), width + 2 * anatomy.LIT_HALO * thickness))
                painter.drawPath(path)
            painter.setPen(_pen(colour, width))
            painter.drawPath(path)
        painter.restore()

    def _path(self, stage: Stage, wire: int) -> QPainterPath:
        """The way of a wire, made anew where it runs elsewhere than when it was painted last."""
        routes = stage.scene.routes
        way = routes.knees[wire].tobytes() + routes.turned[wire].tobytes()
        known = self._paths.get(wire)
        if known is None or known[0] != way:
            known = self._paths[wire] = way, path_of(routes.strokes(wire))
        return known[1]

    def ports(self, painter: QPainter, stage: Stage, rows: Indices) -> None:
        """A dot where a wire arrives or leaves, in its colour; a ring where none does; larger rings under the cursor."""
        pairs, places = stage.scene.ports(rows)
        colours, hot, free = _port_colours(stage, self._colours), hot_ports(stage), stage.colour("wire").rgba()
        alike: dict[tuple[int, bool], list[int]] = {}
        for at, key in enumerate(map(tuple, pairs.tolist())):
            if key not in hot:
                shade = colours.get(key)
                alike.setdefault((free if shade is None else shade, shade is not None), []).append(at)
        for (rgba, filled), which in alike.items():
            self._dots_at(painter, stage, stage.view.points_to_screen(places[which]), QColor.fromRgba(rgba), filled)
        for row, port in hot:
            place = stage.view.to_screen(QPointF(*stage.scene.port(row, port)))
            paint_port(painter, stage, place, stage.colour("accent"), anatomy.HOT_PORT, filled=False)

    def _dots_at(self, painter: QPainter, stage: Stage, places: Floats, colour: QColor, filled: bool) -> None:
        """Ports that look alike: a kept picture of them, on whole pixels of the screen."""
        if self._vector:
            for place in places.tolist():
                paint_port(painter, stage, QPointF(*place), colour, anatomy.PORT, filled=filled)
            return
        key = (colour.rgba(), filled, stage.view.zoom, stage.ratio, stage.look.theme.name)
        pixmap = self._dots.get(key, lambda: _drawn(stage, colour, filled))
        draw_pictures(painter, stage.whole(places - pixmap.deviceIndependentSize().width() / 2), pixmap)


def path_of(strokes: Sequence[Sequence[Sequence[float]]]) -> QPainterPath:
    """A way as Qt draws it."""
    path = QPainterPath(QPointF(*strokes[0][0]))
    for stroke in strokes[1:]:
        points = [QPointF(*point) for point in stroke]
        (path.lineTo, path.quadTo, path.cubicTo)[len(points) - 1](*points)
    return path


def _drawn(stage: Stage, colour: QColor, filled: bool) -> QPixmap:
    side = 2 * round(anatomy.PORT * stage.ratio)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(stage.ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = side / stage.ratio / 2
        paint_port(painter, stage, QPointF(middle, middle), colour, anatomy.PORT, filled=filled)
    return pixmap


def _colours(stage: Stage, wires: Indices) -> dict[int, QColor]:
    """The colour of each wire that is painted, in the order of painting."""
    quiet = stage.colour("wire")
    if not stage.selection and stage.hot_wire < 0 and stage.chosen_wire < 0 and not stage.cut_wires:
        return {wire: quiet for wire in wires.tolist() if wire != stage.hidden_wire}
    order = sorted(wires.tolist(), key=lambda each: _order(stage, each))
    return {wire: wire_colour(stage, wire) for wire in order if wire != stage.hidden_wire}


def wire_colour(stage: Stage, wire: int) -> QColor:
    """Accent where it feeds the selection, less of it on the way on and further away, bright under the cursor, pale under the knife."""
    theme = stage.look.theme
    if wire in stage.cut_wires:
        return QColor(mixed(theme.board, theme.wire, DIMMED))
    if wire in (stage.hot_wire, stage.chosen_wire):
        return QColor(theme.accent if wire == stage.chosen_wire else theme.text)
    if not (stage.feeding[wire] or stage.fed[wire]):
        return QColor(theme.wire)
    if not stage.direct[wire]:
        return QColor(mixed(theme.board, theme.accent, PATH))
    return QColor(theme.accent if stage.feeding[wire] else mixed(theme.board, theme.accent, FED))


def hot_ports(stage: Stage) -> set[tuple[int, int]]:
    """The port under the cursor, or all of the card under it: (row, port)."""
    if stage.hot_port is not None:
        return {stage.hot_port}
    row = stage.hovered
    if row < 0 or stage.scene.ids[row] in stage.selection:
        return set()
    return {(row, port) for port in range(-stage.scene.outputs(row), stage.scene.inputs(row))}


def paint_port(painter: QPainter, stage: Stage, place: QPointF, colour: QColor, size: float, *, filled: bool) -> None:
    """One port, never smaller than can be seen."""
    radius = size / 2 * min(max(stage.view.zoom, 0.75), 1.5)
    painter.setPen(QPen(colour, 2.0 if size > anatomy.PORT else 1.25))
    painter.setBrush(colour if filled else stage.colour("board"))
    painter.drawEllipse(place, radius - 0.6, radius - 0.6)


def _order(stage: Stage, wire: int) -> tuple[bool, bool, bool, bool]:
    return bool(stage.feeding[wire] or stage.fed[wire]), bool(stage.direct[wire]), bool(stage.feeding[wire]), wire == stage.hot_wire


def _port_colours(stage: Stage, colours: Mapping[int, QColor]) -> dict[tuple[int, ...], int]:
    """As numbers by (row, port), of those that a wire reaches; the brightest wire is the last."""
    found: dict[tuple[int, ...], int] = {}
    last, shade = QColor(), 0
    for (wire, colour), (source, target) in zip(colours.items(), stage.scene.ends[list(colours)].tolist(), strict=True):
        if colour is not last:  # most wires share one
            last, shade = colour, colour.rgba()
        drawn = stage.scene.wires[wire]
        found[source, -1 - drawn.outlet] = found[target, drawn.port] = shade
    chosen, accent = set(stage.selected().tolist()), stage.colour("accent").rgba()
    return found | {key: accent for key in found if key[0] in chosen} if chosen else found


def _pen(colour: QColor, width: float) -> QPen:
    return _drawn_with(colour.rgba(), width)


@lru_cache(maxsize=1024)
def _drawn_with(rgba: int, width: float) -> QPen:
    return QPen(QColor.fromRgba(rgba), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
