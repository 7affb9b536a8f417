"""Copied nodes as JSON text, so that they can be pasted into another project, a message, or a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import astuple

from studio.graph.manner import Manner
from studio.graph.model import Graph, Wire
from studio.graph.modules.used import modules_of
from studio.graph.training import FASTEST
from studio.project.graph_record import graph_record, read_graph
from studio.project.module_record import modules_record, read_modules

VERSION = 2
"""What is written; version 1 listed nodes and wires side by side and knew no modules."""

PLAIN = Manner()
"""How what lies in no module is trained."""

_KIND = "abyss graph"
_NOT_A_GRAPH = "What was copied is not part of a drawing. Expected: nodes copied from a board. Copy some nodes first."
_MOST = 1000  # ports of a node


class NotAGraph(ValueError):
    """Text that holds no nodes; its text is a whole sentence."""


def written(graph: Graph, arriving: Iterable[Wire] = (), around: Manner = PLAIN) -> str:
    """A graph as text, with the modules that it needs.

    Args:
        graph: What was copied.
        arriving: The wires that reached it from elsewhere; see `outside`.
        around: How modules around it have it trained.
    """
    record = {"kind": _KIND, "version": VERSION, **graph_record(graph)}
    if inside := modules_of(graph):
        record["modules"] = modules_record(inside)
    if outside := [list(astuple(wire)) for wire in arriving]:
        record["outside"] = outside
    if (around.trainable, around.multiplier) != (True, 1.0):
        record["around"] = [around.trainable, around.multiplier]
    return json.dumps(record, indent=2, ensure_ascii=False)


def read(text: str) -> Graph:
    """A graph from text.

    Raises:
        NotAGraph: It is something else, of a newer version, or holds values that a block refuses.
    """
    plain = _parsed(text)
    version = plain.get("version", VERSION)
    if version > VERSION:
        raise NotAGraph(
            f"What was copied comes from a newer version of the studio. Expected: version {VERSION} or older. "
            f"Received: version {version}. Update this studio first."
        )
    return _graph(plain if version > 1 else _from_lists(plain))


def outside(text: str) -> tuple[Wire, ...]:
    """The wires that reached what was copied from elsewhere, as far as the text tells of them."""
    plain = _parsed(text).get("outside", [])
    return tuple(Wire(*each) for each in plain if _is_outer(each)) if isinstance(plain, list) else ()


def around(text: str) -> Manner:
    """How modules around what was copied had it trained, as far as the text tells of it."""
    match _parsed(text).get("around"):
        case [bool(trainable), float() | int() as multiplier] if not isinstance(multiplier, bool) and 0 < multiplier <= FASTEST:
            return Manner(trainable, float(multiplier))
        case _:
            return PLAIN


def _is_outer(plain: Any) -> bool:
    match plain:
        case [str(), str(), int(port), int(outlet)]:
            return 0 <= port < _MOST and 0 <= outlet < _MOST
        case _:
            return False


def _parsed(text: str) -> dict[str, Any]:
    try:
        plain = json.loads(text)
        text.encode()  # half a character can be read, but nothing can write it again
    except (ValueError, RecursionError):
        plain = None
    if isinstance(plain, dict) and plain.get("kind") == _KIND and type(plain.get("version", VERSION)) is int:
        return plain
    raise NotAGraph(_NOT_A_GRAPH)


def _graph(plain: Mapping[str, Any]) -> Graph:
    faults: list[str] = []
    try:
        graph = read_graph(plain, read_modules(plain.get("modules", {}), faults), faults)
    except RecursionError:
        raise NotAGraph(_NOT_A_GRAPH) from None
    if faults:
        raise NotAGraph(f"What was copied holds what cannot be. {' '.join(faults)}")
    return graph


def _from_lists(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The record of version 2 of one of version 1; what is no record stays, for the reader to tell."""
    nodes, wires = plain.get("nodes"), plain.get("wires", [])
    match nodes, wires:
        case list(), list() if all(map(_is_wire, wires)) and all(isinstance(node, dict) for node in nodes):
            return {"nodes": {str(node.get("id")): {**node, "inputs": _inputs(wires, node.get("id"))} for node in nodes}}
        case _:
            return {}


def _is_wire(plain: Any) -> bool:
    match plain:
        case [str(), str(), int(port)]:
            return 0 <= port < _MOST
        case _:
            return False


def _inputs(wires: list[Any], target: str) -> list[str | None]:
    sources = {port: source for source, end, port in wires if end == target}
    return [sources.get(port) for port in range(max(sources, default=-1) + 1)]
