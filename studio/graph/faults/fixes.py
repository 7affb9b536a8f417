"""Remedies that an issue proposes; each is tried out on shapes before it is offered."""

from __future__ import annotations

from collections.abc import Sequence

from studio.blocks.block import Block, Shape
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.reshaping import Flatten
from studio.forms import FormError
from studio.graph import edits, rules, states
from studio.graph.cards import COLUMN, free_place
from studio.graph.faults.fitting import accepts, takes
from studio.graph.faults.sight import Sight
from studio.graph.figures import Fix, Measured
from studio.graph.model import Graph, Node, Wire


def take_out(node: Node, heal: bool = True) -> Fix:
    """Removes a node; its neighbours are wired to each other where that is possible."""
    return Fix(f"Take {node.name} out", lambda graph: edits.remove(graph, [node.id], heal=heal))


def cut(graph: Graph, wire: Wire) -> Fix:
    """Removes a wire."""
    label = f"Remove the wire from {graph.nodes[wire.source].name} to {graph.nodes[wire.target].name}"
    return Fix(label, lambda graph: edits.disconnect(graph, wire))


def unmute(node: Node) -> Fix:
    """Lets a muted node take part again."""
    return Fix(f"Unmute {node.name}", lambda graph: states.set_state(graph, [node.id], "on"))


def new_input(sight: Sight) -> Fix:
    """An Input before the first node that waits for a wire, and whose wire does not come from a muted node."""
    waiting = [node for node in sight.in_order() if sight.waits(node) and rules.free_port(sight.drawn, node.id) is not None]
    first = next((node for node in waiting if node.id in sight.needed), None)
    if first is None:
        return Fix("Add an Input", lambda graph: edits.add(graph, Input(), free_place(graph, (0.0, 0.0)))[0])
    return Fix(f"Put an Input before {first.name}", lambda graph: _beside(graph, first, Input(), -1))


def new_output(sight: Sight) -> Fix:
    """An Output after the last node whose output goes nowhere."""
    last = next((node for node in reversed(sight.in_order()) if sight.loose_end(node)), None)
    if last is None:
        return Fix("Add an Output", lambda graph: edits.add(graph, Output(), free_place(graph, (0.0, 0.0)))[0])
    return Fix(f"Put an Output after {last.name}", lambda graph: _beside(graph, last, Output(), 1))


def wire_to(sight: Sight, node: Node) -> Fix | None:
    """A wire from the nearest loose end whose shape the node takes."""
    source = sight.loose_ends.nearest(node)
    return Fix(f"Wire {source.name} to it", lambda graph: edits.connect(graph, source.id, node.id)) if source else None


def put_after(sight: Sight, node: Node) -> Fix | None:
    """Puts a loose node onto the one wire that leaves the nearest node of the network where shapes still fit."""
    source = sight.gaps.nearest(node)
    if source is None:
        return None
    (wire,) = sight.graph.follows[source.id]
    return Fix(f"Put it after {source.name}", lambda graph: edits.insert(graph, node.id, wire))


def mending(sight: Sight, node: Node) -> Fix | None:
    """What makes a block take the shapes that arrive: `same` padding, a Flatten before it, or a 1×1 convolution on the shortcut."""
    block, shapes = node.block, sight.arriving(node.id)
    if not isinstance(block, Block):
        return None
    return _padded(node, block, shapes) or _flattened(sight, node, shapes) or _projected(sight, node, block, shapes)


def changed(node: Node, label: str, **values: object) -> Fix | None:
    """Gives the node's block other values, where it takes them."""
    try:
        block = node.block.replace(**values) if isinstance(node.block, Block) else node.block
    except FormError:
        return None
    return Fix(label, lambda graph: edits.change(graph, node.id, block))


