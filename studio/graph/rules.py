"""Which wires are allowed, and why others are not, in words."""

from __future__ import annotations

from studio.blocks.answers import Unanswered
from studio.blocks.block import Block, Shape, ShapeError
from studio.blocks.unknown import UnknownBlock
from studio.graph.figures import Measured
from studio.graph.model import Graph, Node
from studio.graph.module import Instance, Placed
from studio.graph.paths import leads


def takes_many(block: Placed) -> bool:
    """Whether it takes any number of inputs; of an unknown block nobody can say it does not."""
    return isinstance(block, UnknownBlock) or (isinstance(block, Block) and block.many_inputs)


def takes_input(block: Placed) -> bool:
    """Whether a wire can arrive."""
    return inputs_of(block) != 0


def gives_output(block: Placed) -> bool:
    """Whether a wire can leave."""
    return outputs_of(block) != 0


def inputs_of(block: Placed) -> int | None:
    """How many input ports it has; None for any number."""
    if isinstance(block, Instance):
        return len(block.module.inputs)
    return block.input_count if isinstance(block, Block) and not block.many_inputs else None


def outputs_of(block: Placed) -> int:
    """How many outputs it has."""
    if isinstance(block, Instance):
        return len(block.module.outputs)
    return 1 if isinstance(block, UnknownBlock) else len(block.output_names)


def fewest_inputs(block: Placed) -> int:
    """How many wires it needs: none, one, or two where inputs are merged."""
    count = inputs_of(block)
    return count if count is not None else 1 + isinstance(block, Block)


def free_port(graph: Graph, target: str) -> int | None:
    """The input port that the next wire to a node takes; None where no more fits."""
    node = graph.nodes.get(target)
    if node is None:
        return None
    taken, count = {wire.port for wire in graph.feeds.get(target, ())}, inputs_of(node.block)
    if count is None:
        return len(taken)
    return next((port for port in range(count) if port not in taken), None)


def refusal(
    graph: Graph, source: str, target: str, port: int, measured: Measured | None = None, outlet: int = 0, free: bool = False
) -> str | None:
    """Why a wire may not be drawn, in a whole sentence; None where it may.

    Args:
        graph: The drawing without that wire.
        source: Id of the node whose output it takes.
        target: Id of the node that it feeds.
        port: Which input.
        measured: The figures of `graph`; with them shapes are checked as well.
        outlet: Which output of the source.
        free: Whether it is known that the wire closes no circle, which takes long to find out in a large drawing.
    """
    if missing := [node for node in (source, target) if node not in graph.nodes]:
        return f"A wire needs two nodes of the drawing. Received: {missing[0]}, which is not there."
    start, end = graph.nodes[source], graph.nodes[target]
    return (
        _ends(start, end)
        or _outlet(start, outlet)
        or _port(graph, end, port)
        or (None if free else circle_refusal(graph, start, end))
        or _shapes(graph, (source, outlet), end, port, measured)
    )


def circle_refusal(graph: Graph, start: Node, end: Node) -> str | None:
    """Why a wire may not be drawn where data already flows from its end to its start; None where it does not."""
    return circle_words(start, end) if leads(graph, end.id, start.id) else None


def circle_words(start: Node, end: Node) -> str:
    """Why a wire may not be drawn that would close a circle."""
    return (
        f"A wire from {start.name} to {end.name} would close a circle, because {end.name} leads to {start.name}. "
        f"Data flows one way: start the wire at a node that does not come after {end.name}."
    )


def shape_with(graph: Graph, source: str, target: str, port: int, measured: Measured, outlet: int = 0) -> Shape | None:
    """The shape that would leave `target` if the wire were drawn; None where it stays unknown.

    Raises:
        ShapeError: The target refuses its inputs.
    """
    block = graph.nodes[target].block
    inputs = {wire.port: measured.figures[wire.source].leaving(wire.outlet).shape for wire in graph.feeds.get(target, ())}
    inputs[port] = measured.figures[source].leaving(outlet).shape
    shapes = [shape for _, shape in sorted(inputs.items()) if shape is not None]
    if not isinstance(block, Block) or len(shapes) < len(inputs) or len(shapes) < fewest_inputs(block):
        return None
    try:
        return block.output_shape(*shapes)
    except Unanswered:
        return None


def _ends(start: Node, end: Node) -> str | None:
    if not gives_output(start.block):
        return f"{start.name} has no output: the network ends there. Start the wire at another node."
    if not takes_input(end.block):
        return f"{end.name} has no input: images enter there. Lead the wire to another node."
    if start.id == end.id:
        return f"{start.name} cannot feed itself, for data flows one way. Lead the wire to another node."
    return None


def _outlet(start: Node, outlet: int) -> str | None:
    count = outputs_of(start.block)
    if outlet < count:
        return None
    has, where = ("one output", "output 1") if count == 1 else (f"{count} outputs", f"one of outputs 1 to {count}")
    return f"{start.name} has {has}. Received: output {outlet + 1}. Start the wire at {where}."


def _port(graph: Graph, end: Node, port: int) -> str | None:
    wires = graph.feeds.get(end.id, ())
    taken = next((wire for wire in wires if wire.port == port), None)
    if taken is not None:
        return f"Input {port + 1} of {end.name} is taken by {graph.nodes[taken.source].name}. Remove that wire first."
    count = inputs_of(end.block)
    if count is not None and port >= count:
        has, where = ("one input", "input 1") if count == 1 else (f"{count} inputs", f"one of inputs 1 to {count}")
        return f"{end.name} has {has}. Received: input {port + 1}. Lead the wire to {where}."
    if count is None and port != len(wires):
        return f"{end.name} takes its next wire at input {len(wires) + 1}. Received: input {port + 1}. Lead the wire there."
    return None


def _shapes(graph: Graph, start: tuple[str, int], end: Node, port: int, measured: Measured | None) -> str | None:
    if measured is None:
        return None
    try:
        shape_with(graph, start[0], end.id, port, measured, start[1])
    except ShapeError as error:
        return str(error)
    return None
