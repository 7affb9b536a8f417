"""Copies made by dragging: what is selected stays, and its copies follow the hand."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication

from studio.canvas.gestures.gesture import Gesture, Keys, Surface, named
from studio.canvas.shown.anatomy import GRID, RADIUS
from studio.canvas.shown.noted import rect_of_note
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.notes import held


class Copying(Gesture):
    """Copies of what is selected follow the hand; a press without a move selects one more, or one less.

    Args:
        surface: The board.
        point: Where it began.
        grabbed: Id of the node or note that was pressed.
    """

    cursor = Qt.CursorShape.DragCopyCursor

    def __init__(self, surface: Surface, point: QPointF, grabbed: str) -> None:
        super().__init__(surface, point)
        self._grabbed, self._begun = grabbed, False
        self._offset = QPointF()

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Shows where the copies would lie, on the grid unless the board's setting or Alt says otherwise."""
        self._begun = self._begun or (point - self.start).manhattanLength() >= QApplication.startDragDistance()
        if not self._begun:
            return
        if self._grabbed not in self._chosen():
            self.surface.select({self._grabbed})
        way = ((point - self.start) / self.stage.view.zoom).toPoint().toPointF()
        if self.stage.snaps is not bool(keys & Keys.AltModifier):
            way = QPointF(round(way.x() / GRID) * GRID, round(way.y() / GRID) * GRID)
        self._offset = way
        self.surface.update()

    def ended(self) -> None:
        """Adds the copies."""
        graph, chosen = self.stage.scene.graph, self._chosen()
        if not self._begun:
            self.surface.select(chosen ^ {self._grabbed})
            return
        copied, ids = edits.paste(graph, self.stage.around.keeping(edits.copy(graph, with_held(graph, chosen))), self._offset.toTuple())
        if self.surface.edit(f"Duplicate {named(copied, ids)}", lambda _graph: copied):
            self.surface.select(ids)

    def cancelled(self) -> None:
        """Shows the copies no more."""
        self._begun = False

    def paint(self, painter: QPainter) -> None:
        """Outlines where the copies would lie."""
        if not self._begun:
            return
        stage, way = self.stage, self._offset * self.stage.view.zoom
        pen = QPen(stage.colour("accent"), 1.5)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(stage.colour("halo"))
        notes = [stage.scene.graph.notes[note] for note in stage.noted.chosen]
        rects = [stage.screen_rect(row) for row in stage.selected().tolist()]
        radius = RADIUS * min(stage.view.zoom, 1.0)
        for rect in (*rects, *(stage.view.rect_to_screen(rect_of_note(note)) for note in notes)):
            painter.drawRoundedRect(rect.translated(way), radius, radius)

    def _chosen(self) -> frozenset[str]:
        return self.stage.selection | self.stage.noted.chosen


def with_held(graph: Graph, chosen: Collection[str]) -> list[str]:
    """These nodes and notes, and what lies in those of them that are frames, in the order of the drawing."""
    inside = {each for note in chosen if note in graph.notes for each in held(graph, note)}
    return [each for each in (*graph.nodes, *graph.notes) if each in chosen or each in inside]
