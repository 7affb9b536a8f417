"""Edits of what training does to nodes: freezing, one by one or from the Input to a depth, and multipliers of the learning rate."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from studio.blocks.block import Block
from studio.graph import paths
from studio.graph.figures import Measured
from studio.graph.layout.depths import depths
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.refusals import EditRefused, node_of, unlocked

FASTEST = 1000
"""The largest multiplier of a learning rate."""


def has_weights(node: Node) -> bool:
    """Whether it has weights, as far as its kind tells."""
    return isinstance(node.block, Instance) or (isinstance(node.block, Block) and type(node.block).weights is not Block.weights)


def set_trainable(graph: Graph, ids: Iterable[str], trainable: bool) -> Graph:
    """Freezes nodes, or lets training change them again.

    Raises:
        EditRefused: A node is not there or locked, or none of them has weights.
    """
    chosen = [unlocked(graph, node_id) for node_id in ids]
    changed = {node.id: replace(node, trainable=trainable) for node in chosen if has_weights(node)}
    if chosen and not changed:
        who = chosen[0].name if len(chosen) == 1 else "None of the nodes"
        raise EditRefused(f"{who} has {'no ' if len(chosen) == 1 else ''}weights that could be frozen. Choose nodes with weights.")
    return graph.replace(nodes={**graph.nodes, **changed})


def set_multiplier(graph: Graph, ids: Iterable[str], multiplier: float) -> Graph:
    """Has nodes learn slower or faster than the others; 0 freezes them.

    Raises:
        EditRefused: A node is not there, locked or without weights, or there is no such multiplier.
    """
    chosen = list(ids)
    if not 0 <= multiplier <= FASTEST:
        raise EditRefused(f"A multiplier of the learning rate lies between 0 and {FASTEST}. Received: {multiplier:g}. Choose 1 for none.")
    graph = set_trainable(graph, chosen, multiplier > 0)
    if not multiplier:
        return graph
    changed = {each: replace(graph.nodes[each], multiplier=float(multiplier)) for each in chosen if has_weights(graph.nodes[each])}
    return graph.replace(nodes={**graph.nodes, **changed})


def levels(graph: Graph, measured: Measured) -> tuple[frozenset[str], ...]:
    """The nodes with weights by their depth in the network, from the Input on; those of one level are as far from it."""
    found: dict[int, set[str]] = {}
    for node_id, depth in depths(graph, measured.order).items():
        if node_id in measured.used and measured.figures[node_id].weights:
            found.setdefault(depth, set()).add(node_id)
    return tuple(frozenset(found[depth]) for depth in sorted(found))


def frozen_depth(graph: Graph, layers: Collection[frozenset[str]]) -> int:
    """How many levels from the Input on are frozen without a gap."""
    deep = 0
    for level in layers:
        if any(graph.nodes[node_id].trainable for node_id in level):
            break
        deep += 1
    return deep


def freeze_to_depth(graph: Graph, measured: Measured, depth: int) -> Graph:
    """Freezes so many levels from the Input on, and lets training change all others.

    Raises:
        EditRefused: One of the nodes that would change is locked.
    """
    for place, level in enumerate(levels(graph, measured)):
        if turned := [node_id for node_id in level if graph.nodes[node_id].trainable is (place < depth)]:
            graph = set_trainable(graph, turned, place >= depth)
    return graph


def freeze_up_to(graph: Graph, node_id: str) -> Graph:
    """Freezes a node and all that leads to it.

    Raises:
        EditRefused: The node is not there, or one of them is locked, or none has weights.
    """
    node_of(graph, node_id)
    before = sorted(each for each in paths.before(graph, (node_id,)) if has_weights(graph.nodes[each]))
    if not before:
        raise EditRefused(f"Nothing up to {graph.nodes[node_id].name} has weights that could be frozen. Choose a node further on.")
    return set_trainable(graph, before, False)
