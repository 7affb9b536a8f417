"""What a person does to comments and frames other than with the mouse: add, frame, colour, write, delete."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF

from studio.canvas.gestures.framing import SMALLEST
from studio.canvas.gestures.gesture import Surface
from studio.canvas.painting.notes import height_for
from studio.canvas.shown.anatomy import GRID
from studio.canvas.shown.stage import Stage
from studio.canvas.tools.frame_room import card_room, room_around
from studio.canvas.tools.tool import Tool
from studio.graph.model import Graph, Note
from studio.graph.notes import add_note

_COMMENT = (240.0, 96.0)
_FRAME = (400.0, 272.0)
_STEP, _FAR = 16, 320  # how a free place for a comment is looked for, and how far


class Annotating(Tool):
    """Edits of notes.

    Args:
        surface: The board.
        write: Opens a note's words for writing.
    """

    def __init__(self, surface: Surface, write: Callable[[str], object]) -> None:
        super().__init__(surface)
        self._write = write

    def add_comment(self, point: QPointF) -> None:
        """Adds an empty comment near a pixel of the board's widget where it covers no card, to be written at once."""
        place = self._stage.view.to_board(point)
        wanted = QRectF(_snapped(place.x() - _COMMENT[0] / 2), _snapped(place.y() - _COMMENT[1] / 2), *_COMMENT)
        free = (room for room in _around(wanted) if not _covers(self._stage, room))
        self._add("Add a comment", "comment", next(free, wanted))

    def frame_selection(self, point: QPointF) -> None:
        """Puts a frame around what is selected; around nothing, at a pixel of the board's widget."""
        room = room_around(self._graph, self._stage.selection | self._stage.noted.chosen)
        if room.isEmpty():
            place = self._stage.view.to_board(point)
            room = QRectF(_snapped(place.x() - _FRAME[0] / 2), _snapped(place.y() - _FRAME[1] / 2), *_FRAME)
        self._add("Frame the selection", "frame", room)

    def colour(self, family: str) -> None:
        """Gives the selected notes the colour of a family; an empty one makes them neutral."""
        self._change("Colour", self._stage.noted.chosen, lambda note: replace(note, colour=family))

    def grow(self, right: int, down: int) -> None:
        """Moves the right and the lower edge of the selected notes by so many steps of the grid."""
        self._change("Resize", self._stage.noted.chosen, lambda note: replace(note, size=_grown(note, right, down)))

    def fit_words(self) -> None:
        """Makes the selected comments as high as their words need, no more and no less."""
        self._change("Resize", self._stage.noted.chosen, lambda note: note if note.kind == "frame" else _fitting(note))

    def say(self, note_id: str, words: str) -> None:
        """Gives a note other words; a comment grows until they have room."""
        self._change("Write", [note_id], lambda note: _written(note, words))

    def _change(self, verb: str, ids: Iterable[str], changed: Callable[[Note], Note]) -> None:
        before = [self._graph.notes[note_id] for note_id in ids if note_id in self._graph.notes]
        after = [note for note in map(changed, before) if note not in before]
        if after:
            what = f"a {after[0].kind}" if len(after) == 1 else f"{len(after)} notes"
            self._surface.edit(f"{verb} {what}", lambda graph: _with(graph, after))

    def _add(self, label: str, kind: Literal["comment", "frame"], room: QRectF) -> None:
        note = Note("", position=(room.x(), room.y()), size=(room.width(), room.height()), kind=kind)
        graph, note_id = add_note(self._graph, note)
        if self._surface.edit(label, lambda _graph: graph):
            self._surface.select({note_id})
            self._write(note_id)


def _around(room: QRectF) -> Iterator[QRectF]:
    """A place, and others further and further from it: below and above before left and right."""
    yield room
    for step in range(1, _FAR // _STEP + 1):
        for across, down in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            yield room.translated(across * step * _STEP, down * step * _STEP)


def _covers(stage: Stage, room: QRectF) -> bool:
    """Whether it would lie on a card as it is with its picture, or too near to one."""
    wide = room.adjusted(-GRID, -GRID, GRID, GRID)
    return any(wide.intersects(card_room(node)) for node in stage.scene.graph.nodes.values())


def _written(note: Note, words: str) -> Note:
    said = replace(note, text=words)
    return said if note.kind == "frame" or said == note else replace(said, size=(note.size[0], height_for(said)))


def _grown(note: Note, right: int, down: int) -> tuple[float, float]:
    """A size on the grid, never smaller than the mouse could make it."""
    width, height = (_snapped(length + step * GRID) for length, step in zip(note.size, (right, down), strict=True))
    return max(width, SMALLEST[0]), max(height, SMALLEST[1])


def _fitting(note: Note) -> Note:
    low = replace(note, size=(note.size[0], SMALLEST[1]))
    return replace(low, size=(note.size[0], height_for(low)))


def _with(graph: Graph, changed: Iterable[Note]) -> Graph:
    return graph.replace(notes={**graph.notes, **{note.id: note for note in changed}})


def _snapped(place: float) -> float:
    return round(place / GRID) * GRID
