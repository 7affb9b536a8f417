"""Small drawings to plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.ends import Input, Output
from studio.graph import edits
from studio.graph.model import Graph, Node, Wire


def chain(*blocks: tuple[str, Block]) -> Graph:
    """Named blocks, each wired to the next."""
    names = [name for name, _ in blocks]
    wires = [(source, target, 0) for source, target in pairwise(names)]
    return drawing(dict(blocks), wires)


def drawing(blocks: Mapping[str, Block], wires: Iterable[tuple[str, str, int]]) -> Graph:
    """Blocks by their names, and wires between the names; ids are the same each time, but no names."""
    nodes = {f"id of {name}": Node(f"id of {name}", block, name) for name, block in blocks.items()}
    return Graph(nodes, tuple(sorted(Wire(f"id of {source}", f"id of {target}", port) for source, target, port in wires)))


def block(kind: str, **values: object) -> Block:
    """A block by its name in the catalogue."""
    return CATALOGUE[kind].read(values)


def lenet() -> Graph:
    """LeNet-5 as the sample draws it."""
    return chain(
        ("image", Input(shape=(28, 28, 1))),
        ("pad", block("ZeroPadding2D", padding=(2, 2))),
        ("conv1", block("Conv2D", filters=6, kernel_size=(5, 5), activation="relu")),
        ("pool1", block("MaxPooling2D", pool_size=(2, 2))),
        ("conv2", block("Conv2D", filters=16, kernel_size=(5, 5), activation="relu")),
        ("pool2", block("MaxPooling2D", pool_size=(2, 2))),
        ("flatten", block("Flatten")),
        ("dense1", block("Dense", units=120, activation="relu")),
        ("dense2", block("Dense", units=84, activation="relu")),
        ("scores", block("Dense", units=10)),
        ("output", Output()),
    )


def branched() -> Graph:
    """A shortcut around a convolution, added to it again."""
    graph = chain(
        ("image", Input(shape=(8, 8, 3))),
        ("stem", block("Conv2D", filters=4, padding="same")),
        ("deep", block("Conv2D", filters=4, padding="same", activation="relu")),
        ("sum", block("Add")),
        ("flatten", block("Flatten")),
        ("scores", block("Dense", units=3)),
        ("output", Output()),
    )
    return edits.connect(graph, id_of(graph, "stem"), id_of(graph, "sum"), 1)


def id_of(graph: Graph, name: str) -> str:
    """The id of the node of that name."""
    node = graph.named(name)
    assert node
    return node.id
