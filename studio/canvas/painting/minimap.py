"""The whole board in a corner: where one is, and a way to go elsewhere."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from studio.canvas.painting.far import paint_blocks
from studio.canvas.painting.notes import note_colour
from studio.canvas.shown.hits import boxes_of, touching
from studio.canvas.shown.noted import rect_of_note
from studio.canvas.shown.primitives import rect_of
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import Insets, View

SIZE = QSizeF(176, 88)
_MARGIN = 16.0
_INSETS = Insets(12, 9, 12, 9)
_SMALLEST = QSizeF(640, 360)  # boards below this size have no room for it


class Minimap:
    """A small picture of all cards with a frame around what is in view; drawn anew only when the drawing changes."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._pixmap = QPixmap()

    def place(self, stage: Stage) -> QRectF:
        """Where it lies; empty on a small board, and where it would hide a card or a wire while all are in view anyway."""
        size = stage.size
        if not stage.mapped or len(stage.scene.ids) < 2 or size.width() < _SMALLEST.width() or size.height() < _SMALLEST.height():
            return QRectF()
        place = QRectF(QPointF(size.width() - SIZE.width() - _MARGIN, size.height() - SIZE.height() - _MARGIN), SIZE)
        everything = stage.view.rect_to_screen(stage.scene.bounds())
        if QRectF(QPointF(0, 0), size).contains(everything) and _hides(stage, place):
            return QRectF()
        return place

    def to_board(self, stage: Stage, point: QPointF) -> QPointF:
        """The place on the board that a point of the small picture shows."""
        return _view(stage).to_board(point - self.place(stage).topLeft())

    def paint(self, painter: QPainter, stage: Stage) -> None:
        """The small picture and the frame."""
        place = self.place(stage)
        if place.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(stage.colour("line"), 1.0))
        painter.setBrush(stage.colour("panel"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.drawPixmap(place.topLeft(), self._picture(stage))
        frame = _view(stage).rect_to_screen(stage.view.seen(stage.size)).translated(place.topLeft())
        painter.setPen(QPen(stage.colour("quiet"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.intersected(place.adjusted(3, 3, -3, -3)), 3, 3)

    def _picture(self, stage: Stage) -> QPixmap:
        key = (stage.scene.version, stage.selection, stage.look.theme.name, stage.ratio, stage.cost, id(stage.costs))
        if key != self._key:
            self._key, self._pixmap = key, _drawn(stage)
        return self._pixmap


def _drawn(stage: Stage) -> QPixmap:
    pixmap = QPixmap((SIZE * stage.ratio).toSize())
    pixmap.setDevicePixelRatio(stage.ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = _view(stage)
        _frames(painter, stage, view)
        paint_blocks(painter, stage, np.arange(len(stage.scene.ids)), view.rects_to_screen(stage.scene.rects))
        for row in stage.selected()[:200].tolist():
            painter.save()
            painter.setPen(QPen(stage.colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect_of(view.rects_to_screen(stage.scene.rects[row])).adjusted(-1.5, -1.5, 1.5, 1.5), 2, 2)
            painter.restore()
    return pixmap


def _frames(painter: QPainter, stage: Stage, view: View) -> None:
    """Frames and comments as tints behind the cards."""
    for note in stage.noted.shown(stage.scene.graph):
        colour = note_colour(stage, note)
        colour.setAlphaF(0.25)
        painter.fillRect(view.rect_to_screen(rect_of_note(note)), colour)


def _view(stage: Stage) -> View:
    """What the small picture shows: all cards, and what is in view where that is not far more."""
    bounds = stage.scene.bounds()
    seen = stage.view.seen(stage.size).intersected(bounds.adjusted(-400, -200, 400, 200))
    return View().fitted(bounds.united(seen), SIZE, _INSETS, 0.3)


def _hides(stage: Stage, place: QRectF) -> bool:
    """Whether a card or a piece of a wire lies under it."""
    scene, corner = stage.scene, stage.view.to_board(place.topLeft())
    box = (corner.x(), corner.y(), place.width() / stage.view.zoom, place.height() / stage.view.zoom)
    if touching(scene.rects, box).any():
        return True
    ways = scene.routes.points[touching(scene.boxes, box)]
    pieces = np.stack([ways[:, :-1], ways[:, 1:]], axis=2).reshape(-1, 2, 2)
    return bool(touching(boxes_of(pieces), box).any())
