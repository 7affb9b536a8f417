"""What a program says of how its layers are trained, as its drawing has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from studio.graph.model import Graph, Node
from studio.graph.training import FASTEST, has_weights


def trained(graph: Graph, names: Mapping[str, Any]) -> Graph:
    """The drawing with what the constants FROZEN and MULTIPLIERS say of the nodes on the board.

    Args:
        graph: As the layers are written.
        names: What the names at the top of the program stand for.
    """
    frozen, multipliers = names.get("FROZEN"), names.get("MULTIPLIERS")
    frozen = [each for each in frozen if isinstance(each, str)] if isinstance(frozen, tuple | list) else []
    if not frozen and not isinstance(multipliers, dict):
        return graph
    paces = multipliers if isinstance(multipliers, dict) else {}
    return graph.replace({key: _trained(node, frozen, paces) for key, node in graph.nodes.items()})


def _trained(node: Node, frozen: list[str], paces: Mapping[Any, Any]) -> Node:
    if not has_weights(node):
        return node
    inside = [pace for name, pace in paces.items() if isinstance(name, str) and _is_of(node.name, name)]
    pace = next((each for each in inside if isinstance(each, int | float) and 0 < each <= FASTEST), 1.0)
    return replace(node, trainable=not any(_holds(node.name, each) for each in frozen) and node.trainable, multiplier=float(pace))


def _is_of(node: str, layer: str) -> bool:
    """Whether a layer is that of a node, or of what is inside it."""
    return layer == node or layer.startswith(f"{node}_")


def _holds(node: str, said: str) -> bool:
    """Whether what is said of frozen layers, names or what they begin with, is about a node."""
    return said in (node, f"{node}_") or (said.endswith("_") and node.startswith(said)) or said.startswith(f"{node}_")
