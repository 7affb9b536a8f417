"""The code in a drawing that runs only after consent, inside its modules too."""

from __future__ import annotations

from studio.blocks.block import Block
from studio.graph.model import Graph
from studio.graph.module import Instance


def codes(graph: Graph) -> dict[str, str]:
    """The code of each node that has some, by where it is: `swirl1`, `swirl1 in stage`; of a module that stands often once."""
    found: dict[str, str] = {}
    for node in graph.nodes.values():
        if isinstance(node.block, Block) and node.block.trusts:
            found[node.name] = node.block.trusts
        elif isinstance(node.block, Instance):
            module = node.block.module
            found |= {f"{where} in {module.title or module.name}": code for where, code in codes(module.graph).items()}
    return found
