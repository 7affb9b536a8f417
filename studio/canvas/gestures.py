"""What the mouse is in the middle of: one class a gesture, begun by a press, ended by a release or given up with Escape."""

from collections.abc import Callable, Iterable
from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication

from studio.canvas.anatomy import GRID
from studio.canvas.hits import nodes_in, wire_at
from studio.canvas.primitives import Indices
from studio.canvas.room import inserted
from studio.canvas.stage import Stage
from studio.canvas.view import View
from studio.graph import edits
from studio.graph.figures import Issue
from studio.graph.model import Graph

Keys = Qt.KeyboardModifier


class Surface(Protocol):
    """What gestures do to the board."""

    @property
    def stage(self) -> Stage:
        """What is shown."""

    def look_at(self, view: View) -> None:
        """Show another part of the board."""

    def select(self, ids: Iterable[str]) -> None:
        """Select nodes."""

    def edit(self, label: str, change: Callable[[Graph], Graph]) -> bool:
        """Tell of an edit; False, with the reason told, where it is refused."""

    def refuse(self, sentence: str) -> None:
        """Tell why something was not done."""

    def mend(self, issue: Issue) -> None:
        """Tell that the fix of an issue is wanted."""

    def update(self) -> None:
        """Paint again soon."""


class Gesture:
    """Base of all gestures.

    Args:
        surface: The board.
        point: Where it began, in pixels of the widget.
    """

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, surface: Surface, point: QPointF) -> None:
        self.surface, self.start, self.point = surface, point, point

    @property
    def stage(self) -> Stage:
        """What is shown."""
        return self.surface.stage

    def moved(self, point: QPointF, keys: Keys) -> None:
        """The mouse is elsewhere."""

    def ended(self) -> None:
        """The button was released."""

    def cancelled(self) -> None:
        """The person gave up: everything is as it was."""

    def paint(self, painter: QPainter) -> None:
        """Whatever shows how it stands."""


class Panning(Gesture):
    """The board follows the hand."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Moves what is seen."""
        step, self.point = point - self.point, point
        self.surface.look_at(self.stage.view.panned(step.x(), step.y()))


class Visiting(Gesture):
    """What is seen follows the cursor on the small map.

    Args:
        surface: The board.
        point: Where it began.
        to_board: The place on the board that a point of the map shows.
    """

    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, surface: Surface, point: QPointF, to_board: Callable[[QPointF], QPointF]) -> None:
        super().__init__(surface, point)
        self._to_board = to_board
        self.moved(point, Keys.NoModifier)

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Puts the place under the cursor into the middle of the board."""
        place, view, size = self._to_board(point), self.stage.view, self.stage.size
        left, top = place.x() - size.width() / 2 / view.zoom, place.y() - size.height() / 2 / view.zoom
        self.surface.look_at(View(view.zoom, left, top))


class RubberBand(Gesture):
    """Selects what a box touches; a click without a box selects nothing.

    Args:
        surface: The board.
        point: Where it began.
        keep: What stays selected whatever the box touches.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, surface: Surface, point: QPointF, keep: frozenset[str] = frozenset()) -> None:
        super().__init__(surface, point)
        self._keep, self._before = keep, self.stage.selection
        self._origin = self.stage.view.to_board(point)
        self.surface.select(keep)

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Selects what the box touches now."""
        self.point = point
        box = QRectF(self._origin, self.stage.view.to_board(point)).normalized()
        rows = nodes_in(self.stage.scene.rects, (box.x(), box.y(), box.width(), box.height()))
        self.surface.select(self._keep.union(self.stage.scene.ids[row] for row in rows.tolist()))
        self.surface.update()

    def cancelled(self) -> None:
        """Selects what was selected before."""
        self.surface.select(self._before)

    def paint(self, painter: QPainter) -> None:
        """The box."""
        box = QRectF(self.stage.view.to_screen(self._origin), self.point).normalized()
        painter.setPen(QPen(self.stage.colour("accent"), 1.0))
        painter.setBrush(self.stage.colour("halo"))
        painter.drawRect(box.toRect())


class Moving(Gesture):
    """The selected cards follow the hand; a press without a move is a click.

    Args:
        surface: The board.
        point: Where it began.
        row: Of the card that was grabbed.
    """

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, surface: Surface, point: QPointF, row: int) -> None:
        super().__init__(surface, point)
        scene = self.stage.scene
        self._id = scene.ids[row]
        self._rows: Indices = self.stage.selected()
        self._origin = self.stage.view.to_board(point)
        self._corner = scene.rects[row, :2].copy()
        self._offset = np.zeros(2)
        self._begun = False

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Moves the cards; the grabbed one rests on the grid unless Alt is held."""
        self._begun = self._begun or (point - self.start).manhattanLength() >= QApplication.startDragDistance()
        if not self._begun:
            return
        way = self.stage.view.to_board(point) - self._origin
        offset = np.array([way.x(), way.y()])
        if not keys & Keys.AltModifier:
            offset = np.round((self._corner + offset) / GRID) * GRID - self._corner
        self._shift(offset)
        self.stage.hot_wire = self._wire_below()

    def ended(self) -> None:
        """Tells of the new places; onto a wire, a card without wires is put into it."""
        if not self._begun:
            self.surface.select({self._id})
            return
        scene, wire = self.stage.scene, self.stage.hot_wire
        places = {scene.ids[row]: (float(scene.rects[row, 0]), float(scene.rects[row, 1])) for row in self._rows.tolist()}
        target = scene.wires[wire] if wire >= 0 else None
        self.stage.hot_wire = -1
        what = named(scene.graph, places)
        if target is not None and self.surface.edit(f"Put {what} onto a wire", lambda graph: inserted(graph, self._id, target)):
            return
        if not self._offset.any() or not self.surface.edit(f"Move {what}", lambda graph: edits.move(graph, places)):
            self._shift(np.zeros(2))

    def cancelled(self) -> None:
        """Puts the cards back."""
        self.stage.hot_wire = -1
        self._shift(np.zeros(2))

    def _shift(self, offset: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
        step, self._offset = offset - self._offset, offset
        if step.any():
            self.stage.scene.shift(self._rows, float(step[0]), float(step[1]))
            self.surface.update()

    def _wire_below(self) -> int:
        """The wire under the middle of a lone card without wires."""
        scene = self.stage.scene
        if len(self._rows) != 1 or len(scene.touching(self._rows)):
            return -1
        x, y, width, height = scene.rects[self._rows[0]].tolist()
        return wire_at(scene.routes.points, scene.boxes, x + width / 2, y + height / 2, GRID * 2)


def named(graph: Graph, ids: Iterable[str]) -> str:
    """Nodes in a label: `conv1`, or `3 nodes`."""
    found = [graph.nodes[node_id].name for node_id in ids if node_id in graph.nodes]
    return found[0] if len(found) == 1 else f"{len(found)} nodes"
