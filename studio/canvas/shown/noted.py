"""Which comments and frames are selected, and how they lie while a gesture has hold of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from studio.graph.model import Graph, Note


@dataclass
class Noted:
    """What the person does to the comments and frames of a drawing.

    Attributes:
        chosen: Ids of the selected ones.
        held: Those that a gesture has hold of, as they lie meanwhile, by id.
        hovered: Id of the one under the cursor.
    """

    chosen: frozenset[str] = frozenset()
    held: Mapping[str, Note] = field(default_factory=dict)
    hovered: str | None = None

    def shown(self, graph: Graph) -> list[Note]:
        """All as they lie now, from the back to the front: frames, the largest first, and then comments."""
        notes = [self.held.get(note_id, note) for note_id, note in graph.notes.items()]
        return sorted(notes, key=lambda note: (note.kind == "comment", -note.size[0] * note.size[1] if note.kind == "frame" else 0.0))

    def let_go(self) -> None:
        """Forgets what a gesture had hold of and what the cursor rested on."""
        self.held, self.hovered = {}, None


def rect_of_note(note: Note) -> QRectF:
    """Where it lies on the board."""
    return QRectF(*note.position, *note.size)


def notes_in(graph: Graph, box: QRectF) -> set[str]:
    """Ids of the comments that touch a box, and of the frames that lie within it."""
    rects = {note.id: rect_of_note(note) for note in graph.notes.values()}
    return {each for each, rect in rects.items() if (box.contains(rect) if graph.notes[each].kind == "frame" else box.intersects(rect))}


def bounds_of_notes(notes: Iterable[Note]) -> QRectF:
    """The rectangle around them."""
    found = QRectF()
    for note in notes:
        found = found.united(rect_of_note(note))
    return found
