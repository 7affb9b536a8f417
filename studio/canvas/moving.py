"""Moving cards: the selection follows the hand."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from studio.canvas.anatomy import GRID
from studio.canvas.gestures import Gesture, Keys, Surface, named
from studio.canvas.hits import wire_at
from studio.canvas.primitives import Indices
from studio.canvas.room import inserted
from studio.graph import edits


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
