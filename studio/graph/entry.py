"""Leads images of another shape into a network: what makes of them what it takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from studio.blocks.block import Block, Shape
from studio.blocks.ends import Input
from studio.blocks.merging import Concatenate
from studio.blocks.preprocessing import Resizing
from studio.graph import edits, paths
from studio.graph.cards import COLUMN
from studio.graph.edits import EditRefused
from studio.graph.measure import measure
from studio.graph.model import Graph, Wire
from studio.graph.module import Instance
from studio.graph.spoken import shape_words

FINE = 96
"""Pixels that a pretrained network needs at least of a side, to see more than its own edges."""
_COARSE = 64


def led_in(graph: Graph, entry: str, shape: Shape) -> tuple[Graph, list[str]]:
    """The drawing with an Input for the images, and what makes of them what the network took; what was done, a sentence each."""
    node = graph.nodes[entry]
    assert isinstance(node.block, Input)
    before, blocks, words = node.block.shape, list[Block](), list[str]()
    if len(shape) != 3 or len(before) != 3:
        if tuple(shape) == tuple(before):
            return graph, []
        raise EditRefused(f"The network takes {shape_words(before)}. Received: {shape_words(shape)}. Only images are led to others.")
    side = _side(graph, before, shape)
    if side != tuple(shape[:2]):
        blocks.append(Resizing(height=side[0], width=side[1]))
        words.append(f"Resizing brings them to {side[0]} by {side[1]}.")
    channels = _channels(graph, entry, before[2])
    if channels != shape[2]:
        if (shape[2], channels) != (1, 3):
            remedy = "Set colour to grey in Data." if channels == 1 else "Choose other data."
            raise EditRefused(f"The network takes images of {channels} channels. Received: {shape[2]}. {remedy}")
        words.append("Concatenate repeats their one channel three times.")
    if not blocks and channels == shape[2] and tuple(shape) == tuple(before):
        return graph, []
    graph = edits.change(graph, entry, node.block.replace(shape=shape))
    return _preceded(graph, entry, blocks, channels // (shape[2] or 1)), [f"{node.name} takes images of {shape_words(shape)}.", *words]


def _side(graph: Graph, before: Shape, shape: Shape) -> tuple[int, int]:
    """The size that the network takes: its own, or where it is pretrained on photographs one that is not too small."""
    if tuple(before[:2]) != tuple(shape[:2]):
        return int(before[0] or FINE), int(before[1] or FINE)
    height, width = int(shape[0] or FINE), int(shape[1] or FINE)
    return (FINE, FINE) if is_pretrained(graph) and min(height, width) < _COARSE else (height, width)


def _channels(graph: Graph, entry: str, before: int | None) -> int:
    """How many channels the network takes: three where it refuses the one that it is given now."""
    node = graph.nodes[entry]
    if before == 1 and isinstance(node.block, Input) and _is_refused(graph):
        coloured = edits.change(graph, entry, node.block.replace(shape=(*node.block.shape[:2], 3)))
        if not _is_refused(coloured):
            return 3
    return before or 1


def _is_refused(graph: Graph) -> bool:
    """Whether a node before the Output takes its inputs otherwise."""
    ends = paths.ends(graph)
    return any(figures.refusal for node_id, figures in measure(graph).figures.items() if node_id not in ends)


def is_pretrained(graph: Graph) -> bool:
    """Whether part of a network begins with pretrained weights."""
    return any(node.pretrained or (isinstance(node.block, Instance) and node.block.module.pretrained) for node in graph.nodes.values())


def _preceded(graph: Graph, entry: str, blocks: Sequence[Block], times: int) -> Graph:
    """The drawing with blocks right after its Input, and after them its channels so many times."""
    leaving, last = graph.follows.get(entry, ()), entry
    x, y = graph.nodes[entry].position
    added = [*blocks, *([Concatenate()] if times > 1 else [])]
    graph = _moved_right(graph, {entry}, COLUMN * len(added))
    for number, block in enumerate(added):
        graph, new = edits.add(graph, block, (x + COLUMN * (number + 1), y))
        wires = [Wire(last, new, port) for port in range(times if isinstance(block, Concatenate) else 1)]
        graph, last = graph.replace(wires=tuple(sorted((*graph.wires, *wires)))), new
    moved = {wire: replace(wire, source=last) for wire in leaving}
    return graph.replace(wires=tuple(sorted(moved.get(wire, wire) for wire in graph.wires)))


def _moved_right(graph: Graph, but: Collection[str], distance: float) -> Graph:
    free = {each: node for each, node in graph.nodes.items() if each not in but and not node.locked}
    nodes = {each: replace(node, position=(node.position[0] + distance, node.position[1])) for each, node in free.items()}
    return graph.replace(nodes={**graph.nodes, **nodes})
