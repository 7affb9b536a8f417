"""A node as plain dicts, lists, numbers and words, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from studio.forms.words import shown
from studio.graph.model import Node, Position, State
from studio.graph.names import name_fault
from studio.project.placed_record import NOWHERE, Modules, placed_record, read_placed
from studio.project.training_record import read_training, training_record

_FARTHEST = 1e9  # pixels; what is farther is no place on a board, and not a number is not within it either
_STATES: tuple[State, ...] = get_args(State)


def node_record(node: Node) -> dict[str, Any]:
    """The node without its wires; what is as usual, such as its state, is left out."""
    record: dict[str, Any] = {"block": placed_record(node.block), "name": node.name, "position": plain_place(node.position)}
    if node.state != "on":
        record["state"] = node.state
    if node.locked:
        record["locked"] = True
    return record | training_record(node)


def read_node(key: str, plain: Any, modules: Modules, faults: list[str]) -> Node:
    """The node of a record; what is wrong is added to `faults`, a sentence each.

    Args:
        key: The node's id.
        plain: As it was read.
        modules: What instances may be of.
        faults: Where sentences go.
    """
    if not isinstance(plain, Mapping):
        faults.append(f"node {key} must be a record with block, inputs, name and position. Received: {shown(plain)}.")
        return Node(key, NOWHERE, key)
    found: list[str] = []
    name, told = _name(key, plain, found)
    node = Node(
        id=key,
        block=read_placed(plain.get("block"), modules, found),
        name=name,
        position=read_place(plain, found),
        state=_state(plain, found),
        locked=_locked(plain, found),
        **read_training(plain, found),
    )
    faults += [f"node {told}: {fault}" for fault in (*id_faults(key), *found)]
    return node


def id_faults(key: str) -> list[str]:
    """Why a text cannot be the id of a node or a note, in a sentence; a colon parts it from an output."""
    return [] if key and ":" not in key else [f"an id is text without a colon. Received: {key!r}. Choose another id."]


def plain_place(place: tuple[float, float]) -> list[int]:
    """A place or a size in whole pixels."""
    return [round(part) for part in place]


def read_place(plain: Mapping[str, Any], faults: list[str]) -> Position:
    """Where it is; the origin where that cannot be read."""
    match plain.get("position"):
        case [int() | float() as x, int() | float() as y] if abs(x) <= _FARTHEST and abs(y) <= _FARTHEST:
            return (float(x), float(y))
        case other:
            faults.append(f"position must be two numbers, right and down. Received: {shown(other)}.")
            return (0.0, 0.0)


def _name(key: str, plain: Mapping[str, Any], faults: list[str]) -> tuple[str, str]:
    """The name, and what to call the node in sentences."""
    name = plain.get("name")
    if not isinstance(name, str):
        faults.append(f"name must be text. Received: {shown(name)}.")
        return key, key
    fault = name_fault(name)
    if fault:
        faults.append(fault)
    return name, key if fault else name


def _state(plain: Mapping[str, Any], faults: list[str]) -> State:
    found = plain.get("state", "on")
    state = next((state for state in _STATES if state == found), None)
    if state is None:
        faults.append(f"state must be 'on', 'bypassed' or 'muted'. Received: {shown(found)}.")
    return state or "on"


def _locked(plain: Mapping[str, Any], faults: list[str]) -> bool:
    locked = plain.get("locked", False)
    if not isinstance(locked, bool):
        faults.append(f"locked must be true or false. Received: {shown(locked)}.")
    return bool(locked)
