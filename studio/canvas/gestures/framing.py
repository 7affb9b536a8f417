"""Comments and frames under the mouse: taken hold of, made larger and smaller."""

from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt

from studio.canvas.gestures.copying import Copying
from studio.canvas.gestures.gesture import Gesture, Keys, Surface
from studio.canvas.gestures.moving import Moving
from studio.canvas.painting.notes import TITLE, Grip
from studio.canvas.shown.anatomy import GRID
from studio.graph.model import Note
from studio.graph.notes import change_note

SMALLEST = (96.0, TITLE + 8.0)
"""Width and height below which no note is made."""
_Shape = Qt.CursorShape
_CURSORS = {
    (1, 0): _Shape.SizeHorCursor,
    (0, 1): _Shape.SizeVerCursor,
    (1, 1): _Shape.SizeFDiagCursor,
    (1, -1): _Shape.SizeBDiagCursor,
}


def cursor_of(grip: Grip) -> Qt.CursorShape:
    """The shape of the cursor over a part of a note."""
    if grip.collapses:
        return _Shape.PointingHandCursor
    across, down = (grip.across, grip.down) if grip.across > 0 or (not grip.across and grip.down > 0) else (-grip.across, -grip.down)
    return _CURSORS.get((across, down), _Shape.ArrowCursor)


def grasped(surface: Surface, point: QPointF, keys: Keys, grip: Grip) -> Gesture | None:
    """What a press on a note begins; with Control a copy, or one more in the selection."""
    stage = surface.stage
    if grip.collapses:
        surface.collapse(grip.note)
        return None
    if keys & Keys.ControlModifier:
        return Copying(surface, point, grip.note)
    if grip.note not in stage.noted.chosen:
        surface.select({grip.note})
    return Resizing(surface, point, grip) if grip.across or grip.down else Moving(surface, point, -1)


class Resizing(Gesture):
    """Edges of a note follow the hand.

    Args:
        surface: The board.
        point: Where it began.
        grip: The note and its edges.
    """

    def __init__(self, surface: Surface, point: QPointF, grip: Grip) -> None:
        super().__init__(surface, point)
        self._grip, self._note = grip, self.stage.scene.graph.notes[grip.note]
        self._now = self._note
        self.cursor = cursor_of(grip)

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Moves the edges, onto the grid unless the board's setting or Alt says otherwise."""
        way, grid = (point - self.start) / self.stage.view.zoom, self.stage.snaps is not bool(keys & Keys.AltModifier)
        spans = [
            _span(start, length, edge, step, smallest, grid)
            for start, length, edge, step, smallest in zip(
                self._note.position, self._note.size, self._grip[1:3], way.toTuple(), SMALLEST, strict=True
            )
        ]
        self._now = replace(self._note, position=(spans[0][0], spans[1][0]), size=(spans[0][1], spans[1][1]))
        self._show({self._note.id: self._now})

    def ended(self) -> None:
        """Tells of the new size."""
        self._show({})
        if self._now != self._note:
            position, size = self._now.position, self._now.size
            self.surface.edit(f"Resize a {self._note.kind}", lambda now: change_note(now, self._note.id, position=position, size=size))

    def cancelled(self) -> None:
        """Lets it be as it was."""
        self._show({})

    def _show(self, held: dict[str, Note]) -> None:
        self.stage.noted.held = held
        self.surface.update()


def _span(start: float, length: float, edge: int, step: float, smallest: float, grid: bool) -> tuple[float, float]:
    """Start and length after one edge (-1 the first, 1 the last, 0 none) was moved."""
    if not edge:
        return start, length
    place = (start if edge < 0 else start + length) + step
    place = round(place / GRID) * GRID if grid else round(place)
    if edge > 0:
        return start, max(place - start, smallest)
    end = start + length
    first = min(place, end - smallest)
    return first, end - first
