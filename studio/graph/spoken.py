"""A drawing in words that can be spoken, for a person who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable

from studio.blocks.block import Block, Shape
from studio.graph.figures import Measured
from studio.graph.model import Graph, Wire
from studio.graph.module import Instance, Placed
from studio.graph.names import kind
from studio.graph.notes import held
from studio.graph.rules import inputs_of, outputs_of


def node_words(graph: Graph, measured: Measured, node_id: str, issues: int = 0) -> str:
    """`conv1, Conv2D, 28 by 28 by 6, one issue`.

    Args:
        graph: The drawing.
        measured: Its figures.
        node_id: Which node.
        issues: How many the node has.
    """
    node, figures = graph.nodes[node_id], measured.figures.get(node_id)
    words = [node.name, kind(node.block), shape_words(figures.shape if figures is not None else None)]
    words += [node.state] if node.state != "on" else []
    words += ["locked"] if node.locked else []
    words += ["frozen"] if not node.trainable else []
    words += [f"{'one' if issues == 1 else issues} issue{'s' * (issues > 1)}"] if issues else []
    return ", ".join(words)


def note_words(graph: Graph, note_id: str) -> str:
    """`comment, Padding keeps the size`, or `frame Stem, with conv1 and pool1`."""
    note = graph.notes[note_id]
    words = " ".join(note.text.split())
    if note.kind == "comment":
        return f"comment, {words or 'empty'}"
    title = words or (note.expanded.name if note.expanded is not None else "")
    names = [graph.nodes[each].name for each in held(graph, note_id) if each in graph.nodes]
    inside = f"with {_listed(names)}" if names else "empty"
    return f"{f'frame {title}'.strip()}, {inside}"


def port_words(graph: Graph, node_id: str, port: int) -> str:
    """`input 1 of add1, from conv2`, or `output of conv1, to pool1 and pool2`; outputs are ports -1 and below."""
    node = graph.nodes[node_id]
    if port < 0:
        wires = [wire.target for wire in graph.follows.get(node_id, ()) if wire.outlet == -1 - port]
        words, led = _numbered("output", -1 - port, outputs_of(node.block)), "to"
    else:
        wires = [wire.source for wire in graph.feeds.get(node_id, ()) if wire.port == port]
        words, led = _numbered("input", port, inputs_of(node.block)), "from"
    name = port_name(node.block, port)
    others = f"{led} {_listed(graph.nodes[other].name for other in wires)}" if wires else "free"
    return ", ".join(part for part in (f"{words} of {node.name}", name, others) if part)


def wire_words(graph: Graph, measured: Measured, wire: Wire) -> str:
    """`wire from conv1 to input 2 of add1, 28 by 28 by 6`."""
    source, target = graph.nodes[wire.source], graph.nodes[wire.target]
    start = source.name if outputs_of(source.block) == 1 else f"output {wire.outlet + 1} of {source.name}"
    end = f"{_numbered('input', wire.port, inputs_of(target.block))} of {target.name}"
    figures = measured.figures.get(wire.source)
    return f"wire from {start} to {end}, {shape_words(figures.leaving(wire.outlet).shape if figures is not None else None)}"


def shape_words(shape: Shape | None) -> str:
    """`28 by 28 by 6`; an axis that is known at run time alone is `any`."""
    if shape is None:
        return "no shape"
    return " by ".join("any" if axis is None else str(axis) for axis in shape) or "one value"


def port_name(block: Placed, port: int) -> str:
    """What a module calls one of its ports, or a block that tells its inputs or outputs apart; others have no names for theirs."""
    if isinstance(block, Block):
        names, place = (block.input_names, port) if port >= 0 else (block.output_names, -1 - port)
        several = (inputs_of(block) if port >= 0 else len(names)) != 1
        return names[place] if several and place < len(names) else ""
    if not isinstance(block, Instance):
        return ""
    ports, place = (block.module.inputs, port) if port >= 0 else (block.module.outputs, -1 - port)
    return ports[place].name if place < len(ports) else ""


def _numbered(word: str, place: int, count: int | None) -> str:
    return word if count == 1 else f"{word} {place + 1}"


def _listed(names: Iterable[str]) -> str:
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last
