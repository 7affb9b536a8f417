"""The board from far: cards as blocks of their family's colour, wires as lines, thousands in a few calls."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.canvas.cards.states import paint_states_far
from studio.canvas.shown import anatomy
from studio.canvas.shown.faces import FAMILIES, icon_of
from studio.canvas.shown.primitives import Flags, Floats, Indices, draw_lines, draw_rects, rect_of, segments
from studio.canvas.shown.scene import ADVISED, STOPPED
from studio.canvas.shown.stage import Stage
from studio.look import Theme
from studio.look.style import mixed

_FEW = 600  # so many are drawn with smooth edges
_SHORTEST = 1.5  # pixels; what is shorter cannot be seen between two cards
_STRAIGHT = 24.0  # pixels; what is shorter than this needs no bends
_SEEN = 6.0  # pixels down from which it is seen that a wire turns
BODY = 0.78  # how much of the family's colour shows
_MUTED = 0.35
_ICON, _ICON_FROM = 14, 52.0  # pixels: how large an icon is, and the width of a card from which it has room
_STEPS = 4  # of strength, from what costs nothing to what costs most


def paint_far(painter: QPainter, stage: Stage) -> None:
    """Wires, then cards with their icons, then the ring around what is selected."""
    _wires(painter, stage)
    rows = stage.seen_nodes()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(rows) <= _FEW)
    rects = stage.screen_rects(rows)
    paint_blocks(painter, stage, rows, rects)
    if len(rows) <= _FEW and anatomy.WIDTH * stage.view.zoom >= _ICON_FROM:
        _icons(painter, stage, rows, rects)
    paint_states_far(painter, stage, rows, rects)
    _rings(painter, stage)


def paint_blocks(painter: QPainter, stage: Stage, rows: Indices, rects: Floats) -> None:
    """Cards as blocks of colour, at these places; those with an issue in its colour."""
    theme, scene = stage.look.theme, stage.scene
    rects = np.concatenate([rects[:, :2], np.maximum(rects[:, 2:], 1.0)], axis=1)
    radius = min(anatomy.RADIUS * stage.view.zoom, 3.0) if len(rows) <= _FEW else 0.0
    families, marks, muted = scene.families[rows], scene.marks[rows], scene.muted[rows]
    steps = _strengths(stage, rows)
    painter.setPen(Qt.PenStyle.NoPen)
    for family in _there(families):
        of_family = (families == family) & (marks <= ADVISED)
        _blocks(painter, rects[of_family & muted], block_colour(theme, family, _MUTED), radius)
        for step in _there(steps[of_family & ~muted]):
            share = BODY * (1 + step) / (1 + _STEPS)
            _blocks(painter, rects[of_family & ~muted & (steps == step)], block_colour(theme, family, share), radius)
    for mark in _there(marks[marks > ADVISED]):
        _blocks(painter, rects[marks == mark], QColor(theme.bad if mark == STOPPED else theme.warning), radius)


def _icons(painter: QPainter, stage: Stage, rows: Indices, rects: Floats) -> None:
    """The icon of each card, cut out of its colour: modules and kinds of block are told apart before their names can be read."""
    scene = stage.scene
    corners = np.round(rects[:, :2] + (rects[:, 2:] - _ICON) / 2)
    for row, corner in zip(rows.tolist(), corners.tolist(), strict=True):
        icon = icon_of(scene.graph.nodes[scene.ids[row]].block)
        painter.drawPixmap(QPointF(*corner), stage.look.pixmap(icon, "board", _ICON, stage.ratio))


def _there(numbers: NDArray[np.integer]) -> list[int]:
    """Which small numbers there are; `np.unique` would load more of NumPy than the first frame can wait for."""
    found: list[int] = np.flatnonzero(np.bincount(numbers)).tolist()
    return found


def _strengths(stage: Stage, rows: Indices) -> Indices:
    """How strong the colour of each card is, in steps: all alike, or the stronger the more it costs."""
    most = max(stage.costs.values(), default=0.0)
    if not most:
        return np.full(len(rows), _STEPS, np.intp)
    shares = np.array([stage.costs.get(stage.scene.ids[row], 0.0) for row in rows.tolist()])
    return np.asarray(np.ceil(_STEPS * np.sqrt(np.clip(shares / most, 0.0, 1.0))), np.intp)


def block_colour(theme: Theme, family: int, share: float) -> QColor:
    """The colour of a family, as much of it as is wanted on the board."""
    return QColor(mixed(theme.board, theme.colour(FAMILIES[family]), share))


def _blocks(painter: QPainter, rects: Floats, colour: QColor, radius: float) -> None:
    painter.setBrush(colour)
    if radius < 1.0:
        draw_rects(painter, rects)
        return
    for rect in rects:
        painter.drawRoundedRect(rect_of(rect), radius, radius)


def _wires(painter: QPainter, stage: Stage) -> None:
    rows = stage.seen_wires()
    size = stage.scene.boxes[rows, 2:].max(axis=1, initial=0.0) * stage.view.zoom
    rows, size = rows[size >= _SHORTEST], size[size >= _SHORTEST]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(rows) <= _FEW)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lit = stage.feeding[rows], stage.fed[rows]
    theme, thick = stage.look.theme, max(1.0, 2.0 * stage.view.zoom) if len(rows) <= _FEW else 0.0
    _lines(painter, stage, rows, size, ~(lit[0] | lit[1]), QPen(QColor(theme.wire), thick))
    _lines(painter, stage, rows, size, lit[1], QPen(QColor(mixed(theme.board, theme.accent, 0.62)), thick))
    _lines(painter, stage, rows, size, lit[0], QPen(QColor(theme.accent), max(thick, 1.0) * 1.5 if thick else 0.0))


def _lines(painter: QPainter, stage: Stage, rows: Indices, size: Floats, wanted: Flags, pen: QPen) -> None:
    painter.setPen(pen)
    points = stage.scene.routes.points
    turned = (stage.scene.boxes[rows, 2:].min(axis=1, initial=np.inf) * stage.view.zoom >= _SEEN) & (len(rows) <= _FEW)
    straight = (size < _STRAIGHT) & ~turned
    short, bent = rows[wanted & straight], rows[wanted & ~straight]
    ends = points[short][:, [0, -1]]
    draw_lines(painter, segments(stage.view.points_to_screen(ends)))
    step = 1 if len(bent) <= _FEW else 2
    draw_lines(painter, segments(stage.view.points_to_screen(points[bent][:, _shown(points.shape[1], step)])))


def _shown(count: int, step: int) -> list[int]:
    """Which points of a polyline are joined; the last always is."""
    return [*range(0, count - 1, step), count - 1]


def _rings(painter: QPainter, stage: Stage) -> None:
    seen = sorted(set(stage.selected().tolist()).intersection(stage.seen_nodes().tolist()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(seen) <= _FEW)
    for row in seen:
        ring(painter, stage, stage.screen_rect(row), 3.0)


def ring(painter: QPainter, stage: Stage, rect: QRectF, radius: float) -> None:
    """The ring of 2 and the halo of 4 around a selected card."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(stage.colour("halo"), anatomy.HALO))
    out = anatomy.RING + anatomy.HALO / 2
    painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), radius + out, radius + out)
    painter.setPen(QPen(stage.colour("accent"), anatomy.RING))
    out = anatomy.RING / 2
    painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), radius + out, radius + out)
