"""What differs between two graphs, and the graph that a difference leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from studio.graph.model import Binding, Graph, Node, Note, Parameter, Wire


class Change(NamedTuple):
    """A node before and after."""

    old: Node
    new: Node


class Diff(Struct, frozen=True):
    """The way from one graph to another.

    Attributes:
        added: Nodes of the new graph alone, by id.
        removed: Nodes of the old graph alone, by id.
        changed: Nodes of both with another block, name or position, by id.
        wires_added: Wires of the new graph alone, sorted.
        wires_removed: Wires of the old graph alone, sorted.
        notes: Comments and frames that were added, removed or changed, by id, before and after.
        parameters: Those of the new graph where they are others; None where they are the same.
        bindings: Those of the new graph where they are others; None where they are the same.
    """

    added: Mapping[str, Node] = {}
    removed: Mapping[str, Node] = {}
    changed: Mapping[str, Change] = {}
    wires_added: tuple[Wire, ...] = ()
    wires_removed: tuple[Wire, ...] = ()
    notes: Mapping[str, tuple[Note | None, Note | None]] = {}
    parameters: tuple[Parameter, ...] | None = None
    bindings: tuple[Binding, ...] | None = None

    def __bool__(self) -> bool:
        """Whether the graphs differ."""
        return self != Diff()


def diff(old: Graph, new: Graph) -> Diff:
    """The way from `old` to `new`; nodes are the same where their ids are."""
    if old is new:
        return Diff()
    both = {node: Change(old.nodes[node], new.nodes[node]) for node in new.nodes if node in old.nodes}
    gone, came = set(old.wires), set(new.wires)
    return Diff(
        added={node.id: node for node in new.nodes.values() if node.id not in old.nodes},
        removed={node.id: node for node in old.nodes.values() if node.id not in new.nodes},
        changed={node: change for node, change in both.items() if change.old is not change.new and change.old != change.new},
        wires_added=tuple(sorted(came - gone)),
        wires_removed=tuple(sorted(gone - came)),
        notes=_noted(old.notes, new.notes),
        parameters=None if new.parameters == old.parameters else new.parameters,
        bindings=None if new.bindings == old.bindings else new.bindings,
    )


def _noted(old: Mapping[str, Note], new: Mapping[str, Note]) -> dict[str, tuple[Note | None, Note | None]]:
    both = {note: (old.get(note), new.get(note)) for note in (*old, *(note for note in new if note not in old))}
    return {note: pair for note, pair in both.items() if pair[0] != pair[1]}


def apply(diff: Diff, old: Graph) -> Graph:
    """The graph that `old` becomes: `apply(diff(old, new), old) == new`."""
    kept = {node.id: node for node in old.nodes.values() if node.id not in diff.removed}
    changed = {node: change.new for node, change in diff.changed.items()}
    wires = (set(old.wires) - set(diff.wires_removed)) | set(diff.wires_added)
    notes: dict[str, Note | None] = {**old.notes, **{note: new for note, (_, new) in diff.notes.items()}}
    kept_notes = {note: here for note, here in notes.items() if here is not None}
    return Graph(
        nodes={**kept, **changed, **diff.added},
        wires=tuple(sorted(wires)),
        notes=kept_notes,
        parameters=old.parameters if diff.parameters is None else diff.parameters,
        bindings=old.bindings if diff.bindings is None else diff.bindings,
    )
