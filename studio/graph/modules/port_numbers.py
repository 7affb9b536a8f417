"""Which of a module's ports a new one is."""

from __future__ import annotations

from studio.blocks.ports import MOST, ModuleInput, ModuleOutput
from studio.graph.model import Graph
from studio.graph.module import Placed
from studio.graph.refusals import EditRefused

Port = ModuleInput | ModuleOutput


def port_numbered(kind: type[Port], number: int) -> Port:
    """A port of a module with a number.

    Raises:
        EditRefused: There is no port with that number.
    """
    if number > MOST:
        which = "inputs" if kind is ModuleInput else "outputs"
        fewer = "into" if kind is ModuleInput else "out of"
        raise EditRefused(
            f"The {which} of a module are numbered from 1 to {MOST}. Received: {number}. "
            f"Lead fewer wires {fewer} it, or give its {which} smaller numbers."
        )
    return kind(port=number)


def numbered(graph: Graph, block: Placed) -> Placed:
    """A port of a module as the next one of its kind, where it says nothing else; every other block as it is.

    Raises:
        EditRefused: There is no next one.
    """
    if not isinstance(block, Port) or block.port != 1:
        return block
    return next_port(graph, type(block))


def next_port(graph: Graph, kind: type[Port]) -> Port:
    """A port with the number after the last of its kind.

    Raises:
        EditRefused: There is no such number.
    """
    return port_numbered(kind, 1 + max((node.block.port for node in graph.nodes.values() if isinstance(node.block, kind)), default=0))
