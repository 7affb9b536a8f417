"""The Python code in a drawing, inside its modules too."""

from __future__ import annotations

from studio.blocks.python import CodeBlock
from studio.graph.model import Graph
from studio.graph.module import Instance


def codes(graph: Graph) -> dict[str, str]:
    """The code of each node that has some, by where it is: `swirl1`, `swirl1 in stage`; of a module that stands often once."""
    found: dict[str, str] = {}
    for node in graph.nodes.values():
        if isinstance(node.block, CodeBlock):
            found[node.name] = node.block.code
        elif isinstance(node.block, Instance):
            module = node.block.module
            found |= {f"{where} in {module.title or module.name}": code for where, code in codes(module.graph).items()}
    return found
