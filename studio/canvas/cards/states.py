"""How cards show that they are bypassed, muted, locked or frozen, from near and from far."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.canvas.shown.primitives import Floats, Indices, draw_lines
from studio.canvas.shown.scene import BYPASSED, MUTED, ON, Scene
from studio.canvas.shown.stage import Stage

_PRESENCE = {ON: 1.0, BYPASSED: 0.9, MUTED: 0.75}  # beside what the network leaves out being pale already
_BADGE = 18.0
_DOT = 5.0
_WORTH_A_LINE = 6.0  # pixels; on narrower cards no line can be told from the card


def presence(scene: Scene, row: int) -> float:
    """How strongly a card shows."""
    return _PRESENCE[int(scene.states[row])]


def paint_state(painter: QPainter, stage: Stage, row: int, rect: QRectF) -> None:
    """Over a card: the line that passes it by, and badges at its upper right corner."""
    scene = stage.scene
    if scene.states[row] == BYPASSED:
        _paint_way(painter, stage, row)
    right, frozen = rect.right() - 8, bool(scene.frozen[row])
    badges = (
        (scene.locked[row], "lock", "text"),
        (frozen or held(stage, row), "snowflake", "text" if frozen else "quiet"),
        (scene.states[row] == MUTED, "eye-off", "text"),
        (scene.states[row] == BYPASSED, "chevrons-right", "text"),
    )
    for wanted, icon, role in badges:
        if wanted:
            _paint_badge(painter, stage, QPointF(right - _BADGE / 2, rect.top()), icon, role)
            right -= _BADGE + 4


def held(stage: Stage, row: int) -> bool:
    """Whether a card has weights that do not change because a module around it is frozen."""
    figures = stage.scene.figures(row)
    return not stage.around.trainable and figures is not None and figures.weights > 0


def paint_states_far(painter: QPainter, stage: Stage, rows: Indices, rects: Floats) -> None:
    """From far: the line through what is bypassed, a dot on what is locked."""
    scene = stage.scene
    wide = rects[:, 2] >= _WORTH_A_LINE
    passed, locked = rects[(scene.states[rows] == BYPASSED) & wide], rects[scene.locked[rows] & wide]
    painter.setPen(QPen(stage.colour("text"), 1.0, Qt.PenStyle.DashLine))
    middle = passed[:, 1] + passed[:, 3] / 2
    draw_lines(painter, np.stack([passed[:, 0], middle, passed[:, 0] + passed[:, 2], middle], axis=1))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stage.colour("text"))
    for x, y, width, height in locked.tolist():
        size = min(_DOT, width / 3, height / 2)
        painter.drawEllipse(QRectF(x + width - size - 1, y + 1, size, size))


def _paint_way(painter: QPainter, stage: Stage, row: int) -> None:
    """What arrives leaves as it is: a dashed line from the first input to every output."""
    scene, view = stage.scene, stage.view
    start = view.to_screen(QPointF(*scene.port(row, 0)))
    pen = QPen(stage.colour("text"), max(1.75 * min(view.zoom, 1.5), 1.25))
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    for outlet in range(scene.outputs(row)):
        painter.drawLine(QLineF(start, view.to_screen(QPointF(*scene.port(row, -1 - outlet)))))


def _paint_badge(painter: QPainter, stage: Stage, centre: QPointF, icon: str, role: str) -> None:
    """A small round plate on the card's upper edge."""
    size = _BADGE * min(max(stage.view.zoom, 0.8), 1.4)
    place = QRectF(centre - QPointF(size / 2, size / 2), centre + QPointF(size / 2, size / 2))
    painter.setPen(QPen(stage.colour("strong_line"), 1.0))
    painter.setBrush(stage.colour("raised"))
    painter.drawEllipse(place)
    inner = round(size * 0.62)
    pixmap = stage.look.pixmap(icon, role, inner, stage.ratio)
    painter.drawPixmap(centre - QPointF(inner / 2, inner / 2), pixmap)
