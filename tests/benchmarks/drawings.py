"""Drawings of any size to measure with."""

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Add
from studio.graph.cards import COLUMN, ROW
from studio.graph.model import Graph, Node, Wire

ASPECT = 16 / 9


def chain(nodes: int) -> Graph:
    """A chain of convolutions in rows, with a skip over every fourth node into an Add."""
    columns = max(int((nodes * ASPECT * ROW / COLUMN) ** 0.5), 4)
    names = [f"n{place}" for place in range(nodes)]
    placed, wires = {}, []
    for place, name in enumerate(names):
        adds = place >= 4 and place % 4 == 0
        block = Input(shape=(32, 32, 16)) if not place else Add() if adds else Conv2D(filters=16, kernel_size=(3, 3), padding="same")
        placed[name] = Node(name, block, name, (place % columns * COLUMN, place // columns * ROW))
        if place:
            wires.append(Wire(names[place - 1], name, 0))
        if adds:
            wires.append(Wire(names[place - 4], name, 1))
    return Graph(placed, tuple(sorted(wires)))


def scattered(graph: Graph) -> Graph:
    """The same with the second half on no wire, but for its last two nodes: each of the others has an issue and a remedy."""
    names = list(graph.nodes)
    *loose, first, _end = names[len(names) // 2 :]
    gone = {*loose}
    kept = {wire for wire in graph.wires if not gone & {wire.source, wire.target}}
    return Graph(graph.nodes, tuple(sorted({*kept, Wire(names[len(names) // 2 - 1], first, 0)})))
