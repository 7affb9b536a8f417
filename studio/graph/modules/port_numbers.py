"""Which of a module's ports a new one is."""

from __future__ import annotations

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.model import Graph
from studio.graph.module import Placed


def numbered(graph: Graph, block: Placed) -> Placed:
    """A port of a module as the next one of its kind, where it says nothing else; every other block as it is."""
    if not isinstance(block, ModuleInput | ModuleOutput) or block.port != 1:
        return block
    there = (node.block for node in graph.nodes.values())
    return block.replace(port=1 + max((other.port for other in there if isinstance(other, type(block))), default=0))
