"""Moving cards, comments and frames: what is selected follows the hand."""

from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from studio.canvas.gestures.gesture import Gesture, Keys, Surface, named
from studio.canvas.gestures.pointing import wire_below
from studio.canvas.gestures.room import inserted
from studio.canvas.painting.guides import Guides
from studio.canvas.shown.anatomy import GRID
from studio.canvas.shown.noted import bounds_of_notes, rect_of_note
from studio.canvas.shown.primitives import Floats, Indices
from studio.canvas.shown.stage import Stage
from studio.graph import edits
from studio.graph.model import Graph, Note, Position
from studio.graph.refusals import EditRefused, all_unlocked


class Load(NamedTuple):
    """What is moved together.

    Attributes:
        rows: Of the cards.
        notes: Comments and frames.
        locked: Ids of the cards that would come along if they were not locked.
    """

    rows: Indices
    notes: tuple[Note, ...]
    locked: tuple[str, ...]


def load(stage: Stage) -> Load:
    """The selected cards and notes, and what lies in the selected frames."""
    scene, graph = stage.scene, stage.scene.graph
    notes = {note_id: graph.notes[note_id] for note_id in stage.noted.chosen}
    rows = set(stage.selected().tolist())
    for frame in [note for note in notes.values() if note.kind == "frame"]:
        room = rect_of_note(frame)
        rows.update(rows_within(scene.rects, room))
        notes |= {note_id: note for note_id, note in graph.notes.items() if note_id != frame.id and room.contains(rect_of_note(note))}
    locked = tuple(scene.ids[row] for row in sorted(rows) if graph.nodes[scene.ids[row]].locked)
    free = [row for row in sorted(rows) if not graph.nodes[scene.ids[row]].locked]
    return Load(np.array(free, np.intp), tuple(notes.values()), locked)


def rows_within(rects: Floats, room: QRectF) -> list[int]:
    """Rows of the cards whose middle lies in a rectangle."""
    across, down = (rects[:, axis] + rects[:, axis + 2] / 2 for axis in (0, 1))
    inside = (across >= room.left()) & (across <= room.right()) & (down >= room.top()) & (down <= room.bottom())
    return [int(row) for row in np.flatnonzero(inside)]


class Moving(Gesture):
    """What is selected follows the hand; a press without a move is a click.

    Args:
        surface: The board.
        point: Where it began.
        row: Of the card that was grabbed; -1 where a comment or frame was.
    """

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, surface: Surface, point: QPointF, row: int) -> None:
        super().__init__(surface, point)
        scene = self.stage.scene
        self._id = scene.ids[row] if row >= 0 else None
        self._load = load(self.stage)
        self._origin = self.stage.view.to_board(point)
        self._rect = self._bounds()
        self._corner = scene.rects[row, :2].copy() if row >= 0 else np.array([self._rect.x(), self._rect.y()])
        self._offset = np.zeros(2)
        self._guides: Guides | None = None
        self._begun = False

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Moves the cards onto the grid and into line with others; Alt does the opposite of the board's setting."""
        if not self._begun and not self._begins(point):
            return
        if not len(self._load.rows) and not self._load.notes:  # all of it is locked
            return
        way = self.stage.view.to_board(point) - self._origin
        offset = np.array([way.x(), way.y()])
        if self.stage.snaps is not bool(keys & Keys.AltModifier):
            offset = self._snapped(offset)
        elif self._guides:
            self._guides.clear()
        self._shift(np.round(offset))  # whole pixels, as the file keeps them
        self.stage.hot_wire = self._wire_below()

    def ended(self) -> None:
        """Tells of the new places; onto a wire, a card without wires is put into it."""
        wire, self.stage.hot_wire = self.stage.hot_wire, -1
        if not self._begun:
            if self._id is not None:
                self.surface.select({self._id})
            return
        graph, target, node = self.stage.scene.graph, self.stage.scene.wires[wire] if wire >= 0 else None, self._id
        words = f"Put {named(graph, [node])} onto a wire" if node is not None else ""
        if target is not None and node is not None and self.surface.edit(words, lambda now: inserted(self._placed(now), node, target)):
            return
        if not self._offset.any() or not self.surface.edit(self._label(graph), self._placed):
            self._shift(np.zeros(2))
        self.stage.noted.held = {}

    def cancelled(self) -> None:
        """Puts everything back."""
        self.stage.hot_wire = -1
        self._shift(np.zeros(2))
        self.stage.noted.held = {}

    def paint(self, painter: QPainter) -> None:
        """What it lines up with."""
        if self._guides:
            self._guides.paint(painter)

    def _begins(self, point: QPointF) -> bool:
        if (point - self.start).manhattanLength() < QApplication.startDragDistance():
            return False
        self._begun = True
        tell_locked(self.surface, self._load.locked)
        self._guides = Guides(self.stage, self._load.rows)
        return True

    def _bounds(self) -> QRectF:
        cards = self.stage.scene.bounds(self._load.rows) if len(self._load.rows) else QRectF()
        return cards.united(bounds_of_notes(self._load.notes))

    def _snapped(self, offset: Floats) -> Floats:
        """Into line with a neighbour where one is near, else onto the grid."""
        grid: Floats = np.round((self._corner + offset) / GRID) * GRID - self._corner
        if self._guides is None:
            return grid
        pulls = self._guides.pulled(self._rect.translated(*offset.tolist()))
        return np.array([grid[axis] if pull is None else offset[axis] + pull for axis, pull in enumerate(pulls)])

    def _shift(self, offset: Floats) -> None:
        step, self._offset = offset - self._offset, offset
        if not step.any():
            return
        if len(self._load.rows):
            self.stage.scene.shift(self._load.rows, float(step[0]), float(step[1]))
        self.stage.noted.held = {note.id: replace(note, position=self._beside(note.position)) for note in self._load.notes}
        self.surface.update()

    def _beside(self, place: Position) -> Position:
        return place[0] + float(self._offset[0]), place[1] + float(self._offset[1])

    def _placed(self, graph: Graph) -> Graph:
        scene = self.stage.scene
        places = {scene.ids[row]: (float(scene.rects[row, 0]), float(scene.rects[row, 1])) for row in self._load.rows.tolist()}
        notes = {note.id: self._beside(note.position) for note in self._load.notes}
        return edits.move(graph, {**places, **notes})

    def _label(self, graph: Graph) -> str:
        ids = [self.stage.scene.ids[row] for row in self._load.rows.tolist()]
        frames = [note for note in self._load.notes if note.kind == "frame"]
        if frames:
            return f"Move {frames[0].text or 'a frame'}" if len(frames) == 1 else f"Move {len(frames)} frames"
        return f"Move {named(graph, ids)}" if ids else "Move a comment"

    def _wire_below(self) -> int:
        """The wire under the middle of a lone card without wires."""
        scene, rows = self.stage.scene, self._load.rows
        if len(rows) != 1 or self._load.notes or len(scene.touching(rows)):
            return -1
        x, y, width, height = scene.rects[rows[0]].tolist()
        return wire_below(self.stage, QPointF(x + width / 2, y + height / 2))


def tell_locked(surface: Surface, held: tuple[str, ...] | list[str]) -> None:
    """Tells why these cards stay where they are."""
    try:
        all_unlocked(surface.stage.scene.graph, held)
    except EditRefused as error:
        surface.refuse(str(error))