def units(graph: Graph, measured: Measured, node: Node, classes: int) -> Fix | None:
    """As many units as there are classes, for the Dense before an Output whose vector comes through unchanged."""
    shape = measured.figures[node.id].shape
    while not hasattr(node.block, "units"):
        wires = graph.feeds.get(node.id, ())
        if len(wires) != 1 or len(shape or ()) != 1 or measured.figures[wires[0].source].shape != shape:
            return None
        node = graph.nodes[wires[0].source]
    return changed(node, f"Set {node.name} to {classes} units", units=classes)


def _padded(node: Node, block: Block, shapes: Sequence[Shape]) -> Fix | None:
    if getattr(block, "padding", None) != "valid" or not takes(block.replace(padding="same"), *shapes):
        return None
    return changed(node, f"Set the padding of {node.name} to same", padding="same")


def _flattened(sight: Sight, node: Node, shapes: Sequence[Shape]) -> Fix | None:
    """A Flatten before the first of the Dense nodes that lead to this one, or before itself."""
    if len(shapes) != 1 or len(shapes[0]) < 2 or not takes(node.block, Flatten().output_shape(shapes[0])):
        return None
    place = _first_dense(sight, node)
    return Fix(f"Put a Flatten before {place.name}", lambda graph: _flatten_before(graph, place.id))


def _projected(sight: Sight, node: Node, block: Block, shapes: Sequence[Shape]) -> Fix | None:
    """A 1×1 convolution on the shortcut, the input that sees least, so that it comes in the shape of the others."""
    wires = sight.graph.feeds[node.id]
    place = min(range(len(wires)), key=lambda place: (sight.figures[wires[place].source].reach.size, -place))
    wire, convolution = wires[place], _projection(shapes[place], shapes[place - 1])
    if convolution is None or (wire.outlet and isinstance(sight.graph.nodes[wire.source].block, Block)):
        return None  # indices, states and scores mean nothing any more behind a convolution
    projected = [convolution.output_shape(shape) if number == place else shape for number, shape in enumerate(shapes)]
    if len(set(projected)) > 1 or not accepts(block, projected):
        return None
    label = f"Put a 1×1 Conv2D between {sight.graph.nodes[wire.source].name} and {node.name}"
    return Fix(label, lambda graph: _on_wire(graph, convolution, wire))


def _projection(shape: Shape, wanted: Shape) -> Conv2D | None:
    """A convolution that makes one image shape of another, by channels and a whole stride."""
    if len(shape) != 3 or len(wanted) != 3 or None in (*shape, *wanted):
        return None
    high, wide, channels = (axis or 1 for axis in wanted)
    strides = tuple(max(1, round((axis or 1) / other)) for axis, other in zip(shape[:2], (high, wide), strict=True))
    try:
        return Conv2D(filters=channels, kernel_size=(1, 1), strides=strides, padding="same")
    except FormError:  # a stride or a number of channels beyond all limits
        return None


def _first_dense(sight: Sight, node: Node) -> Node:
    """The earliest Dense of the unbranched way to a node that keeps the axes of the image; the node itself where there is none."""
    found = node
    while len(wires := sight.graph.feeds.get(node.id, ())) == 1:
        node = sight.graph.nodes[wires[0].source]
        family = getattr(node.block, "family", "")
        if family not in ("dense", "activation", "regularisation"):
            break
        found = node if family == "dense" else found
    return found


def _flatten_before(graph: Graph, node_id: str) -> Graph:
    (wire,) = graph.feeds[node_id]
    return _on_wire(graph, Flatten(), wire)


def _on_wire(graph: Graph, block: Block, wire: Wire) -> Graph:
    """A new node on a wire, its card as near as can be to the one it feeds."""
    graph, new = edits.add(graph, block, free_place(graph, graph.nodes[wire.target].position))
    return edits.insert(graph, new, wire)


def _beside(graph: Graph, node: Node, block: Block, side: int) -> Graph:
    """A new node a column before (-1) or after (1) another, wired to it."""
    x, y = node.position
    graph, new = edits.add(graph, block, free_place(graph, (x + side * COLUMN, y)))
    return edits.connect(graph, new, node.id) if side < 0 else edits.connect(graph, node.id, new)
