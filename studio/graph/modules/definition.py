"""From the inside of an instance, as it is seen and edited, back to the module that all instances share."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from studio.blocks.block import Block
from studio.graph.model import Graph, Node
from studio.graph.module import BYPASS, Instance
from studio.graph.modules.inside import content


def defined(instance: Instance, inside: Graph) -> Graph:
    """The module's own graph after an edit of what one instance shows: values that follow parameters are the module's again.

    Args:
        instance: Through which the inside was seen, in its first repetition.
        inside: What `content` gave, edited.

    Raises:
        ContentError: The instance has values that its module refuses.
    """
    seen, own = content(instance).nodes, instance.module.graph.nodes
    following: dict[str, list[str]] = {}
    for binding in instance.module.bindings:
        following.setdefault(binding.node, []).append(binding.field)
    nodes = {
        node_id: _own(node, seen[node_id], own[node_id], following[node_id]) if node_id in following and node_id in own else node
        for node_id, node in inside.nodes.items()
    }
    return inside.replace(nodes=nodes)


def _own(node: Node, seen: Node, own: Node, fields: list[str]) -> Node:
    """An edited node with the module's values where they follow parameters and were not edited."""
    if node is seen:
        return own
    block: Any = node.block
    if type(block) is type(own.block):
        kept = {field: _value(own, field) for field in fields if field != BYPASS and _value(node, field) == _value(seen, field)}
        block = _with(block, kept)
    state = own.state if BYPASS in fields and node.state == seen.state else node.state
    return replace(node, block=block, state=state)


def _value(node: Node, field: str) -> Any:
    return node.block.values.get(field) if isinstance(node.block, Instance) else getattr(node.block, field)


def _with(block: Any, values: dict[str, Any]) -> Any:
    if isinstance(block, Instance):
        return replace(block, values={name: value for name, value in {**block.values, **values}.items() if value is not None})
    return block.replace(**values) if values and isinstance(block, Block) else block
