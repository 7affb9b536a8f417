"""Bypassed, muted and locked nodes: what they mean for the network, and how they are set."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from studio.graph.model import Graph, Node, State
from studio.graph.refusals import EditRefused, node_of, unlocked
from studio.graph.rules import gives_output, takes_input


def passes(node: Node) -> bool:
    """Whether a node hands its first input on as if it were a wire."""
    return node.state == "bypassed" and takes_input(node.block) and gives_output(node.block)


def effective(graph: Graph) -> Graph:
    """The drawing without its muted nodes and their wires; the other wires keep their ports. Kept with the graph."""
    if "_effective" not in graph.__dict__:
        graph.__dict__["_effective"] = _without_muted(graph)
    kept: Graph | None = graph.__dict__["_effective"]
    return graph if kept is None else kept


def _without_muted(graph: Graph) -> Graph | None:
    """None where nothing is muted: a graph that kept itself would never be let go."""
    muted = {node_id for node_id, node in graph.nodes.items() if node.state == "muted"}
    if not muted:
        return None
    nodes = {node_id: node for node_id, node in graph.nodes.items() if node_id not in muted}
    wires = tuple(wire for wire in graph.wires if wire.source not in muted and wire.target not in muted)
    return Graph(nodes=nodes, wires=wires, notes=graph.notes)


def set_state(graph: Graph, ids: Iterable[str], state: State) -> Graph:
    """Switches nodes on, bypasses or mutes them.

    Raises:
        EditRefused: A node is not there or locked, or cannot be bypassed because nothing could pass through it.
    """
    changed = {node_id: replace(_settable(graph, node_id, state), state=state) for node_id in ids}
    return graph.replace(nodes={**graph.nodes, **changed})


def _settable(graph: Graph, node_id: str, state: State) -> Node:
    node = unlocked(graph, node_id)
    if state == "bypassed" and not (takes_input(node.block) and gives_output(node.block)):
        lacks = "input" if gives_output(node.block) else "output"
        raise EditRefused(f"{node.name} has no {lacks}, so nothing can pass through it. Mute it instead.")
    return node


def set_locked(graph: Graph, ids: Iterable[str], locked: bool) -> Graph:
    """Locks nodes in place, or unlocks them.

    Raises:
        EditRefused: A node is not there.
    """
    changed = {node_id: replace(node_of(graph, node_id), locked=locked) for node_id in ids}
    return graph.replace(nodes={**graph.nodes, **changed})
