"""Wires between copied nodes and what they were copied from, which may come along when they are pasted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from studio.graph.edits import EditRefused, connect
from studio.graph.model import Graph, Wire
from studio.graph.rules import inputs_of


def arriving(graph: Graph, ids: Collection[str]) -> tuple[Wire, ...]:
    """The wires that reach these nodes from others."""
    chosen = set(ids)
    return tuple(wire for wire in graph.wires if wire.target in chosen and wire.source not in chosen)


def joined(graph: Graph, wires: Iterable[Wire], ids: Mapping[str, str]) -> Graph:
    """The drawing with such wires led to the copies, where their sources are there and the rules allow it.

    Args:
        graph: The drawing, with the copies.
        wires: As they reached the nodes that were copied.
        ids: Of the copies, by those of what was copied.
    """
    for wire in sorted(wires, key=lambda wire: (wire.target, wire.port)):
        target = ids.get(wire.target, "")
        fixed = target in graph.nodes and inputs_of(graph.nodes[target].block) is not None
        try:
            graph = connect(graph, wire.source, target, wire.port if fixed else None, wire.outlet)
        except EditRefused:  # what it came from is gone or no longer fits; the other wires may still come along
            continue
    return graph
