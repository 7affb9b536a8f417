"""The words on the board that are on no card: shapes on long wires, the title, what an empty board says."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from studio.blocks.block import pictured
from studio.canvas import anatomy
from studio.canvas.hits import touching
from studio.canvas.primitives import Indices
from studio.canvas.stage import Stage
from studio.look.lettering import SEMIBOLD, small_font, text_font

_PAD = 7.0


def paint_wire_labels(painter: QPainter, stage: Stage, wires: Indices) -> None:
    """The shape on every long wire in view, where no card hides it."""
    scene = stage.scene
    lengths = np.linalg.norm(np.diff(scene.routes.points[wires], axis=1), axis=2).sum(axis=1)
    font = scaled_font(stage)
    for wire in wires[lengths > anatomy.LABELLED].tolist():
        figures = scene.carried(wire)
        if figures is not None and figures.shape is not None:
            words = pictured(figures.shape)
            metrics = QFontMetricsF(font)
            place = _on_wire(stage, wire, QSizeF(metrics.horizontalAdvance(words) + 2 * _PAD, metrics.height()))
            if not _hidden(stage, place):
                paint_on_wire(painter, stage, place, words, "quiet")


def paint_port_labels(painter: QPainter, stage: Stage, wires: Indices) -> None:
    """How many channels each of several ordered inputs brings, over the end of its wire."""
    scene, font = stage.scene, scaled_font(stage)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(stage.colour("quiet"))
    for wire in wires.tolist():
        target, figures = int(scene.ends[wire, 1]), scene.carried(wire)
        if scene.inputs(target) > 1 and figures is not None and figures.shape:
            words = pictured(figures.shape[-1:])
            place = stage.view.to_screen(QPointF(*scene.port(target, scene.wires[wire].port)))
            painter.drawText(place - QPointF(metrics.horizontalAdvance(words) + 8, 4), words)


def paint_on_wire(painter: QPainter, stage: Stage, place: QRectF, words: str, role: str) -> None:
    """Words that interrupt a wire."""
    painter.fillRect(place, stage.colour("board"))
    painter.setFont(scaled_font(stage))
    painter.setPen(stage.colour(role))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def scaled_font(stage: Stage) -> QFont:
    """11 pixels, and more from near: words grow with the cards."""
    font = small_font()
    font.setPixelSize(round(font.pixelSize() * stage.parts.letters))
    return font


def _on_wire(stage: Stage, wire: int, size: QSizeF) -> QRectF:
    routes = stage.scene.routes
    points = routes.points[wire]
    middle = (routes.knees[wire, 2] + routes.knees[wire, 3]) / 2 if routes.turned[wire] else (points[6] + points[7]) / 2
    return around(stage.view.to_screen(QPointF(*middle.tolist())), size)


def _hidden(stage: Stage, place: QRectF) -> bool:
    corner = stage.view.to_board(place.topLeft())
    box = (corner.x(), corner.y(), place.width() / stage.view.zoom, place.height() / stage.view.zoom)
    return bool(touching(stage.scene.rects, box).any())


def around(centre: QPointF, size: QSizeF) -> QRectF:
    """The rectangle of a size around a point."""
    return QRectF(centre - QPointF(size.width() / 2, size.height() / 2), size)


def paint_title(painter: QPainter, stage: Stage, title: str, subtitle: str) -> None:
    """The name of the graph and which one it is, at the upper left."""
    strong = text_font(SEMIBOLD)
    width = QFontMetricsF(strong).horizontalAdvance(title)
    behind = QColor(stage.colour("board"))
    behind.setAlpha(208)  # cards that lie below stay visible and the words readable
    painter.fillRect(QRectF(8, 12, width + 18 + QFontMetricsF(small_font()).horizontalAdvance(subtitle), 24), behind)
    painter.setFont(strong)
    painter.setPen(stage.colour("text"))
    painter.drawText(QRectF(16, 16, width + 2, 16), Qt.AlignmentFlag.AlignVCenter, title)
    painter.setFont(small_font())
    painter.setPen(stage.colour("quiet"))
    painter.drawText(QRectF(16 + width + 10, 16, 400, 16), Qt.AlignmentFlag.AlignVCenter, subtitle)


def paint_empty(painter: QPainter, stage: Stage) -> None:
    """What will be here, and how to get it."""
    centre = QPointF(stage.size.width() / 2, stage.size.height() / 2)
    pixmap = stage.look.pixmap("waypoints", "dim", 24, stage.ratio)
    painter.drawPixmap(centre - QPointF(12, 56), pixmap)
    painter.setFont(text_font(SEMIBOLD))
    painter.setPen(stage.colour("text"))
    painter.drawText(around(centre - QPointF(0, 12), QSizeF(480, 16)), Qt.AlignmentFlag.AlignCenter, "Nothing drawn yet")
    painter.setFont(small_font())
    painter.setPen(stage.colour("quiet"))
    words = "Drag a block from the palette onto the board, or press Tab and type its name.\nBegin with Input, end with Output."
    painter.drawText(around(centre + QPointF(0, 20), QSizeF(480, 40)), Qt.AlignmentFlag.AlignCenter, words)
