"""A small network with which panels are shown alone."""

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.graph.edits import add, connect
from studio.graph.model import Graph


def lenet5() -> Graph:
    """LeNet-5 for handwritten digits, and a Dropout that nothing feeds."""
    graph, last = add(Graph(), CATALOGUE["Input"](), (0.0, 0.0))
    for place, block in enumerate(_blocks(), 1):
        graph, node = add(graph, block, (208.0 * (place % 5), 240.0 * (place // 5)))
        graph = connect(graph, last, node)
        last = node
    return add(graph, CATALOGUE["Dropout"](), (208.0, 480.0))[0]


def _blocks() -> tuple[Block, ...]:
    conv, pool, dense = CATALOGUE["Conv2D"], CATALOGUE["AveragePooling2D"], CATALOGUE["Dense"]
    return (
        conv.read({"filters": 6, "kernel_size": (5, 5), "padding": "same", "activation": "tanh"}),
        pool(),
        conv.read({"filters": 16, "kernel_size": (5, 5), "activation": "tanh"}),
        pool(),
        CATALOGUE["Flatten"](),
        dense.read({"units": 120, "activation": "tanh"}),
        dense.read({"units": 84, "activation": "tanh"}),
        dense.read({"units": 10}),
        CATALOGUE["Output"](),
    )
