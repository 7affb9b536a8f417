"""A comment or a frame as plain dicts, lists, numbers and words, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from studio.forms.words import shown
from studio.graph.model import Node, Note
from studio.project.node_record import id_faults, node_record, plain_place, read_node, read_place
from studio.project.placed_record import Modules

Kind = Literal["comment", "frame"]

_KINDS: tuple[Kind, ...] = get_args(Kind)
_LARGEST = 1e6  # pixels


def note_record(note: Note) -> dict[str, Any]:
    """The note; colour, kind and what a frame stands for only where they are not the usual ones."""
    record: dict[str, Any] = {"text": note.text, "position": plain_place(note.position), "size": plain_place(note.size)}
    if note.colour:
        record["colour"] = note.colour
    if note.kind != "comment":
        record["kind"] = note.kind
    if note.expanded:
        record["expanded"] = {"id": note.expanded.id, **node_record(note.expanded)}
    return record


def read_note(key: str, plain: Any, modules: Modules, faults: list[str]) -> Note:
    """The note of a record; what is wrong is added to `faults`, a sentence each.

    Args:
        key: The note's id.
        plain: As it was read.
        modules: What the node that a frame stands for may be an instance of.
        faults: Where sentences go.
    """
    if not isinstance(plain, Mapping):
        faults.append(f"note {key} must be a record with text, position and size. Received: {shown(plain)}.")
        return Note(key)
    found = id_faults(key)
    note = Note(
        id=key,
        text=_text("text", plain, found),
        position=read_place(plain, found),
        size=_size(plain, found),
        colour=_text("colour", plain, found),
        kind=_kind(plain, found),
        expanded=_expanded(plain.get("expanded"), modules, found),
    )
    faults += [f"note {key}: {fault}" for fault in found]
    return note


def _text(part: str, plain: Mapping[str, Any], faults: list[str]) -> str:
    text = plain.get(part, "")
    if isinstance(text, str):
        return text
    faults.append(f"{part} must be text. Received: {shown(text)}.")
    return ""


def _size(plain: Mapping[str, Any], faults: list[str]) -> tuple[float, float]:
    match plain.get("size"):
        case [int() | float() as width, int() | float() as height] if 0 < width <= _LARGEST and 0 < height <= _LARGEST:
            return (float(width), float(height))
        case other:
            faults.append(f"size must be two numbers above 0, width and height. Received: {shown(other)}.")
            return Note("").size


def _kind(plain: Mapping[str, Any], faults: list[str]) -> Kind:
    found = plain.get("kind", "comment")
    kind = next((kind for kind in _KINDS if kind == found), None)
    if kind is None:
        faults.append(f"kind must be 'comment' or 'frame'. Received: {shown(found)}.")
    return kind or "comment"


def _expanded(plain: Any, modules: Modules, faults: list[str]) -> Node | None:
    if plain is None:
        return None
    key = plain.get("id") if isinstance(plain, Mapping) else None
    if not isinstance(key, str):
        faults.append(f"expanded must be the record of a node with its id. Received: {shown(plain)}.")
        return None
    return read_node(key, plain, modules, faults)
