"""Wires as thick as what they carry, and the ports they lead to, from near and from the middle."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.canvas import anatomy
from studio.canvas.primitives import Indices
from studio.canvas.scene import MUTED
from studio.canvas.stage import Stage
from studio.look.style import mixed

DIMMED = 0.35
"""How much of its colour a wire keeps that is about to be cut."""
FED = 0.62
"""How much of the accent a wire shows that leaves the selection."""
PATH = 0.42
"""How much a wire shows that is on the way from an Input to an Output through the selection, but not at it."""


def paint_wires(painter: QPainter, stage: Stage, wires: Indices) -> None:
    """The wires in view: quiet ones first, the lit path over them, the one under the cursor on top."""
    scene, zoom = stage.scene, stage.view.zoom
    thickness = stage.parts.letters / max(zoom, 1.0)  # from very near wires grow no more than words do
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.scale(zoom, zoom)
    painter.translate(-stage.view.left, -stage.view.top)
    for wire in sorted(wires.tolist(), key=lambda each: _order(stage, each)):
        if wire == stage.hidden_wire:
            continue
        path, width = scene.routes.path(wire), float(scene.widths[wire]) * thickness
        if stage.feeding[wire] and stage.direct[wire]:
            painter.setPen(_pen(stage.colour("halo"), width + 2 * anatomy.LIT_HALO * thickness))
            painter.drawPath(path)
        painter.setPen(_pen(wire_colour(stage, wire), width))
        painter.drawPath(path)
    painter.restore()


def wire_colour(stage: Stage, wire: int) -> QColor:
    """Accent where it feeds the selection, less of it on the way on and further away, bright under the cursor, pale under the knife."""
    theme = stage.look.theme
    if wire in stage.cut_wires:
        return QColor(mixed(theme.board, theme.wire, DIMMED))
    if wire in (stage.hot_wire, stage.chosen_wire):
        return QColor(theme.accent if wire == stage.chosen_wire else theme.text)
    if (stage.scene.states[stage.scene.ends[wire]] == MUTED).any():
        return QColor(mixed(theme.board, theme.wire, DIMMED))
    if not (stage.feeding[wire] or stage.fed[wire]):
        return QColor(theme.wire)
    if not stage.direct[wire]:
        return QColor(mixed(theme.board, theme.accent, PATH))
    return QColor(theme.accent if stage.feeding[wire] else mixed(theme.board, theme.accent, FED))


def paint_ports(painter: QPainter, stage: Stage, rows: Indices, wires: Indices) -> None:
    """A dot where a wire arrives or leaves, in its colour; a ring where none does; larger rings under the cursor."""
    pairs, places = stage.scene.ports(rows)
    colours = _port_colours(stage, wires)
    hot = hot_ports(stage)
    for (row, port), place in zip(pairs.tolist(), stage.view.points_to_screen(places).tolist(), strict=True):
        colour = colours.get((row, port))
        if (row, port) in hot:
            paint_port(painter, stage, QPointF(*place), stage.colour("accent"), anatomy.HOT_PORT, filled=False)
        else:
            paint_port(painter, stage, QPointF(*place), colour or stage.colour("wire"), anatomy.PORT, filled=colour is not None)


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


def _port_colours(stage: Stage, wires: Indices) -> dict[tuple[int, int], QColor]:
    found: dict[tuple[int, int], QColor] = {}
    for wire in sorted(wires.tolist(), key=lambda each: _order(stage, each)):
        source, target = stage.scene.ends[wire].tolist()
        drawn = stage.scene.wires[wire]
        found[source, -1 - drawn.outlet] = found[target, drawn.port] = wire_colour(stage, wire)
    for row in stage.selected().tolist():
        found.update({key: stage.colour("accent") for key in found if key[0] == row})
    return found


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
