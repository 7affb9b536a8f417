"""Comments and frames: what a person writes and draws beside the network."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH
from studio.graph.model import Graph, Note
from studio.graph.names import new_id
from studio.graph.refusals import note_of


def add_note(graph: Graph, note: Note) -> tuple[Graph, str]:
    """Places a comment or a frame on the board, under an id of its own.

    Args:
        graph: The drawing.
        note: What to place; its id does not matter.

    Returns:
        The new graph and the id of the new note.
    """
    new = replace(note, id=new_id(graph.nodes, graph.notes))
    return graph.replace(notes={**graph.notes, new.id: new}), new.id


def change_note(graph: Graph, note_id: str, **values: Any) -> Graph:
    """Gives a note another text, size, colour or position; what lies in a frame stays: `studio.graph.edits.move` takes it along.

    Raises:
        EditRefused: The note is not there.
    """
    return graph.replace(notes={**graph.notes, note_id: replace(note_of(graph, note_id), **values)})


def held(graph: Graph, note_id: str) -> tuple[str, ...]:
    """The nodes and other notes that lie wholly in a frame; nothing for a comment.

    Raises:
        EditRefused: The note is not there.
    """
    frame = note_of(graph, note_id)
    if frame.kind != "frame":
        return ()
    nodes = (node.id for node in graph.nodes.values() if _holds(frame, node.position, (CARD_WIDTH, CARD_HEIGHT)))
    notes = (note.id for note in graph.notes.values() if note.id != note_id and _holds(frame, note.position, note.size))
    return (*nodes, *notes)


def _holds(frame: Note, position: tuple[float, float], size: tuple[float, float]) -> bool:
    return all(
        start <= place and place + length <= start + whole
        for start, whole, place, length in zip(frame.position, frame.size, position, size, strict=True)
    )
